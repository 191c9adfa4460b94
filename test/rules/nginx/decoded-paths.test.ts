import { describe, expect, it } from 'vitest'
import { analyze, type Finding } from '../../../src/index.ts'

const rule = 'nginx/proxy-pass-normalization'

function all(statements: string, baseline = 'balanced'): readonly Finding[] {
  const text = `events {}\nhttp { server { listen 127.0.0.1:80; server_name a.example.com;\n${statements}\n} }`
  return analyze({ files: { 'nginx.conf': text }, roots: ['nginx.conf'], baseline }).findings
}

const found = (statements: string, baseline?: string): readonly Finding[] =>
  all(statements, baseline).filter(one => one.rule === rule)

const severities = (statements: string, baseline?: string): string[] =>
  found(statements, baseline).map(({ severity }) => severity)

const byPath = 'location / { proxy_pass http://127.0.0.1:3000$uri; }'

describe('a place that refuses everybody beside a path sent as it was decoded', () => {
  it.each(['deny all;', 'return 403;', 'return 404;'])('%s is passed by with a letter encoded twice', refusal => {
    const [finding] = found(`${byPath} location /admin/ { ${refusal} }`)
    expect(finding?.severity).toBe('medium')
    expect(finding?.witness?.target).toBe('/%2561dmin/')
    expect(finding?.witness?.provokes.upstreamSees).toBe('GET /%61dmin/ ')
  })

  it.each([
    ['lets somebody in', 'location /admin/ { allow 10.0.0.0/8; deny all; }'],
    ['is elsewhere', 'location = /admin { return 404; }'],
    ['answers strangers', 'location /admin/ { return 200 x; }'],
  ])('not where the other place %s', (_, other) => {
    expect(severities(`${byPath} ${other}`)).toEqual([])
    expect(severities(`${byPath} ${other}`, 'strict')).toEqual(['low'])
  })

  it('a path without variables is encoded again: only strict minds', () => {
    const text = 'location / { proxy_pass http://127.0.0.1:3000/; } location /admin/ { deny all; }'
    expect(severities(text)).toEqual([])
    expect(severities(text, 'strict')).toEqual(['low'])
  })
})

describe('what an application gets as it was sent', () => {
  it.each([
    'location / { proxy_pass http://127.0.0.1:3000; }',
    'location / { proxy_pass http://127.0.0.1:3000$request_uri; }',
    'location / { set $p $request_uri; proxy_pass http://127.0.0.1:3000/$p; }',
    'location / { if ($request_uri ~ "^/api(/.*)$") { proxy_pass http://127.0.0.1:3000$1; } }',
    'location = /a { proxy_pass http://127.0.0.1:3000/b; }',
    'location ~ ^/n/([0-9]+)$ { proxy_pass http://127.0.0.1:3000/v/$1; }',
    'location / { proxy_pass http://127.0.0.1:3000/v?from=$uri; }',
  ])('%s', text => expect(severities(`${text} location /admin/ { deny all; }`, 'strict')).toEqual([]))

  it.each(['$uri', '$p', '/v$document_uri'])('but not through %s', path => {
    expect(severities(`location / { set $p $uri; proxy_pass http://127.0.0.1:3000${path}; }`, 'strict')).toEqual([
      'low',
    ])
  })

  it('nor through a capture right behind the host', () =>
    expect(severities('location ~ ^/api(/.*)$ { proxy_pass http://127.0.0.1:3000$1; }', 'strict')).toEqual(['low']))
})

it('a path behind the port of an address needs no resolver, a name does', () => {
  const rules = (host: string): string[] =>
    all(`location ~ ^/api(/.*)$ { proxy_pass http://${host}$1; }`).map(one => one.rule)
  expect(rules('127.0.0.1:3000')).not.toContain('nginx/missing-resolver')
  expect(rules('app.example.com')).toContain('nginx/missing-resolver')
})
