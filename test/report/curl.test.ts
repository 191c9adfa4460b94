import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/engine/types.ts'
import { render as checkstyle } from '../../src/report/checkstyle.ts'
import { render as compact } from '../../src/report/compact.ts'
import { curlArguments, curlCommands, shownCommands } from '../../src/report/curl.ts'
import { renderMarkdown as evidence, renderHtml as evidenceHtml } from '../../src/report/evidence/index.ts'
import { render as github } from '../../src/report/github.ts'
import { render as gitlab } from '../../src/report/gitlab.ts'
import { render as json } from '../../src/report/json.ts'
import { render as junit } from '../../src/report/junit.ts'
import { render as markdown } from '../../src/report/markdown.ts'
import { render as rdjson } from '../../src/report/rdjson.ts'
import { render as sarif } from '../../src/report/sarif/index.ts'
import { render as text } from '../../src/report/text.ts'
import type { Witness, WitnessRequest } from '../../src/rules/rule.ts'
import { both, finding, report, view } from './sample.ts'

const get = (more: Partial<WitnessRequest> = {}): WitnessRequest => ({
  listener: '*:80',
  tls: false,
  method: 'GET',
  target: '/a',
  headers: [['Host', 'example.com']],
  ...more,
})
const witness: Witness = { ...get(), provokes: { status: 200, summary: both('it answers') } }
const command = (more: Partial<WitnessRequest>): string => curlCommands({ ...witness, ...get(more) }).join('\n')
const start = "curl -si --noproxy '*'"

describe('a request as a curl command', () => {
  it('asks by name, whatever DNS says', () => {
    expect(command({})).toBe(`${start} --resolve example.com:80:127.0.0.1 http://example.com/a`)
    expect(command({ listener: '[::]:443', tls: true })).toBe(
      "curl -si -k --http1.1 --noproxy '*' --resolve 'example.com:443:[::1]' https://example.com/a",
    )
    expect(command({ listener: 'localhost:80' })).toContain('--connect-to example.com:80:localhost:80 ')
    expect(command({ listener: 'unix:/run/x.sock' })).toBe(`${start} --unix-socket /run/x.sock http://example.com/a`)
  })

  it('sends the Host header of the witness, not that of the address', () => {
    expect(command({ listener: '192.0.2.1:8080' })).toContain("-H 'Host: example.com' http://example.com:8080/a")
    expect(command({ headers: [['Host', 'a b']] })).toBe(`${start} -H 'Host: a b' http://127.0.0.1/a`)
    expect(command({ headers: [] })).toBe(`${start} -H Host: http://127.0.0.1/a`)
    const sent = command({ headers: [['Host', 'example.com'], ['X-Empty', '']] }) // biome-ignore format: one request
    expect(sent).toContain("-H 'X-Empty;' http://example.com/a")
  })

  it('keeps curl from changing the target', () => {
    expect(command({ target: '/a/../b' })).toMatch(/--path-as-is http:\/\/example\.com\/a\/\.\.\/b$/)
    expect(command({ target: '/a../b?x=1' })).toMatch(/127\.0\.0\.1 'http:\/\/example\.com\/a\.\.\/b\?x=1'$/)
    expect(command({ target: 'http://other/{a}' })).toMatch(/--request-target 'http:\/\/other\/\{a\}' http:\/\/\S+\/$/)
  })

  it('sends method and body as they are', () => {
    expect(command({ method: 'HEAD' })).toContain(' -I ')
    expect(command({ method: 'PUT', body: '@/etc/passwd' })).toContain(
      ' -X PUT -H Content-Type: --data-raw @/etc/passwd ',
    )
  })

  it('is one word per argument in a shell', () => {
    const hostile = get({ target: "/'$(id)`id`", headers: [['X', '"; id #\u202e']] })
    const { stdout } = spawnSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command(hostile)}`], {
      encoding: 'utf8',
    })
    expect(stdout.trimEnd().split('\n')).toEqual(curlArguments(hostile).slice(1))
  })

  it('puts what goes before in front, many of the same in a loop', () => {
    const before = [get({ target: '/b' }), get(), get(), get()]
    const lines = curlCommands({ ...witness, before })
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/\/b$/)
    expect(lines[1]).toMatch(/^for i in \$\(seq 3\); do curl .*\/a; done$/)
    expect(lines[2]).toMatch(/\/a$/)
  })

  it('is cut where a reader sees it only', () => {
    const long: Witness = { ...witness, target: `/${'x'.repeat(5000)}` }
    expect(curlCommands(long)[0]?.length).toBeGreaterThan(5000)
    expect(shownCommands(long)[0]?.length).toBeLessThan(700)
  })
})

const between = (text: string, from: string, to: string): string =>
  new RegExp(`${from}([^]*?)${to}`).exec(text.replaceAll('&apos;', "'"))?.[1] ?? ''
const gitlabBody = (shown: Report): string => JSON.parse(gitlab(shown, view()))[0].content.body
const place = 'etc/nginx/site.conf:2:2'

describe('reports', () => {
  const shown = report({ findings: [finding('listen', { witness: { ...witness, before: [get({ target: '/b' })] } })] })

  it('print the commands and what comes of them', () => {
    expect(text(shown, view())).toMatch(/\n {2}= shown by: it answers\n {6}curl \S.*\/b\n {6}curl \S.*\/a\n/)
    expect(markdown(shown, view())).toMatch(/it answers\n\n```sh\ncurl .*\/b\ncurl .*\/a\n```/)
  })

  const lines = [
    'shown by: it answers',
    expect.stringMatching(/^curl -si .*\/b$/),
    expect.stringMatching(/^curl .*\/a$/),
  ]

  it('of build servers hold them where a person reads on', () => {
    expect(between(junit(shown, view()), '<failure [^>]*>', '</failure>').split('\n')).toEqual([place, ...lines])
    const passing = junit(shown, view({ failOn: undefined }))
    expect(between(passing, '<system-out>', '</system-out>').split('\n').slice(1)).toEqual(lines)
    expect(between(checkstyle(shown, view()), 'message="', '"').split('&#10;').slice(1)).toEqual(lines)
    expect(github(shown, view()).trimEnd().split('%0A').slice(1)).toEqual(lines)
    expect(gitlabBody(shown)).toMatch(/^shown by: it answers\n\n```sh\ncurl .*\/b\ncurl .*\/a\n```$/)
    const [{ message }] = JSON.parse(rdjson(shown, view())).diagnostics
    expect(message).toMatch(/"TLSv1"\n\nshown by: it answers\n\n```sh\ncurl .*\/b\ncurl .*\/a\n```$/)
  })

  it('and those for auditors, five of a rule', () => {
    expect(evidence(shown, view())).toMatch(/\nF1, shown by: it answers\n\n```\ncurl .*\/b\ncurl .*\/a\n```\n/)
    expect(evidenceHtml(shown, view())).toMatch(/<pre class="frame">curl -si [^<]*\/b\ncurl [^<]*\/a\n<\/pre>/)
    const many = report({ findings: Array.from({ length: 8 }, () => finding('listen', { witness })) })
    expect(evidence(many, view()).match(/shown by: it answers/g)).toHaveLength(5)
    expect(evidence(many, view())).toContain('3 more are not listed here')
  })

  it('of one line a finding have no place for them', () => {
    expect(compact(shown, view()).trimEnd().split('\n')).toHaveLength(1)
  })

  it('hand them to programs', () => {
    expect(JSON.parse(json(shown, view())).findings[0].witness).toMatchObject({
      target: '/a',
      before: [{ target: '/b' }],
      provokes: { status: 200, summary: 'it answers' },
      commands: [expect.stringMatching(/\/b$/), expect.stringMatching(/\/a$/)],
    })
    expect(JSON.parse(sarif(shown, view())).runs[0].results[0].properties.witness).toHaveLength(2)
  })
})
