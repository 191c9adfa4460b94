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

describe('what a file is sent as, and where other methods go', () => {
  const test = needs('nginx', 'root')
  const text = `events {}
  http {
    types { text/html html HTM; image/png png; text/x-first twice; text/x-second twice; include more.types; }
    server {
      listen unix:/run/test/s;
      listen 127.0.0.1:1999;
      server_name s;
      root /etc/nginx/w;
      location /own/ { types { image/webp webp; } types { text/x-b b; } default_type text/x-own; }
      location /none/ { types { } default_type text/x-none; }
      location /deep/ { default_type text/x-deep; location /deep/er/ { } }
      location /m/ { return 204; limit_except GET { deny all; } }
      location /n/ { return 204; limit_except POST PUT { deny all; } }
      location /o/ { if ($request_method = DELETE) { return 409; } return 204; }
    }
  }`
  const names = [
    'a.html',
    'a.HTM',
    'a.png',
    'a.twice',
    'a.more',
    'a.webp',
    'a.b',
    'a.gif',
    'a',
    'a.',
    '.png',
    'b.tar.png',
    'x.y/a',
  ]
  const files = Object.fromEntries(
    ['', 'own/', 'none/', 'deep/', 'deep/er/'].flatMap(folder => names.map(name => [`w/${folder}${name}`, 'x'])),
  )
  const all = { 'nginx.conf': text, 'more.types': 'text/x-more more;\n', ...files }
  let daemon: RunningNginx
  let model: NginxModel
  beforeAll(() => {
    model = modelOf({ 'nginx.conf': text, 'more.types': 'text/x-more more;\n' })
    daemon = new RunningNginx(all)
  })
  afterAll(() => daemon.stop())

  test('the type of every file', async () => {
    const told = (path: string): string | undefined =>
      / as (\S+) /.exec(ofUrl(model, new URL(`http://127.0.0.1:1999${path}`)).way[1]?.en ?? '')?.[1]
    for (const path of Object.keys(files).map(name => name.slice(1))) {
      const { status, headers } = await daemon.get('s', 's', path)
      expect([path, status, told(path)]).toEqual([path, 200, headers.get('content-type')?.[0]])
    }
  })

  test('the type of a file where nobody writes types', async () => {
    const plain = 'events {} http { server { listen unix:/run/test/s; listen 127.0.0.1:1999; root /etc/nginx/w; } }'
    const endings = ['html', 'gif', 'jpg', 'jpeg', 'png', 'css']
    const alone = new RunningNginx({
      'nginx.conf': plain,
      ...Object.fromEntries(endings.map(ending => [`w/a.${ending}`, 'x'])),
    })
    try {
      for (const ending of endings) {
        const { headers } = await alone.get('s', 's', `/a.${ending}`)
        const { way } = ofUrl(modelOf(plain), new URL(`http://127.0.0.1:1999/a.${ending}`))
        expect(way[1]?.en).toBe(`the file is sent as ${headers.get('content-type')?.[0]}  default`)
      }
    } finally {
      alone.stop()
    }
  })

  test('the place of every method', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'])
      for (const path of ['/m/', '/n/', '/o/']) {
        const { status } = await daemon.send('s', `${method} ${path} HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n`)
        const way = ofUrl(model, new URL(`http://127.0.0.1:1999${path}`), method).way[0]?.en ?? ''
        const expected = way.includes('limit_except') ? 403 : way.includes('return 409') ? 409 : 204
        expect([method, path, status]).toEqual([method, path, expected])
      }
  })
})

/** A second request that makes the daemon close. */
const last = 'GET /end HTTP/1.0\r\n\r\n'
