import { afterAll, beforeAll, describe, expect } from 'vitest'
import { ofUrl } from '../../src/cli/url-selection.ts'
import { effective } from '../../src/formats/nginx/effective.ts'
import type { NginxModel } from '../../src/formats/nginx/model.ts'
import { modelOf } from '../formats/nginx/resolve/host.ts'
import { needs } from './needs.ts'
import { RunningNginx } from './nginx-running.ts'

/** What a place says is seen in the answer of the running daemon; what it does not say, is not. */
describe('values that a place takes from those around it', () => {
  const test = needs('nginx', 'root')
  const text = `events {}
  http {
    keepalive_timeout 30 15;
    server {
      listen unix:/run/test/s;
      listen 127.0.0.1:1999;
      server_name s;
      location /a/ {
        keepalive_timeout 20;
        server_tokens off;
        expires 1h;
        if ($arg_x) { set $x 1; }
        limit_except GET { deny all; }
        location /a/b/ { add_header X-B b; }
      }
      location /c/ { keepalive_timeout 40 10; server_tokens build; }
      location /r/ { rewrite ^ $request_uri; rewrite ^/r(/.*) $1 break; return 400; proxy_pass http://127.0.0.1:1$uri; }
      location /m/ { limit_except GET { proxy_pass http://127.0.0.1:1; } return 204; }
    }
  }`
  let daemon: RunningNginx
  let model: NginxModel
  beforeAll(() => {
    model = modelOf(text)
    daemon = new RunningNginx({ 'nginx.conf': text })
  })
  afterAll(() => daemon.stop())

  const inForce = (scope: string, name: string): string[] =>
    [...effective(model)].filter(each => each.scope === scope && each.setting === name).map(({ value }) => value)

  const asked = (path: string, name: string): string[] => {
    const { wants } = ofUrl(model, new URL(`http://127.0.0.1:1999${path}`))
    return [...effective(model)].filter(each => each.setting === name && wants(each)).map(({ value }) => value)
  }

  test('the time of the Keep-Alive header', async () => {
    for (const path of ['/a/', '/a/b/', '/c/', '/']) {
      const { headers } = await daemon.send('s', `GET ${path} HTTP/1.1\r\nHost: s\r\n\r\n${last}`)
      expect(
        asked(path, 'keepalive_timeout').map(value => value.split(' ')[1]),
        path,
      ).toEqual([headers.get('keep-alive')?.[0]?.replace('timeout=', '')])
    }
  })

  test('an `if` and a `limit_except` have what cannot stand in them', async () => {
    const place = 'server s / location /a/'
    const [chosen, other] = [`${place} / if ($arg_x)`, `${place} / limit_except GET`]
    const branch = await daemon.get('s', 's', '/a/?x=1')
    const post = await daemon.send('s', 'POST /a/ HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n')
    expect([branch, post].map(({ headers }) => headers.get('server'))).toEqual([['nginx'], ['nginx']])
    expect([inForce(chosen, 'server_tokens'), inForce(other, 'server_tokens')]).toEqual([['off'], ['off']])
    expect([inForce(chosen, 'keepalive_timeout'), inForce(other, 'expires')]).toEqual([['20 15'], ['1h']])
  })

  test('a default is not in force below a place that says otherwise', async () => {
    expect((await daemon.get('s', 's', '/a/b/')).headers.get('server')).toEqual(['nginx'])
    expect(asked('/a/b/', 'server_tokens')).toEqual(['off'])
  })

  test('other methods go to limit_except past the scripts of the location', async () => {
    const request = (method: string): string => `${method} /m/ HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n`
    expect((await daemon.send('s', request('GET'))).status).toBe(204)
    expect((await daemon.send('s', request('POST'))).status).toBe(502)
    const [server] = model.servers
    const ends = server && model.handlers(server).filter(({ level }) => level.subject.includes('/m/'))
    expect(ends?.map(({ serve }) => serve.kind)).toEqual(['proxy', 'return'])
  })

  test('a return behind a rewrite that hands requests on is for the others', async () => {
    expect((await daemon.get('s', 's', '/r/x')).status).toBe(502)
    const [server] = model.servers
    const ends = server && model.handlers(server).filter(({ level }) => level.subject.includes('/r/'))
    expect(ends?.map(({ serve }) => serve.kind)).toEqual(['proxy'])
  })
})

/** A second request that makes the daemon close. */
const last = 'GET /end HTTP/1.0\r\n\r\n'
