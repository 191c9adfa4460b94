import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/engine/types.ts'
import { render as checkstyle } from '../../src/report/checkstyle.ts'
import { fixDiff } from '../../src/report/html/code.ts'
import { render as junit } from '../../src/report/junit.ts'
import { render as markdown } from '../../src/report/markdown.ts'
import { render as text } from '../../src/report/text.ts'
import type { SourceFile } from '../../src/text/index.ts'
import { both, finding, report, view } from './sample.ts'

/** A text that counts the characters which searches for line ends run over. */
class Counted extends String {
  searched = 0

  override indexOf(wanted: string, from = 0): number {
    const found = super.indexOf(wanted, from)
    this.searched += (found === -1 ? this.length : found) - from
    return found
  }

  override lastIndexOf(wanted: string, from = this.length): number {
    const found = super.lastIndexOf(wanted, from)
    this.searched += from - found
    return found
  }
}

const line = 'server_tokens on;\n'

/** As many lines as findings, each with its own small fix. */
function hostOf(size: number): { readonly file: SourceFile; readonly counted: Counted; readonly findings: Finding[] } {
  const counted = new Counted(line.repeat(size))
  const file: SourceFile = { path: 'nginx.conf', text: counted as unknown as string, encoding: 'utf8' }
  const findings = Array.from({ length: size }, (_, nth) => {
    const span = { start: nth * line.length + 14, end: nth * line.length + 16 }
    const at = { span, line: nth + 1, column: 15, endLine: nth + 1, endColumn: 17, path: file.path }
    const fix = { title: both('write off'), safety: 'safe', edits: [{ path: file.path, span, text: 'off' }] } as const
    return { ...finding('listen'), ...at, fixes: [{ ...fix, changes: [] }] }
  })
  return { file, counted, findings }
}

/** Characters searched for one finding, in a file with so many. */
function searchedPerFinding(size: number, write: (host: ReturnType<typeof hostOf>) => unknown): number {
  const host = hostOf(size)
  write(host)
  return host.counted.searched / size
}

const writers: Readonly<Record<string, (host: ReturnType<typeof hostOf>) => unknown>> = {
  text: ({ file, findings }) => text(report({ findings }), view({ source: () => file })),
  markdown: ({ file, findings }) => markdown(report({ findings }), view({ source: () => file })),
  html: ({ file, findings }) =>
    findings.map(({ fixes }) => fixes.map(fix => fixDiff(fix, view({ source: () => file })))),
}

describe('a large file with a finding on every line', () => {
  it.each(Object.entries(writers))('%s looks at no more of the file for each than in a small one', (_, write) => {
    expect(searchedPerFinding(400, write)).toBeLessThan(1.1 * searchedPerFinding(100, write))
  })
})

/** How often the path of a finding is read, on average, where each of so many files has one. */
function pathsRead(size: number, write: (findings: readonly Finding[]) => unknown): number {
  let read = 0
  const findings = Array.from({ length: size }, (_, nth) =>
    Object.defineProperty(finding('listen'), 'path', {
      get() {
        read++
        return `sites/${nth}.conf`
      },
    }),
  )
  write(findings)
  return read / size
}

describe('many files with a finding each', () => {
  it.each([
    ['junit', junit],
    ['checkstyle', checkstyle],
  ])('%s looks for those of a file not among all', (_, render) => {
    const read = (size: number): number => pathsRead(size, findings => render(report({ findings }), view()))
    expect(read(200)).toBe(read(20))
  })
})

describe('markdown', () => {
  it('makes no more fixes than it shows, but for counting them', () => {
    const { file, findings } = hostOf(100)
    let read = 0
    const counting = findings.map(each => {
      const { fixes } = each
      return Object.defineProperty({ ...each }, 'fixes', {
        get() {
          read++
          return fixes
        },
      })
    })
    markdown(report({ findings: counting }), view({ source: () => file }))
    expect(read).toBeLessThanOrEqual(2 * 100 + 30)
  })
})

/** How often fingerprints are read where each of so many roots is refused because of a finding of its own. */
function fingerprintsRead(size: number): number {
  let read = 0
  const findings = Array.from({ length: size }, (_, nth) =>
    Object.defineProperty({ ...finding('listen'), path: `${nth}.conf` }, 'fingerprint', {
      get() {
        read++
        return `finger-${nth}`
      },
    }),
  )
  const verdicts = findings.map(({ path }, nth) => {
    return { format: 'nginx', root: path, loads: false, because: [`finger-${nth}`], problems: [] } as const
  })
  const output = text(report({ findings, verdicts }), view())
  expect(output).toContain(`nginx -t would refuse ${size - 1}.conf: ${findings[0]?.rule} (${size - 1}.conf:`)
  return read
}

it('many refused roots look for their reasons among the findings once', () => {
  expect(fingerprintsRead(400)).toBeLessThan(5 * fingerprintsRead(100))
})
