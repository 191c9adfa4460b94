import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/dev/catalogue.ts'
import type { Report } from '../../src/engine/index.ts'
import { changed } from '../../src/engine/seen.ts'
import { memoryStore } from '../../src/files/index.ts'
import { compared } from '../../src/report/comparison.ts'
import { compliance } from '../../src/report/evidence/compliance.gen.ts'
import { renderHtml, renderMarkdown } from '../../src/report/evidence/index.ts'
import { clausesOf, frameworks } from '../../src/report/evidence/mapping.ts'
import { redactReport } from '../../src/report/redact-report.ts'
import { rules } from '../../src/rules/registry.gen.ts'
import { decode } from '../../src/text/index.ts'
import { behind, view } from './sample.ts'

const files = {
  'etc/nginx/nginx.conf': `events {}
http {
  server { listen 80; server_name a.example; location / { proxy_pass http://10.0.0.1:8080; } }
}
`,
  'etc/openvpn/client/hk.conf': 'client\ndev tun\nremote 198.51.100.20 1194\nca c\ncert c\nkey k\ncomp-lzo\n',
}
const { report, behind: host } = behind(files)
const byId = new Map(rules.map(rule => [rule.id, rule]))
const shown = view({ behind: host, rule: id => byId.get(id), source: sourceOf })

function sourceOf(path: string): ReturnType<typeof decode> | undefined {
  const entry = memoryStore(files).read(path)
  return 'text' in entry ? entry : undefined
}

describe('the map of clauses', () => {
  test('names rules that exist or were worked out', () => {
    const known = new Set([...byId.keys(), ...catalogue().map(({ id }) => id), 'sysctl/*'])
    expect(compliance.themes.flatMap(theme => theme.rules).filter(id => !known.has(id))).toEqual([])
  })

  test('names frameworks that it describes, in both languages', () => {
    const ids = frameworks.map(({ id }) => id)
    expect(compliance.themes.flatMap(theme => Object.keys(theme.controls)).filter(id => !ids.includes(id))).toEqual([])
    for (const { name, basis } of frameworks)
      expect([name.zh, basis.zh].join('')).toMatch(/\p{Script=Han}|GDPR|HIPAA|CFR|CIS|ISO|NIST|OWASP|PCI/u)
  })

  test('keeps sections apart, and drops what a baseline says less precisely', () => {
    const numbers = (framework: string, refs: readonly string[] = []): string[] =>
      clausesOf('nginx/plaintext-proxy', refs)
        .filter(clause => clause.framework.id === framework)
        .map(({ number, standing }) => `${number}: ${standing}`)
    expect(numbers('HIPAA')).toEqual(['164.312(e)(1): source', '164.312(e)(2)(ii): source'])
    expect(numbers('PIPL', ['PIPL:51'])).toEqual(['Art.51(3): source'])
    expect(numbers('CSL')).toEqual(['Art.23 (old 21): derived', 'Art.44 (old 42): derived'])
    expect(numbers('MLPS2-L3', ['MLPS:8.1.2.2', 'MLPS:8.1.9.9'])).toContain('8.1.9.9: baseline')
    expect(numbers('MLPS2-L3', ['MLPS:8.1.2.2'])).not.toContain('8.1.2.2: baseline')
  })

  test('gives CIS NGINX clauses to nginx rules only', () => {
    const others = rules.filter(({ format }) => format !== 'nginx')
    const wrong = others.filter(({ id }) => clausesOf(id, []).some(clause => clause.framework.id === 'CIS21'))
    expect(wrong.map(({ id }) => id)).toEqual([])
  })
})

describe.each([
  ['en', 'It does not state that any law', 'Not assessed', 'Prepared by'],
  ['zh', '本报告不表明已满足任何法律', '未评估事项', '编制'],
] as const)('in %s', (lang, claim, limits, signature) => {
  const text = renderMarkdown(report, { ...shown, lang })

  test('says what it does not claim, what was not assessed, and leaves the signatures blank', () => {
    expect(text).toContain(claim)
    expect(text).toContain(limits)
    expect(text).toContain(`| ${signature} |  |  |  |`)
    expect(text).not.toMatch(/compliant|complies|is fulfilled|符合.{0,8}要求|已合规|通过等级保护/)
  })

  test('names every file with the hash of its bytes', () => {
    for (const [path, content] of Object.entries(files))
      expect(text).toContain(
        `| \`${path}\` | ${path.includes('nginx') ? 'nginx' : 'openvpn'} | \`${createHash('sha256').update(content).digest('hex')}\` |`,
      )
  })

  test('gives every finding a number, a place, and its clauses with how well they are known', () => {
    for (const [at, finding] of report.findings.entries()) {
      expect(text).toContain(`| F${at + 1} |`)
      expect(text).toContain(`${finding.path}:${finding.line}:${finding.column}`)
    }
    for (const { name } of frameworks) expect(text).toContain(name[lang].slice(0, 12))
  })

  test('names every rule that was asked', () => {
    for (const { rule } of report.controls)
      expect(text.includes(`\`${rule}\``) || text.includes(`(${rule})`), rule).toBe(true)
  })

  test('the page says the same', () => {
    const page = renderHtml(report, { ...shown, lang })
    expect(page).toContain(claim)
    expect(page).not.toMatch(/<script|\sstyle=/)
    for (const [at] of report.findings.entries()) expect(page).toContain(`<td>F${at + 1}</td>`)
  })
})

test('tells exceptions with owner and end', () => {
  const [first, ...rest] = report.findings
  const waived = { kind: 'file', reason: 'moved next week', owner: 'ops', until: '2026-12-31' } as const
  const text = renderMarkdown({ ...report, findings: [changed(first!, { waived }), ...rest] }, shown)
  expect(text).toContain(
    `| F1 | \`${first!.rule}\` | \`${first!.path}:${first!.line}\` | moved next week | ops | 2026-12-31 |`,
  )
})

test('shows commands with their results, secrets out, and says where there is none', () => {
  const results = [
    { command: ['nginx', '-t'], exit: 0, output: 'ok\x1b[31m | <b>\npassword=hunter2x\n', at: '2026-11-20' },
    { command: 'openssl version', exit: 1 },
  ]
  const text = renderMarkdown(report, { ...shown, behind: { ...host, results } })
  expect(text).toContain('| C1 | `nginx -t` | 0 | 2026-11-20 |')
  expect(text).toContain('| C2 | `openssl version` | 1 | – |')
  expect(text).toContain('ok\\x1b[31m | <b>\npassword=***')
  expect(text).toMatch(/`sudo nginx -t` \| C1: 0 \|/)
  expect(renderMarkdown(report, shown)).toContain('no result was given')
})

describe('against an earlier state', () => {
  const before: Report = {
    ...report,
    findings: [changed(report.findings[0]!, { fingerprint: 'gone', rule: 'nginx/gone' })],
  }
  const secret = (value: string): ReturnType<typeof decode> => decode('x.conf', `set $password ${value};\n`)
  const since = {
    revision: 'v1',
    before,
    comparison: compared(before, report),
    files: () => [
      {
        path: 'a.conf',
        before: decode('a.conf', 'one\ntwo\nset $password hunter2x;\n'),
        after: decode('a.conf', 'one\nthree\nset $password hunter2x;\n'),
      },
      { path: 'x.conf', before: secret('hunter2x'), after: secret('hunter3y') },
      { path: 'new.conf', before: undefined, after: decode('new.conf', 'fresh\n') },
    ],
  }
  const text = renderMarkdown(report, { ...shown, behind: { ...host, whole: { report, plan: host.plan }, since } })

  test('what changed is a diff without secrets', () => {
    expect(text).toContain('--- a/a.conf\n+++ b/a.conf\n@@ -1,3 +1,3 @@\n one\n-two\n+three\n set $password ***;')
    expect(text).toContain('--- /dev/null\n+++ b/new.conf')
    expect(text).toContain('`x.conf` only secret values differ')
    expect(text).not.toMatch(/hunter/)
  })

  test('findings are new or gone', () => {
    expect(text).toContain('| open, new |')
    expect(text).toMatch(/- `nginx\/gone` .*etc\/nginx\/nginx\.conf/)
  })
})

test('a report without findings claims nothing either', () => {
  const text = renderMarkdown(redactReport({ ...report, findings: [] }, sourceOf), shown)
  expect(text).toContain('No findings.')
  expect(text).toContain('not thereby met')
})
