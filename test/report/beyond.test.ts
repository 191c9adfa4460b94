import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/engine/types.ts'
import { shownOf } from '../../src/report/beyond.ts'
import { render as compact } from '../../src/report/compact.ts'
import { chunks, render as text } from '../../src/report/text.ts'
import { both, finding, report, view } from './sample.ts'

const numbered = (count: number, more: Partial<Finding> = {}): Finding[] =>
  Array.from({ length: count }, (_, nth) =>
    finding('listen', { message: both(`finding ${nth} of it`), subject: `server ${nth}`, ...more }),
  )

const told = (shown: string): string[] => shown.split('\n').filter(line => / of it$/.test(line))

describe('findings of one rule', () => {
  it('are all shown up to 20', () => {
    const shown = text(report({ findings: numbered(20) }), view())
    expect(told(shown)).toHaveLength(20)
    expect(shown).not.toContain('--all')
  })

  it('are shown up to 20, and of one more is told where it is and how to see it', () => {
    const shown = text(report({ findings: numbered(21) }), view())
    expect(told(shown)).toHaveLength(20)
    expect(told(shown).at(-1)).toContain('finding 19 of it')
    expect(shown).toContain(`
high nginx/tls-protocols: 1 more finding in 1 file
  --> etc/nginx/site.conf:2:2  (server 20)
  = --all shows every finding in full, -f compact each on one line

21 findings (21 high) in 1 file, 0 fixable (0 safe, 0 unsafe)
`)
  })

  it('name five places of the rest, and its files', () => {
    const elsewhere = numbered(3, { path: 'other.conf' })
    const shown = text(report({ findings: [...numbered(30), ...elsewhere] }), view())
    expect(shown).toContain('high nginx/tls-protocols: 13 more findings in 2 files\n')
    expect(shown).toContain('(server 24)\n  = … +8\n  = --all')
    expect(shown).not.toContain('(server 25)')
  })

  it('tell the severities of the rest where they differ', () => {
    const findings = [...numbered(21), ...numbered(4, { severity: 'low' })]
    expect(text(report({ findings }), view())).toContain('5 more findings (1 high, 4 low) in 1 file')
    expect(text(report({ findings }), view({ lang: 'zh' }))).toContain('1 个文件中还有 5 个发现（高危 1，低危 4）')
  })

  it('speak Chinese', () => {
    const shown = text(report({ findings: numbered(21) }), view({ lang: 'zh' }))
    expect(shown).toContain('高危 nginx/tls-protocols: 1 个文件中还有 1 个发现\n')
    expect(shown).toContain('--all 完整显示每个发现，-f compact 每个发现一行')
    expect(shown).toContain('21 个发现（高危 21）')
  })

  it('are all shown with --all', () => {
    const shown = text(report({ findings: numbered(50) }), view({ all: true }))
    expect(told(shown)).toHaveLength(50)
    expect(shown).not.toContain('--all')
  })

  it('are counted rule by rule, accepted ones not at all', () => {
    const accepted = numbered(30, { waived: { kind: 'file', reason: 'x' } })
    const others = numbered(20, { rule: 'nginx/other' })
    const shown = text(report({ findings: [...numbered(20), ...accepted, ...others] }), view())
    expect(told(shown)).toHaveLength(40)
    expect(shown).not.toContain('--all')
  })

  it('are on one line each in the compact report', () => {
    expect(told(compact(report({ findings: numbered(50) }), view()))).toHaveLength(50)
  })
})

/** A finding that nobody may read the texts and requests of. */
function unread(nth: number): Finding {
  const made = finding('listen', { subject: `server ${nth}` })
  const refuse = (): never => {
    throw new Error(`finding ${nth} was made`)
  }
  for (const name of ['message', 'witness', 'related', 'params']) Object.defineProperty(made, name, { get: refuse })
  return made
}

describe('findings beyond', () => {
  it('have no texts and no requests made', () => {
    const findings = [...numbered(20), ...Array.from({ length: 1000 }, (_, nth) => unread(nth))]
    expect(text(report({ findings }), view())).toContain('1000 more findings')
    expect(() => text(report({ findings }), view({ all: true }))).toThrow('finding 0 was made')
  })

  it('have no fixes made before the last lines, which count them', () => {
    const fixes = { get: () => expect.unreachable('fixes were made') }
    const findings = [...numbered(20), Object.defineProperty(finding('listen'), 'fixes', fixes)]
    expect(shownOf(findings, view()).beyond.get('nginx/tls-protocols')).toHaveLength(1)
    const written: string[] = []
    expect(() => {
      for (const chunk of chunks(report({ findings }), view())) written.push(chunk)
    }).toThrow('fixes were made')
    expect(written.at(-1)).toContain('1 more finding')
  })
})
