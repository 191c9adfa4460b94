import { describe, expect, it } from 'vitest'
import { within } from '../../../src/rules/nginx/networks.ts'
import { findings } from './found.ts'

const to = (...hosts: readonly string[]): string =>
  `upstream u { ${hosts.map(host => `server ${host};`).join(' ')} } server { location / { proxy_pass http://u; } }`

const severities = (http: string, options: object = {}): string[] =>
  findings('nginx/plaintext-upstream', http, { options }).map(({ severity }) => severity)

describe('trustedTargets', () => {
  it.each([
    ['10.8.0.0/24', '10.8.0.7:80', []],
    ['10.8.0.0/24', '10.8.1.7:80', ['medium']],
    ['10.8.0.7', '10.8.0.7:80', []],
    ['fd00::/8', '[fd12:3456::1]:80', []],
    ['fd00::/8', '[fc00::1]:80', ['medium']],
    ['app.example.net', 'app.example.net', []],
    ['0.0.0.0/0', 'app.example.net', ['high']],
    ['10.0.0.0/99', '10.8.0.7', ['medium']],
  ])('%s and %s', (trusted, host, expected) =>
    expect(severities(to(host), { trustedTargets: [trusted] })).toEqual(expected),
  )

  it.each([
    ['192.0.2.1', '192.0.2.0/31', true],
    ['192.0.2.2', '192.0.2.0/31', false],
    ['192.0.2.2', '0.0.0.0/0', true],
    ['2001:db8::1', '2001:db8:0:0::/64', true],
    ['2001:db8:0:1::1', '2001:db8::/64', false],
    ['::1', '0.0.0.0/0', false],
    ['192.0.2.1', '192.0.2.1/32/8', false],
    ['192.0.2.1', '/8', false],
  ])('%s lies in %s: %s', (address, network, expected) => expect(within(address, network)).toBe(expected))
})

describe('sockets', () => {
  it.each([
    'server { location / { uwsgi_pass unix:///run/app.sock; } }',
    'map $host $app { default unix:///run/a.sock; b UNIX:/run/b.sock; } server { location / { uwsgi_pass $app; } }',
  ])('%s', http => expect(severities(http)).toEqual([]))
})

describe('containers', () => {
  it.each([
    [to('app:3000'), false, ['medium']],
    [to('app:3000'), true, ['info']],
    [to('app:3000', 'web:3000'), true, ['info']],
    [to('app:3000', '10.0.0.5:3000'), true, ['medium']],
    [to('app:3000', 'app.internal'), true, ['medium']],
    [to('app:3000', 'app.example.net'), true, ['high']],
  ])('%s %s', (http, containers, expected) => expect(severities(http, { containers })).toEqual(expected))
})

describe('a host that a template leaves open', () => {
  it.each(['{{ host }}:3000', '<%= host %>', '$' + '{HOST}:80', '{{ name }}.example.com'])('%s', host =>
    expect(severities(to(host))).toEqual([]),
  )

  it('hides none that is known', () => expect(severities(to('{{ host }}:80', '10.0.0.5:80'))).toEqual(['medium']))
})

it.each([
  ['balancer_by_lua_block { b() }', []],
  ['balancer_by_lua_file /etc/nginx/lua/b.lua;', []],
  ['keepalive 8;', ['high']],
])('an upstream whose servers only fill the place of those that code chooses: %s', (line, expected) => {
  const lines = to('0.0.0.1').replace('server 0.0.0.1;', `server 0.0.0.1; ${line}`)
  expect(severities(lines)).toEqual(expected)
})

describe('a variable of few values', () => {
  const via = (before: string, pass: string): string => `${before} server { location / { ${pass} } }`

  it.each([
    ['', 'set $u http://api.example.org:8080; proxy_pass $u;', ['high']],
    ['', 'set $u 10.0.0.5; proxy_pass http://$u:3000;', ['medium']],
    ['map $host $u { default 10.0.0.5; a.example 127.0.0.1; }', 'proxy_pass http://$u;', ['medium']],
    ['map $host $u { default app; } upstream app { server 203.0.113.4; }', 'proxy_pass http://$u;', ['high']],
    ['', 'set $u 10.0.0.5:9000; fastcgi_pass $u;', ['medium']],
    ['', 'set $u api.example.org; proxy_pass http://${u}:8080$request_uri;', ['high']],
    ['', 'set $u 10.0.0.5; proxy_pass http://$u/v1$uri;', ['medium']],
    ['', 'set $u https://api.example.org; proxy_pass $u;', []],
    ['', 'set $u 10.0.0.5; proxy_pass https://$u;', []],
    ['', 'set $u suwsgi://10.0.0.5:443; uwsgi_pass $u;', []],
    ['', 'set $u uwsgi://10.0.0.5:443; uwsgi_pass $u;', ['medium']],
    ['', 'set $u http://127.0.0.1:3000; proxy_pass $u$request_uri;', []],
    ['', 'set $u unix:/run/a.sock; fastcgi_pass $u;', []],
    ['', 'proxy_pass http://$arg_u;', []],
    ['map $host $u { a.example 127.0.0.1; }', 'proxy_pass http://$u;', []],
  ])('%s %s', (before, pass, expected) => expect(severities(via(before, pass))).toEqual(expected))
})

it('a scheme or host that is empty until somebody fills it in leads nowhere', () => {
  const server = (pass: string): string => `server { set $a ''; location / { proxy_pass ${pass}; } }`
  expect(['$a://app.example.net', 'http://$a:8080'].flatMap(pass => severities(server(pass)))).toEqual([])
  expect(severities('server { set $a app.example.net; location / { proxy_pass http://$a:8080; } }')).toEqual(['high'])
})
