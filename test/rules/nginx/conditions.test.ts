import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

/** Conditions as people write them. What each does was asked of nginx 1.22.1. */

const pass = 'proxy_pass http://127.0.0.1:3000;'
const clear = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
const both = (lines: string): string =>
  `server { listen 80; listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k; ${lines} }`
const tls = (lines: string): string =>
  `server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k; ${lines} }`
const count = (rule: string, http: string): number => findings(rule, http).length

const map = 'map $scheme $insecure { default 0; http 1; }'
const here = 'return 308 https://$host$request_uri;'

describe('requests in clear', () => {
  it.each([
    `if ($scheme = http) { ${here} }`,
    `if ($scheme != https) { ${here} }`,
    `if ($scheme != "https") { rewrite ^ https://$host$request_uri? permanent; }`,
    `if ($scheme != "https") { rewrite ^(.*)$ https://$host$1 permanent; }`,
    `if ($https = "") { ${here} }`,
    `if ($https != on) { set $a b; ${here} }`,
    `if ($server_port = 80) { ${here} }`,
    `if ($scheme ~ ^http$) { ${here} }`,
    `if ($ssl_protocol = '') { ${here} }`,
    `if ($insecure) { ${here} }`,
  ])('are caught by %s', lines => {
    expect(count('nginx/plaintext-proxy', `${map} ${both(`${lines} location / { ${pass} }`)}`)).toBe(0)
    expect(count('nginx/plaintext-proxy', `${map} ${both(`location / { ${lines} ${pass} }`)}`)).toBe(0)
  })

  it.each([
    `if ($scheme = https) { ${here} }`,
    `if ($http_x_forwarded_proto = http) { ${here} }`,
    `if ($scheme = http) { rewrite ^/a https://$host$request_uri? permanent; }`,
    `if ($scheme = http) { rewrite ^ /index.html last; }`,
    `if ($server_port = 8080) { ${here} }`,
    `if ($https) { ${here} }`,
    `if ($secure) { ${here} }`,
  ])('are not by %s', lines => {
    const maps = 'map $scheme $secure { default 0; https 1; }'
    expect(count('nginx/plaintext-proxy', `${maps} ${both(`${lines} location / { ${pass} }`)}`)).toBe(1)
  })
})

it('what lies in the folder of challenges is for everybody', () => {
  const beside = (location: string): string => clear(`location ${location} { root /srv/acme; } location / { ${here} }`)
  expect(count('nginx/plaintext-listener', beside('^~ /.well-known/'))).toBe(0)
  expect(count('nginx/plaintext-listener', beside('/.well-known'))).toBe(0)
  expect(count('nginx/plaintext-listener', beside('/.well'))).toBe(1)
})

describe('a redirect that drops bodies', () => {
  const rule = 'nginx/redirect-drops-body'
  const to = 'return 301 https://$host$request_uri;'

  it('of one server for both', () => {
    expect(count(rule, both(`if ($scheme = http) { ${to} } location / { ${pass} }`))).toBe(1)
    expect(count(rule, both(`if ($scheme != https) { ${to} } root /srv;`))).toBe(0)
  })

  it('is met by nobody with a body where an if refused them', () => {
    const get = 'if ($request_method !~ ^(GET|HEAD)$) { return 403; }'
    const twin = tls(`location / { ${pass} }`)
    expect(count(rule, clear(`${get} ${to}`) + twin)).toBe(0)
    expect(count(rule, clear(`${to} ${get}`) + twin)).toBe(1)
    expect(count(rule, clear(`location / { limit_except GET { deny all; } ${to} }`) + twin)).toBe(1)
  })
})

describe('names of others', () => {
  const to = 'return 301 https://$host$request_uri;'

  it.each([
    'if ($host !~ ^(www\\.)?a\\.example$) { return 444; }',
    'if ($host != a.example) { return 404; }',
    'if ($host != $server_name) { return 444; }',
    'if ($http_host !~* "^a\\.example(:80)?$") { return 403; }',
  ])('are turned away by %s', lines => {
    expect(count('nginx/redirect-host', clear(`${lines} ${to}`))).toBe(0)
    expect(count('nginx/unknown-host-served', clear(`${lines} location / { ${pass} }`))).toBe(0)
    expect(count('nginx/host-spoofing', clear(`${lines} location / { proxy_set_header Host $host; ${pass} }`))).toBe(0)
  })

  it.each([
    'if ($host !~ a\\.example) { return 444; }',
    'if ($host !~ a\\.example$) { return 444; }',
    'if ($host = b.example) { return 444; }',
    'if ($host != a.example) { set $a b; }',
    `if ($host != a.example) { ${to} }`,
  ])('are not by %s', lines => {
    expect(count('nginx/redirect-host', clear(`${lines} ${to}`))).toBeGreaterThan(0)
    expect(count('nginx/unknown-host-served', clear(`${lines} location / { ${pass} }`))).toBe(1)
  })

  it.each([
    ['if ($host ~ ^(www\\.)?a\\.example$) {', 0],
    ['if ($host = a.example) {', 0],
    ['if ($host ~ a\\.example) {', 1],
    ['if ($host != b.example) {', 1],
    ['if ($http_host = a.example) {', 1],
  ])('do not get into %s, or do', (condition, expected) =>
    expect(count('nginx/redirect-host', clear(`${condition} ${to} } return 404;`))).toBe(expected),
  )

  it('are not by what stands behind the answer', () =>
    expect(count('nginx/redirect-host', clear(`${to} if ($host != a.example) { return 444; }`))).toBe(1))
})

it('a redirect to another name is no loop, unless the server has none of its own', () => {
  expect(count('nginx/redirect-loop', tls('return 301 https://www.a.example$request_uri;'))).toBe(0)
  expect(count('nginx/redirect-loop', tls('return 301 https://a.example$request_uri;'))).toBe(1)
  const nameless = tls('return 301 https://a.example$request_uri;').replace('server_name a.example', 'server_name _')
  expect(count('nginx/redirect-loop', nameless)).toBe(1)
})

it('from TLS to clear: by way of a variable, and where a server takes both', () => {
  const rule = 'nginx/redirect-to-plaintext'
  expect(count(rule, tls('set $to http://a.example; return 301 $to/x;'))).toBe(1)
  expect(count(rule, tls('set $to https://a.example; return 301 $to/x;'))).toBe(0)
  expect(count(rule, tls('return 301 $scheme://a.example/;'))).toBe(0)
  expect(count(rule, both('return 301 http://b.example/;'))).toBe(1)
  expect(count(rule, both('if ($scheme = http) { return 301 http://b.example/; } root /srv;'))).toBe(0)
})

it('headers that are not handed on need not be overwritten', () => {
  const list = (lines: string): number => count('nginx/forwarded-headers', clear(`location / { ${lines} ${pass} }`))
  expect(list('proxy_pass_request_headers off;')).toBe(0)
  expect(list('proxy_pass_request_headers off; proxy_set_header X-Real-IP $http_x_real_ip;')).toBe(1)
})

it('a pattern for the paths of an API counts as they do', () => {
  const api = (pattern: string): number =>
    count('nginx/api-redirect', clear(here) + tls(`location ~ ${pattern} { ${pass} } root /srv;`))
  expect([api('^/v[0-9]+/'), api('"^/(api|graphql)/"'), api('^/docs/')]).toEqual([1, 1, 0])
})

it.each(["($arg_a ~* '^a')", '($arg_a = "b c")', '(!-f $request_filename)', '( $arg_a )'])(
  'a condition is quoted as its file has it: %s',
  condition => {
    const [found] = findings('nginx/if-is-evil', clear(`location / { if ${condition} { ${pass} } }`))
    expect(found?.message.en).toContain(`\`if ${condition}\``)
  },
)
