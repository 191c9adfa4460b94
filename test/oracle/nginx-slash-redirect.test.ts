import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Listener, NginxModel } from '../../src/formats/nginx/model.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

const passes = ['proxy_pass http://127.0.0.1:1;', 'fastcgi_pass 127.0.0.1:1;', 'grpc_pass 127.0.0.1:1;']
const gateways = [
  'uwsgi_pass 127.0.0.1:1;',
  'scgi_pass 127.0.0.1:1;',
  'set $memcached_key x; memcached_pass 127.0.0.1:1;',
]

/** Locations of a server each: which of them answers is told by a header. */
const sites: readonly (readonly (readonly [head: string, inside: string])[])[] = [
  ...[...passes, ...gateways].map(pass => [['/a/', pass] as const, ['/', ''] as const]),
  [
    ['/a/', 'return 200;'],
    ['/', ''],
  ],
  [
    ['/a/', 'return 200; proxy_pass http://127.0.0.1:1;'],
    ['~ a', ''],
  ],
  [
    ['/a/', passes[0] as string],
    ['/a', ''],
  ],
  [
    ['/a/', passes[0] as string],
    ['= /a', ''],
  ],
  [
    ['= /a/', passes[0] as string],
    ['/', ''],
  ],
  [
    ['= /a/', ''],
    ['^~ /a/', passes[0] as string],
    ['^~ /', ''],
  ],
  [
    ['/', 'location /a/ { proxy_pass http://127.0.0.1:1; add_header X-Mark in always; }'],
    ['~ a', ''],
  ],
  [
    ['/a/', 'if ($arg_x) { proxy_pass http://127.0.0.1:1; }'],
    ['/', ''],
  ],
  [
    ['~ "^/.{2}$"', 'return 200;'],
    ['~ "^/.$"', 'return 201;'],
    ['~ ^/(?<n>.+)/$', 'return 202;'],
    ['~* ^/É', ''],
  ],
]

const site = (locations: (typeof sites)[number], at: number): string =>
  `server { listen unix:/run/test/s${at}; add_header X-Mark none always;
  ${locations.map(([head, inside], one) => `location ${head} { add_header X-Mark ${one} always; ${inside} }`).join('\n')} }\n`

describe('which location answers', () => {
  const test = needs('nginx', 'root')
  const slashes = `server { listen unix:/run/test/m; server_name x; merge_slashes off; location / { return 200; } }
  server { listen unix:/run/test/m; server_name y; location = /a/b { add_header X-Mark 0; return 200; } location / { add_header X-Mark 1; return 200; } }\n`
  const text = `events {}\nhttp {\n${sites.map(site).join('')}${slashes}}\n`
  let daemon: RunningNginx
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text })
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon?.stop())

  const listener = (name: string): Listener =>
    model.listeners.find(({ address }) => address === `unix:/run/test/${name}`) as Listener

  async function compare(name: string, host: string, path: string): Promise<void> {
    const socket = listener(name)
    const { server } = model.matchServer(socket, host)
    const { location, redirects } = model.matchLocation(server, path, socket.defaultServer)
    const told = (location ?? server).written('add_header')[0]?.args[1]?.value
    const answer = await daemon.get(name, host, Buffer.from(path, 'utf8').toString('latin1'))
    const seen = [path, answer.headers.get('x-mark')?.[0], answer.status === 301]
    expect(seen, name).toEqual([path, told, redirects === true])
  }

  test('a path without its last slash is sent to the location that hands requests on', async () => {
    for (const at of sites.keys())
      for (const path of ['/a', '/a/', '/a/b', '/b', '/%61', '//a', '/x/../a', '/a?q=/'])
        await compare(`s${at}`, 's', path)
  })

  test('patterns are compared byte by byte', async () => {
    const last = `s${sites.length - 1}`
    for (const path of ['/é', '/%C3%A9', '/e', '/%e9', '/É/', '/%C3%89x', '/éé/']) await compare(last, 's', path)
  })

  test('slashes are merged as the default server of the socket says', async () => {
    for (const host of ['x', 'y']) for (const path of ['/a//b', '/a/b', '//a/b']) await compare('m', host, path)
  })
})
