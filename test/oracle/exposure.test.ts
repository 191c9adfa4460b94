import { afterAll, beforeAll, describe, expect } from 'vitest'
import { deadServers } from '../../src/exposure/dead.ts'
import type { NginxModel } from '../../src/formats/nginx/model.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import fc from '../random.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

const names = ['a.example', 'b.example', 'c.example', 'A.example', '*.example', '.example', 'a.*', '""', '_', '~^r\\.']
/** Requests that reach whoever owns one of the names. */
const hosts = ['a.example', 'b.example', 'c.example', 'x.example', 'example', 'a.org', '', 'r.org', 'other.net']

/** Groups of servers on a socket each, the names of a few; every server answers with its number. */
const groups = fc.sample(
  fc.array(fc.tuple(fc.subarray(names, { maxLength: 2 }), fc.boolean()), { minLength: 2, maxLength: 5 }),
  { numRuns: 60, seed: 3 },
)

let count = 0
const server = (socket: number, list: readonly string[], byDefault: boolean): string =>
  `server { listen unix:/run/test/s${socket}${byDefault ? ' default_server' : ''}; ${
    list.length > 0 ? `server_name ${list.join(' ')};` : ''
  } add_header X-Server n${count++} always; return 200; }\n`

const text = `events {}\nhttp {\n${groups
  .flatMap((group, socket) => {
    const first = group.findIndex(([, wanted]) => wanted)
    return group.map(([list], at) => server(socket, list, at === first))
  })
  .join('')}}\n`

const numberOf = (server: NginxModel['servers'][number]): string =>
  server.written('add_header')[0]?.args[1]?.value ?? ''

describe('servers that the map calls dead', () => {
  const test = needs('nginx', 'root')
  let daemon: RunningNginx | undefined
  beforeAll(() => {
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon?.stop())

  test('are those that never answer, whatever name is asked for', async () => {
    const answered = new Set<string>()
    for (const [socket] of groups.entries())
      for (const host of hosts) {
        const request = host === '' ? 'GET / HTTP/1.0\r\n\r\n' : `GET / HTTP/1.0\r\nHost: ${host}\r\n\r\n`
        const { headers } = await daemon!.send(`s${socket}`, request)
        for (const name of headers.get('x-server') ?? []) answered.add(name)
      }
    const model = modelOf({ 'nginx.conf': text })
    const dead = deadServers(model)
    expect(dead.size).toBeGreaterThan(5)
    const alive = model.servers.filter(each => !dead.has(each)).map(numberOf)
    expect([...dead].map(numberOf).filter(name => answered.has(name))).toEqual([])
    // A pattern whose every match an exact name of another server takes is called alive all the same.
    const silent = alive.filter(name => !answered.has(name))
    const patterns = model.servers.filter(each => silent.includes(numberOf(each)))
    expect(
      patterns.filter(each => each.names.every(({ kind }) => kind === 'exact' || kind === 'empty')).map(numberOf),
    ).toEqual([])
  })
})
