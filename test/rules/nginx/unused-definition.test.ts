import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { only } from './found.ts'

const rule = 'nginx/unused-definition'
const told = (files: Readonly<Record<string, string>>): string[] =>
  analyze({ files, baseline: only(rule) }).findings.map(({ subject, severity }) => `${severity} ${subject}`)
const http = (body: string): Record<string, string> => ({
  'nginx.conf': `events {}\nhttp {\n${body}\n}\n`,
})

describe('is told', () => {
  test.each([
    ['a limit', 'limit_req_zone $server_name zone=a:1m rate=1r/s;', 'low limit_req_zone a'],
    [
      'a limit that only a comment names',
      'limit_req_zone $host zone=a:1m rate=1r/s; # limit_req zone=a;',
      'low limit_req_zone a',
    ],
    [
      'a limit that another kind names',
      'limit_conn_zone $host zone=a:1m; limit_req_zone $host zone=b:1m rate=1r/s; limit_req zone=b; log_format a b; access_log x a;',
      'low limit_conn_zone a',
    ],
    [
      'a cache whose name another statement has in other letters',
      'proxy_cache_path /c keys_zone=C:1m; map $host $c { default c; } server { proxy_cache $c; }',
      'info proxy_cache_path C',
    ],
    ['a cache', 'fastcgi_cache_path /c levels=1:2 keys_zone=c:1m;', 'info fastcgi_cache_path c'],
    ['a format', 'log_format own "$status"; access_log /x combined;', 'info log_format own'],
    [
      'an upstream',
      'upstream u { zone u 64k; server 10.0.0.1; } server { location / { proxy_pass http://ux; } }',
      'info upstream u',
    ],
  ])('%s', (_what, body, expected) => expect(told(http(body))).toEqual([expected]))
})

describe('is used', () => {
  test.each([
    [
      'by a limit with more words',
      'limit_req_zone $host zone=a:1m rate=1r/s; server { limit_req burst=5 zone=a nodelay; }',
    ],
    ['by a limit of connections', 'limit_conn_zone $host zone=a:1m; server { limit_conn a 5; }'],
    [
      'by a cache that a variable names',
      'proxy_cache_path /c keys_zone=c1:1m; map $host $c { default c1; } server { proxy_cache $c; }',
    ],
    ['by a log with more words', 'log_format own "$status"; server { access_log /x own buffer=32k flush=1m; }'],
    [
      'with scheme, port and path',
      'upstream u { server 10.0.0.1; } server { location / { proxy_pass https://u:8443/x$uri; } }',
    ],
    ['by a gateway', 'upstream u { server 10.0.0.1; } server { location / { fastcgi_pass u; } }'],
    [
      'in code',
      'upstream u { server 10.0.0.1; } server { location / { content_by_lua_block { ngx.var.target = "u" } } }',
    ],
    [
      'by a name in other letters, which are the same to nginx',
      'upstream back { server 10.0.0.1; } server { location / { proxy_pass http://Back; } }',
    ],
    [
      'by a name in other letters behind a variable',
      'upstream back { server 10.0.0.1; } server { set $to BACK; location / { proxy_pass http://$to; } }',
    ],
    ['by a log in other letters', 'log_format Own "$status"; server { access_log /x own; }'],
    ['in a condition', 'upstream u { server 10.0.0.1; } server { location / { if ($x) { set $t u; } } }'],
    ['under a name that no word can be', 'upstream "a b" { server 10.0.0.1; }'],
  ])('%s', (_what, body) => expect(told(http(body))).toEqual([]))

  test('by a file that is included', () => {
    const body = 'upstream u { server 10.0.0.1; } include more/*.conf;'
    expect(told({ ...http(body), 'more/a.conf': 'server { location / { proxy_pass http://u; } }' })).toEqual([])
  })

  test('in stream{}', () => {
    const text = 'events {}\nstream { upstream u { server 10.0.0.1:25; } server { listen 25; proxy_pass u; } }\n'
    expect(told({ 'nginx.conf': text })).toEqual([])
  })
})

describe('is not known', () => {
  const body = 'upstream u { server 10.0.0.1; } limit_req_zone $host zone=a:1m rate=1r/s;'
  test('where a file was not seen', () => expect(told(http(`${body} include sites/*.conf;`))).toEqual([]))
  test('of a fragment', () => expect(told({ 'conf.d/up.conf': body })).toEqual([]))
  test('of a template', () => {
    expect(
      told({ 'nginx.conf.j2': `events {}\nhttp {\n${body}\n{% for s in sites %}\n{{ s }}\n{% endfor %}\n}\n` }),
    ).toEqual([])
  })
})

test('many of them and many statements', () => {
  const many = Array.from({ length: 5000 }, (_, at) => `upstream u${at} { server 10.0.0.1; }`).join('\n')
  const used = Array.from({ length: 5000 }, (_, at) => `server { set $s${at} v${at}; }`).join('\n')
  expect(told(http(`${many}\n${used}`))).toHaveLength(5000)
})
