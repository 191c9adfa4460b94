import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Level, Listener, NginxModel } from '../../src/formats/nginx/model.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import fc from '../random.ts'
import { certificates } from './certificates.ts'
import { needs } from './needs.ts'
import { type Answer, RunningNginx } from './nginx-running.ts'

/** Statements a level may hold, each with a value of its own (`@` becomes a number). */
const statements = [
  ...['add_header X-A a@ always;', 'add_header X-B b@;', 'server_tokens off;', 'server_tokens on;', 'root /r@;'],
  ...['default_type text/t@;', 'expires 1h;'],
]
const own = fc.subarray(statements, { maxLength: 4 }).map(list => list.filter((one, at) => unlike(one, list[at - 1])))
const unlike = (one: string, before: string | undefined): boolean =>
  !one.startsWith('server_tokens on') || !before?.startsWith('server_tokens')

/** http{} cannot vary within one daemon; server, location, nested location and if do. */
const site = fc.record({
  server: own,
  outer: own,
  inner: own,
  branch: own,
  alias: fc.constantFrom('', 'outer', 'inner'),
})

let count = 0
const fill = (list: readonly string[], alias = false): string => {
  const usable = alias ? list.filter(one => !one.startsWith('root')) : list
  return [...usable, ...(alias ? ['alias /al@/;'] : [])].map(one => one.replace('@', String(count++))).join(' ')
}

/** `$document_root` shows which root is in force; the answer comes from files that do not exist, so the level stays. */
function siteText(value: typeof site extends fc.Arbitrary<infer T> ? T : never, at: number): string {
  const branch = fill(value.branch.filter(one => !one.startsWith('server_tokens') && !one.startsWith('default_type')))
  return `server { listen unix:/run/test/s${at}; server_name s${at}; ${fill(value.server)} log_not_found off;
    location /a/ { ${fill(value.outer, value.alias === 'outer')} try_files $uri @no;
      location /a/b/ { ${fill(value.inner, value.alias === 'inner')} try_files $uri =404; }
      location /a/i/ { ${fill(value.inner)} if ($arg_x) { ${branch} } }
    }
    location @no { return 200 "$document_root"; }
  }\n`
}

describe('what is in force', () => {
  const test = needs('nginx', 'root')
  const sites = fc.sample(site, { numRuns: 80, seed: 5 })
  const text = `events {}\nhttp { add_header X-H h always; root /top; default_type text/top;\n${sites.map(siteText).join('')} }\n`
  let daemon: RunningNginx | undefined
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text })
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon?.stop())

  /** Headers of a 404 at that level: only those with `always`. */
  const headersTold = (level: Level): string[] =>
    model
      .list(level, 'add_header')
      .entries.map(one => one.args.map(word => word.value))
      .filter(words => words[2] === 'always')
      .map(words => `${words[0]}: ${words[1]}`.toLowerCase())

  const headersSeen = ({ headers }: Answer): string[] =>
    [...headers]
      .filter(([name]) => name.startsWith('x-'))
      .flatMap(([name, values]) => values.map(one => `${name}: ${one}`))

  function compare(level: Level, answer: Answer): void {
    expect(answer.status, level.subject).toBe(404)
    expect(headersSeen(answer), level.subject).toEqual(headersTold(level))
    const tokens = model.text(level, 'server_tokens') === 'off' ? 'nginx' : expect.stringContaining('nginx/')
    expect(answer.headers.get('server')?.[0], level.subject).toEqual(tokens)
  }

  test('header lists and values of nested levels and of if', async () => {
    for (const at of sites.keys()) {
      const level = (path: string): Level =>
        [...model.levels()].find(one => one.subject === `server s${at}${path}`) as Level
      const outer = ' / location /a/ / '
      const get = (path: string): Promise<Answer> => (daemon as RunningNginx).get(`s${at}`, 's', path)
      compare(level(`${outer}location /a/b/`), await get('/a/b/x'))
      compare(level(`${outer}location /a/i/`), await get('/a/i/x'))
      compare(level(`${outer}location /a/i/ / if ($arg_x)`), await get('/a/i/x?x=1'))
    }
  })
})

describe('root and alias', () => {
  const test = needs('nginx', 'root')

  test('an alias holds in nested locations and ifs until a root or alias is written again', async () => {
    const text = `events {} http { server { listen unix:/run/test/s; server_name s; root /top;
      location /a/ { alias /al/; add_header X-Root $document_root always;
        location /a/b/ { gzip on; }
        location /a/c/ { root /r; }
        location /a/i/ { if ($arg_x) { gzip on; } }
      } } }`
    const model = modelOf({ 'nginx.conf': text })
    const daemon = new RunningNginx({ 'nginx.conf': text })
    try {
      for (const [path, subject] of [
        ['/a/x', ''],
        ['/a/b/x', ' / location /a/b/'],
        ['/a/c/x', ' / location /a/c/'],
        ['/a/i/x', ' / location /a/i/'],
        ['/a/i/x?x=1', ' / location /a/i/ / if ($arg_x)'],
      ] as const) {
        const level = [...model.levels()].find(one => one.subject === `server s / location /a/${subject}`) as Level
        const root = model.setting(level, 'root')
        const told = root.origin === 'default' ? '' : root.origin.args[0]?.value
        const answer = await daemon.get('s', 's', path)
        expect([path, answer.headers.get('x-root')?.[0]]).toEqual([path, told])
      }
    } finally {
      daemon.stop()
    }
  })
})

describe('TLS by socket', () => {
  const test = needs('nginx', 'openssl', 'root')
  const text = `events {} http {
    ssl_certificate /etc/c.pem; ssl_certificate_key /etc/k.pem; ssl_ciphers ALL:@SECLEVEL=0;
    server { listen unix:/run/test/a ssl; server_name strict; ssl_protocols TLSv1.3; }
    server { listen unix:/run/test/a ssl; server_name loose; ssl_protocols TLSv1.2 TLSv1.3; }
    server { listen unix:/run/test/b ssl; server_name loose; ssl_protocols TLSv1.2; }
    server { listen unix:/run/test/b ssl default_server; server_name strict; ssl_protocols TLSv1.2; ssl_protocols TLSv1.3; }
    server { listen unix:/run/test/d; server_name a; ssl on; ssl_protocols TLSv1.2; }
    server { listen unix:/run/test/e; server_name a; }
    server { listen unix:/run/test/e; server_name b; ssl on; }
    server { listen unix:/run/test/c; server_name plain; }
    server { listen unix:/run/test/c ssl; server_name loose; ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384; ssl_protocols TLSv1.2; }
  }\n`
  let daemon: RunningNginx | undefined
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text })
    const pem = certificates()
    daemon = new RunningNginx({ 'nginx.conf': text, '/etc/c.pem': pem.chain, '/etc/k.pem': pem.key })
  })
  afterAll(() => daemon?.stop())

  const shakes = (listener: Listener, name: string, option: string): boolean => {
    const path = join((daemon as RunningNginx).folder, listener.address.slice('unix:/'.length))
    const argv = ['s_client', '-unix', path, '-servername', name, option, '-cipher', 'ALL:@SECLEVEL=0']
    return spawnSync('openssl', argv, { input: '', encoding: 'utf8' }).stdout.includes('BEGIN CERTIFICATE')
  }

  test('protocols come from the default server of the socket in this version', () => {
    for (const listener of model.listeners)
      for (const server of listener.servers) {
        const told = listener.tls ? model.tls(listener, server, 'ssl_protocols').value : []
        const where = `${server.title} at ${listener.subject}`
        expect(shakes(listener, server.title, '-tls1_2'), where).toBe(told.includes('TLSv1.2'))
        expect(shakes(listener, server.title, '-tls1_3'), where).toBe(told.includes('TLSv1.3'))
      }
  })
})
