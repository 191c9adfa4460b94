import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Level, NginxModel } from '../../src/formats/nginx/model.ts'
import { has } from '../../src/formats/nginx/regex/index.ts'
import { variablesOf } from '../../src/formats/nginx/variables/index.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import fc from '../random.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

/** A location that puts a value into a response header, after a script. */
const site = fc.record({
  head: fc.constantFrom(
    ...['/p', '~ "^/p(.*)"', '~ "^/p([^/]*)/(?<nn>[^/]+)"', '~ "^/p([^.]*)$"', '~ "^/p(\\S*)"', '~ "^/p/([\\w-]+)"'],
    ...['~ "^/p(?<nn>[^?]*)$"', '~ "(?s)^/p(.*)$"', '~ "^/p/(a|b)"'],
  ),
  script: fc.array(
    fc.constantFrom(
      ...['set $s $1;', 'set $s $uri;', 'set $s "x$request_uri";', 'set $s $nn;', 'set $s $m;', 'set $s "$s$1";'],
      ...['rewrite "^/p([^/]+)" /p$1;', 'rewrite "^/(p)(.*)$" /$1$2;', 'if ($request_uri ~ "([^?]+)") { set $s $1; }'],
      ...['if ($args ~ (.*)) { set $s "$1"; }', 'if ($uri ~ "/(?<nn>[^/]*)$") { set $t a; }', 'set $s $mm;'],
    ),
    { maxLength: 3 },
  ),
  value: fc.constantFrom(
    ...[
      '$uri',
      '$document_uri',
      '$request_uri',
      '$args',
      '$arg_q',
      '$http_x',
      '$cookie_c',
      '$host',
      '$remote_user',
      '$s',
    ],
    ...[
      '$1',
      '$2',
      '$nn',
      '$m',
      '$mm',
      'a$1b',
      '$s$1',
      '$request_filename',
      '$request',
      '$query_string',
      '$mc',
      '$mn',
      '$seg',
      '$mn$seg',
      '$mk$all',
      '$mk$1',
    ],
  ),
})
type Site = typeof site extends fc.Arbitrary<infer T> ? T : never

const tables = `
  map $uri $m { default ""; "~^/p/?([^/]*)" $1; }
  map $uri $mm { default $uri; ~^/zz 1; }
  map $request_uri $mc { default $request_uri; }
  map $uri $mk { "~^/p(?<all>[^.]*)" 1; }
  map $uri $mn { "~(?<seg>[a-z]+)$" $seg; default ""; }`

const text = (sites: readonly Site[]): string =>
  `events {}\nhttp { rewrite_log off; uninitialized_variable_warn off; root /srv;${tables}\n${sites
    .map(
      ({ head, script, value }, at) => `server { listen unix:/run/test/v${at}; server_name v${at};
      set $s ""; set $t ""; if ($arg_never ~ "(?<nn>never)") { set $t b; }
      location ${head} { ${script.join(' ')} add_header X-V "[${value}]" always; try_files /none =404; } }`,
    )
    .join('\n')}\n}\n`

/** Every way to bring CR and LF in: the path, the query, headers, the user name. */
const breaks = ['%0d%0a', '%0d', '%0a']
const requests = breaks.flatMap(code =>
  ['/p', '/p/', '/p/a/', '/px', '/p/a'].flatMap(path =>
    ['', 'Injected:y', '/x', '.x'].map(tail => `${path}${code}${tail}?q=${code}Injected:y&r`),
  ),
)
const user = Buffer.from('u\r\nInjected=y:pw').toString('base64')

describe('line breaks that values bring into a response', () => {
  const test = needs('nginx', 'root')
  const sites = fc.sample(site, { numRuns: 120, seed: 3 })
  let daemon: RunningNginx | undefined
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text(sites) })
    daemon = new RunningNginx({ 'nginx.conf': text(sites) })
  })
  afterAll(() => daemon?.stop())

  /** What stands between the brackets of the answer, raw. */
  async function seen(at: number, target: string): Promise<string> {
    const head = `GET ${target} HTTP/1.1\r\nHost: v${at}\r\nConnection: close\r\nX: a\tb\r\nCookie: c=d\r\n`
    const raw = await (daemon as RunningNginx).raw(`v${at}`, `${head}Authorization: Basic ${user}\r\n\r\n`)
    const start = raw.indexOf('X-V: [')
    return start === -1 ? '' : raw.slice(start + 6, raw.indexOf(']\r\n', start))
  }

  const told = (level: Level): { cr: boolean; lf: boolean } => {
    const value = level.written('add_header')[0]?.args[1]?.value ?? ''
    const { characters } = variablesOf(model).contents(value, { level })
    return { cr: has(characters, 13), lf: has(characters, 10) }
  }

  test('what the daemon sends was foreseen, and what was foreseen is mostly sent', async () => {
    let foreseen = 0
    let confirmed = 0
    for (const [at, { head, script, value }] of sites.entries()) {
      const level = [...model.locations()].find(one => one.server.title === `v${at}`) as Level
      const { cr, lf } = told(level)
      const answers = await Promise.all(requests.map(target => seen(at, target)))
      const what = `location ${head} { ${script.join(' ')} } ${value}`
      expect(answers.some(one => one.includes('\r')) && !cr, `CR: ${what}`).toBe(false)
      expect(answers.some(one => one.includes('\n')) && !lf, `LF: ${what}`).toBe(false)
      foreseen += Number(cr) + Number(lf)
      confirmed +=
        Number(answers.some(one => one.includes('\r')) && cr) + Number(answers.some(one => one.includes('\n')) && lf)
    }
    expect(foreseen).toBeGreaterThan(20)
    expect(confirmed / foreseen).toBeGreaterThan(0.8)
  })
})
