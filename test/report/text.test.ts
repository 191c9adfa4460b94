import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { FileProblem, Finding, Report } from '../../src/engine/types.ts'
import { render as compact } from '../../src/report/compact.ts'
import { shownChanges } from '../../src/report/frame.ts'
import { render as html } from '../../src/report/html/index.ts'
import { render as markdown } from '../../src/report/markdown.ts'
import { render as text } from '../../src/report/text.ts'
import type { Fix } from '../../src/rules/rule.ts'
import { decode } from '../../src/text/index.ts'
import { both, finding, problem, replaceFix, report, site, view } from './sample.ts'

const old = finding('ssl_protocols TLSv1 TLSv1.2;', {
  related: [{ ...finding('listen'), message: both('listens here') }],
  fixes: [replaceFix('TLSv1 TLSv1.2', 'TLSv1.2 TLSv1.3')],
})

describe('text', () => {
  it('shows the cause in its line, the places affected and the fix', () => {
    expect(text(report({ findings: [old] }), view())).toBe(`high nginx/tls-protocols: server example.com accepts "TLSv1"
  --> etc/nginx/site.conf:4:2
  |
4 |     ssl_protocols TLSv1 TLSv1.2;
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  = etc/nginx/site.conf:2:2: listens here
  = fix: write TLSv1.2 TLSv1.3
      4 -     ssl_protocols TLSv1 TLSv1.2;
      4 +     ssl_protocols TLSv1.2 TLSv1.3;

1 finding (1 high) in 1 file, 1 fixable (1 safe, 0 unsafe)
baseline balanced 1
assumed nginx 1.22.1, openssl 3.0; state what runs with --target or --target-from
`)
  })

  it.each([
    ['text', text],
    ['markdown', markdown],
    ['html', html],
  ])('%s tells a guess from what is certain', (_name, render) => {
    const doubt = 'low confidence: what is not in these files may say otherwise'
    const shown = (confidence: Finding['confidence']): string =>
      render(report({ findings: [finding('listen', { confidence })] }), view())
    expect(shown('low')).toContain(doubt)
    expect(shown('medium')).not.toContain(doubt)
    expect(shown('high')).not.toContain(doubt)
  })

  it('puts carets under wide characters', () => {
    const lines = text(report({ findings: [finding('中文')] }), view()).split('\n')
    expect(lines[3]).toBe('3 |     server_name example.com; # 中文')
    expect(lines[4]).toBe(`  |${' '.repeat(32)}^^^^`)
  })

  it('speaks Chinese', () => {
    const shown = text(report({ findings: [old], problems: [problem('}')] }), view({ lang: 'zh' }))
    expect(shown).toContain('高危 nginx/tls-protocols')
    expect(shown).toContain('1 处错误，1 个文件，1 个发现（高危 1），可修复 1（安全 1，不安全 0）')
  })

  it('hides secrets of the line it shows', () => {
    const shown = text(report({ findings: [finding('proxy_set_header Authorization')] }), view())
    expect(shown).toContain('proxy_set_header Authorization "Basic ***";')
  })

  it('cuts very long lines around the cause', () => {
    const file = decode(site.path, `# ${'x'.repeat(5000)} HERE ${'y'.repeat(5000)}\n`)
    const start = file.text.indexOf('HERE')
    const at = { span: { start, end: start + 4 }, line: 1, column: start + 1, endLine: 1, endColumn: start + 5 }
    const lines = text(report({ findings: [finding('listen', at)] }), view({ source: () => file })).split('\n')
    expect(lines[3]).toMatch(/^1 \| …x{79} HERE y{75}…$/)
    expect(lines[4]?.indexOf('^')).toBe(lines[3]?.indexOf('HERE'))
  })

  it('cuts a very long line around what a fix changes in it, without its secrets', () => {
    const secret = 'proxy_set_header Authorization "Basic c2VjcmV0OnNlY3JldA==";'
    const file = decode(site.path, `${'x '.repeat(3000)}; ${secret} autoindex on; ${'y '.repeat(3000)};\n`)
    const start = file.text.indexOf('on;')
    const edits = [{ path: site.path, span: { start, end: start + 2 }, text: 'off' }]
    const fix: Fix = { title: both('switch it off'), safety: 'safe', edits, changes: [] }
    const [change, ...more] = shownChanges(fix, () => file)
    expect(more).toEqual([])
    expect(change?.before).toEqual([expect.stringMatching(/^….*\*\*\*.* autoindex on; (?:y )+…$/)])
    expect(change?.after).toEqual([expect.stringMatching(/^….*\*\*\*.* autoindex off; (?:y )+…$/)])
    expect(JSON.stringify(change)).not.toContain('c2Vj')
    expect(JSON.stringify(change).length).toBeLessThan(700)
  })

  it('names the file of a change that stands elsewhere than the finding', () => {
    const other = decode('etc/nginx/snippets/php.conf', 'index a;\n')
    const edit = (path: string, start: number): Fix['edits'][number] => ({
      path,
      span: { start, end: start },
      text: '#',
    })
    const fix: Fix = {
      title: both('Mend it'),
      safety: 'safe',
      edits: [edit(site.path, 0), edit(other.path, 0)],
      changes: [],
    }
    const source = (path: string): typeof site => (path === other.path ? other : site)
    const shown = text(report({ findings: [{ ...finding('listen'), fixes: [fix] }] }), view({ source }))
    const [, lines = ''] = shown.split('= fix: mend it\n')
    expect(lines).toMatch(
      /^ {6}1 - .*\n {6}1 \+ #.*\n {6}etc\/nginx\/snippets\/php\.conf:\n {6}1 - index a;\n {6}1 \+ #index a;\n/,
    )
  })

  it('tells waived from suppressed, and names the baselines passed', () => {
    const waived = [
      { ...old, waived: { kind: 'file', reason: 'x' } },
      { ...old, waived: { kind: 'inline', reason: 'x' } },
    ] as const
    const shown = text(report({ findings: waived }), view({ passes: () => ['balanced', 'cis'] }))
    expect(shown).toContain('no findings in 1 file, 1 suppressed, 1 waived')
    expect(shown).toContain('baseline balanced 1; passes balanced, cis')
  })

  it('never reads as clean when something was not understood', () => {
    const shown = text(report({ problems: [problem('}')], files: [] }), view())
    expect(shown).toContain('error: unexpected "}"\n  --> etc/nginx/site.conf:6:1')
    expect(shown).toContain('1 error, no findings in 0 files')
  })

  it('says what the daemon would refuse, by the finding that decides it', () => {
    const verdicts: Report['verdicts'] = [
      { format: 'nginx', root: 'a.conf', loads: false, because: [old.fingerprint], problems: [] },
      { format: 'openvpn', root: 'b.conf', loads: null, because: ['b.conf:1: no such host'], problems: [] },
    ]
    const shown = text(report({ findings: [old], verdicts }), view())
    expect(shown).toContain('nginx -t would refuse a.conf: nginx/tls-protocols (etc/nginx/site.conf:4)')
    expect(shown).toContain('cannot tell whether openvpn --config accepts b.conf: b.conf:1: no such host')
  })

  it('stays calm about files of the machine: one line, the first of them, how many more', () => {
    const file = (name: string): FileProblem => ({
      ...problem('}'),
      code: 'machine-file',
      message: { en: `"${name}" is not among the files`, zh: `所给文件中没有 "${name}"` },
    })
    const problems = ['a.pem', 'a.key', 'd.pem'].map(file)
    const because = problems.map(({ path, line, message }) => `${path}:${line}: ${message.en}`)
    const verdicts = Array.from({ length: 7 }, (_, at) => at).map(
      at => ({ format: 'nginx', root: `${at}.conf`, loads: null, because, problems }) as const,
    )
    const shown = text(report({ verdicts: verdicts.slice(0, 1) }), view())
    expect(shown).toContain('cannot tell whether nginx -t accepts 0.conf: "a.pem" is not among the files (+2)\n')
    const chinese = text(report({ verdicts }), view({ lang: 'zh' }))
    expect(chinese).toContain('无法判断 nginx -t 是否接受 3.conf：所给文件中没有 "a.pem" (+2)\n另有 3 个同样无法判断\n')
  })

  it('tells of a missing file once: by the finding, where there is one', () => {
    const missing = { ...problem('}'), code: 'include-missing', warning: true, message: both('open() failed') }
    const found = finding('}', { rule: 'nginx/missing-include', severity: 'info' })
    expect(text(report({ problems: [missing] }), view())).toContain('warning: open() failed')
    expect(text(report({ problems: [missing], findings: [found] }), view())).not.toContain('open() failed')
  })

  it('names fixes alike, whatever letter their titles begin with', () => {
    const titled = (title: string): Report =>
      report({ findings: [finding('listen', { fixes: [{ ...replaceFix('listen', 'x'), title: both(title) }] })] })
    expect(text(titled('Set it to 0'), view())).toContain('= fix: set it to 0\n')
    expect(text(titled('TLS only'), view())).toContain('= fix: TLS only\n')
  })

  it('links the rule to its page on a terminal', () => {
    const shown = text(report({ findings: [old] }), view({ color: true, address: id => `file:///docs/${id}.md` }))
    expect(shown).toContain(
      '\x1b]8;;file:///docs/nginx/tls-protocols.md\x1b\\\x1b[1mnginx/tls-protocols\x1b[22m\x1b]8;;\x1b\\',
    )
  })

  it('leaves an address as it is: blanks and Chinese in it are escaped once', () => {
    const page = pathToFileURL('/opt/my 配置/tls-protocols.md').href
    const shown = text(report({ findings: [old] }), view({ color: true, address: () => page }))
    expect(shown).toContain('\x1b]8;;file:///opt/my%20%E9%85%8D%E7%BD%AE/tls-protocols.md\x1b\\')
  })
})

describe('compact', () => {
  it('is one line for each problem and finding', () => {
    expect(compact(report({ findings: [old], problems: [problem('}')] }), view())).toBe(
      'etc/nginx/site.conf:6:1: error unexpected unexpected "}"\n' +
        'etc/nginx/site.conf:4:2: high nginx/tls-protocols server example.com accepts "TLSv1"\n',
    )
  })
})

describe('a fix that takes a key away', () => {
  it('does not show it', () => {
    const file = decode(site.path, 'client\n<tls-auth>\nabcdef0123456789\n</tls-auth>\nverb 3\n')
    const start = file.text.indexOf('<tls-auth>')
    const edits = [{ path: site.path, span: { start, end: file.text.indexOf('verb') }, text: 'tls-auth ta.key\n' }]
    const fix = { title: both('move the key'), safety: 'safe', edits, changes: [] } as const
    const only = report({ findings: [{ ...old, span: { start: 0, end: 6 }, line: 1, fixes: [fix] }] })
    for (const render of [text, markdown]) {
      const shown = render(only, view({ source: () => file }))
      expect(shown).toContain('<tls-auth>')
      expect(shown).not.toContain('abcdef')
    }
  })
})
