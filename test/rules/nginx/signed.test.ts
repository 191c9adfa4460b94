import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, fix } from '../../../src/index.ts'

/** What an administrator would sign, in setups of known styles: no more than it, and once for each cause. */

type More = Omit<AnalyzeInput, 'files'>

const main = (http: string): string => `events {}\nhttp {\n${http}\n}\n`
const tls = (lines: string, name = 'a.example'): string =>
  `server { listen 443 ssl; server_name ${name}; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`

const found = (http: string, rule: string, more: More = {}) =>
  analyze({ files: { 'nginx.conf': main(http) }, ...more }).findings.filter(finding => finding.rule === rule)

const said = (http: string, rule: string, more: More = {}): readonly string[] =>
  found(http, rule, more).map(({ messageId, severity }) => `${messageId} ${severity}`)

function fixed(http: string, rule: string, more: More = {}): string {
  const input = { files: { 'nginx.conf': main(http) }, unsafe: true, ...more }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? main(http)
}

describe('hsts is for what browsers show', () => {
  const grpc = 'location /helloworld.Greeter/ { grpc_pass grpc://127.0.0.1:50051; }'
  const unavailable = 'location @down { internal; default_type application/grpc; return 204; }'
  it.each([
    ['gRPC', `${grpc} location / { return 404; } ${unavailable}`, []],
    ['gRPC beside pages', `${grpc} location / { root /srv; }`, ['absent medium']],
    ['refusals and a health check without a body', 'location / { return 404; } location /healthz { return 200; }', []],
    ['a page of a few words', 'location / { return 200 "hello"; }', ['absent medium']],
    ['an API, and the page nobody made', 'location /v2/ { proxy_pass http://127.0.0.1:5000; }', []],
    ['an API, and files', 'root /srv; location /v2/ { proxy_pass http://127.0.0.1:5000; }', ['absent medium']],
  ])('%s', (_what, lines, expected) => expect(said(tls(lines), 'nginx/hsts')).toEqual(expected))
})

describe('logs', () => {
  it('a log of its own where none was kept loses nothing', () => {
    const lines = `access_log off; ${tls('access_log /var/log/a.log;')}`
    expect(said(lines, 'nginx/directive-inheritance')).toEqual([])
  })

  const nowhere = (first: string, second: string): readonly string[] =>
    found(`error_log /dev/null; ${tls(first)} ${tls(second, 'b.example')}`, 'nginx/error-log-off').map(
      ({ severity, message }) => `${severity} ${message.en}`,
    )
  it.each([
    ['root /srv;', 'root /srv;', ['medium `error_log /dev/null` throws away every error of http']],
    ['root /srv; error_log /e.log;', 'root /srv; error_log /e.log;', []],
    [
      'root /srv; error_log /e.log;',
      'root /srv;',
      ['medium `error_log /dev/null` throws away every error of server b.example'],
    ],
    [
      'root /srv; error_log /e.log;',
      'return 301 https://a.example$request_uri;',
      ['low `error_log /dev/null` throws away every error of server b.example'],
    ],
  ])('%s %s', (first, second, expected) => expect(nowhere(first, second)).toEqual(expected))
})

describe('caches of files', () => {
  const cached = (location: string): readonly string[] =>
    said(
      `proxy_cache_path /c keys_zone=z:1m; ${tls(`location ${location} { proxy_cache z; proxy_cache_valid 200 1h; proxy_ignore_headers Cache-Control; proxy_pass http://127.0.0.1:3; }`)}`,
      'nginx/cache-set-cookie',
    )
  it.each([
    ['/_next/static/', []],
    ['/shop/assets/', []],
    ['/static/', []],
    ['/statics', ['private medium']],
    ['/', ['private medium']],
  ])('%s', (location, expected) => expect(cached(location)).toEqual(expected))
})

describe('challenges that a redirect leads to the TLS server', () => {
  const challenged = (twin: string): readonly string[] =>
    said(
      `server { listen 80; server_name a.example; location /.well-known/acme-challenge/ { root /var/www/acme; } return 308 https://a.example$request_uri; } ${tls(twin)}`,
      'nginx/acme-shadowed',
    )
  it.each([
    ['root /srv/app; location / { try_files $uri /index.html; }', ['server high']],
    ['root /var/www/acme; location / { try_files $uri /index.html; }', []],
    ['location /.well-known/acme-challenge/ { root /var/www/acme; } location / { return 404; }', []],
    ['location /.well-known/acme-challenge/ { root /elsewhere; } location / { return 404; }', []],
  ])('%s', (twin, expected) => expect(challenged(twin)).toEqual(expected))
})

describe('one cause, one finding', () => {
  it('a zone that nobody declares', () => {
    const lines = tls('location / { proxy_cache nope; proxy_pass http://127.0.0.1:3; }')
    expect(said(lines, 'nginx/unknown-reference')).toEqual(['cache-unknown critical'])
  })

  const dual = 'listen 443 ssl; listen [::]:443 ssl;'
  const pair = ['a', 'b'].map(name => tls('return 404;', `${name}.example`).replace('listen 443 ssl;', dual)).join(' ')

  it('a default server that two sockets lack', () => {
    expect(said(pair, 'nginx/missing-default-server')).toEqual(['chance low'])
    const text = fixed(pair, 'nginx/missing-default-server')
    expect(text.match(/default_server;/g)).toHaveLength(2)
    expect(text.match(/server_name _;/g)).toHaveLength(1)
  })

  it('http2 on the sockets of a server', () => {
    const text = pair.replaceAll(' ssl;', ' ssl http2;')
    const target = { nginx: [1, 27, 4] } as never
    expect(said(text, 'nginx/deprecated-directive', { target })).toHaveLength(2)
    expect(fixed(text, 'nginx/deprecated-directive', { target }).match(/http2 on;/g)).toHaveLength(2)
  })
})
