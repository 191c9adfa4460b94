import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { ofUrl } from '../../src/cli/url-selection.ts'
import { effective } from '../../src/formats/nginx/effective.ts'
import type { NginxModel } from '../../src/formats/nginx/model.ts'
import { rule } from '../../src/rules/nginx/session-tickets.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import { certificates } from './certificates.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

/** Each socket has two servers that say the opposite of each other: the second is asked. */
const pair = (socket: string, [first, second]: readonly [string, string]): string =>
  [`default_server; server_name first; ${first}`, `; server_name asked; ${second}`]
    .map(rest => `server { listen ${socket}${rest} location / { return 200 $uri; } }\n`)
    .join('')

const tls = 'ssl_certificate /etc/c.pem; ssl_certificate_key /etc/k.pem;'
const pairs: readonly (readonly [setting: string, first: string, second: string])[] = [
  ['merge_slashes', 'off', 'on'],
  ['merge_slashes', 'on', 'off'],
]
const handshakes: readonly (readonly [first: string, second: string])[] = [
  ['ssl_session_timeout 77s; ssl_session_tickets on;', 'ssl_session_timeout 99s; ssl_session_tickets on;'],
  ['ssl_session_tickets off;', 'ssl_session_tickets on;'],
  ['ssl_session_tickets on;', 'ssl_session_tickets off;'],
]
const text = (socket: (at: number, encrypted: boolean) => string): string => `events {} http { ${tls}
  ${pairs.map(([name, ...values], at) => pair(socket(at, false), [`${name} ${values[0]};`, `${name} ${values[1]};`])).join('')}
  ${handshakes.map((lines, at) => pair(socket(at, true), lines)).join('')} }`

const onUnix = text((at, encrypted) => `unix:/run/test/${encrypted ? `t${at} ssl ` : `c${at} `}`)
const onPorts = text((at, encrypted) => (encrypted ? `${2000 + at} ssl ` : `${1000 + at} `))

describe('what is read before the server is known', () => {
  const test = needs('nginx', 'openssl', 'root')
  let daemon: RunningNginx
  let model: NginxModel
  beforeAll(() => {
    model = modelOf(onPorts)
    const pem = certificates()
    daemon = new RunningNginx({ 'nginx.conf': onUnix, '/etc/c.pem': pem.chain, '/etc/k.pem': pem.key })
  })
  afterAll(() => daemon.stop())

  const told = (url: string, name: string): string[] => {
    const { wants } = ofUrl(model, new URL(url))
    return [...effective(model)].filter(each => each.setting === name && wants(each)).map(({ value }) => value)
  }

  const session = (at: number, name = 'asked'): string => {
    const argv = ['s_client', '-unix', join(daemon.folder, `run/test/t${at}`), '-servername', name, '-tls1_2']
    return spawnSync('openssl', argv, { input: '', encoding: 'utf8' }).stdout
  }

  test('slashes in clear text', async () => {
    for (const at of pairs.keys()) {
      const { body } = await daemon.get(`c${at}`, 'asked', '/a//b')
      expect(told(`http://asked:${1000 + at}/`, 'merge_slashes')).toEqual([body.includes('//') ? 'off' : 'on'])
    }
  })

  test('how long a session lasts', () => {
    const [, hint] = /lifetime hint: (\d+)/.exec(session(0)) ?? []
    expect(told('https://asked:2000/', 'ssl_session_timeout')).toEqual([`${hint}s`])
  })

  test('tickets that the default server does not give are no finding of another one', () => {
    const given = [...handshakes.keys()].flatMap(at =>
      ['first', 'asked'].flatMap(name => (session(at, name).includes('TLS session ticket:') ? [`${2000 + at}`] : [])),
    )
    const lines = [...rule.check(model, { forbid: false }, { modules: new Set() } as never)].map(
      ({ at: { file, span } }) => file.text.slice(0, span.start).split('listen ').at(-1)?.slice(0, 4),
    )
    expect(given).toHaveLength(3)
    for (const at of handshakes.keys())
      expect(told(`https://asked:${2000 + at}/`, 'ssl_session_tickets')).toEqual([at === 0 ? 'on' : 'off'])
    expect(lines).toEqual(given)
  })
})
