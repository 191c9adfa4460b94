import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { findings, main, only } from './found.ts'

/** Redirects that an error_page makes, and what takes the place of a status that loses bodies. */

const twin = `server { listen 443 ssl; server_name a.example; ssl_certificate c.pem; ssl_certificate_key k.pem;
  location / { proxy_pass http://127.0.0.1:3000; } }`
const clear = (lines: string): string => `server { listen 80; server_name a.example; ${lines} } ${twin}`

const told = (rule: string, lines: string): readonly unknown[] =>
  findings(rule, clear(lines)).map(({ params }) => params.url ?? params.code ?? params.variable)

describe('an error_page with a URL', () => {
  const plain = 'error_page 404 403 =301 http://a.example$request_uri;'

  it.each([
    `return 404; ${plain}`,
    `location / { return 403; } ${plain}`,
    `return 404 ""; ${plain}`,
    `deny all; ${plain}`,
    `satisfy any; deny all; ${plain}`,
    `location / { if ($arg_a) { return 404; } return 444; } ${plain}`,
    `return 404; ${plain} error_page 404 https://a.example$request_uri;`,
    `location /a { return 404; } location /b { return 403; } location / { return 404; } ${plain}`,
  ])('is a redirect: %s', lines =>
    expect(told('nginx/https-redirect', lines)).toEqual(['http://a.example$request_uri']),
  )

  it.each([
    `return 404 text; ${plain}`,
    `return 444; ${plain}`,
    `return 410; ${plain}`,
    `return 404; error_page 404 https://a.example$request_uri; ${plain}`,
    `${plain} location / { error_page 410 /gone; return 404; }`,
    'return 404; error_page 404 =301 /other;',
    'return 404; error_page 404 =301 https://a.example$request_uri;',
  ])('is none, or leads to TLS: %s', lines => expect(told('nginx/https-redirect', lines)).toEqual([]))

  it.each([
    ['=301 ', 301],
    ['=303 ', 303],
    ['', 302],
    ['= ', 302],
    ['=200 ', 302],
  ])('with "%s" answers %i', (status, code) => {
    const lines = `return 404; error_page 404 ${status}https://a.example$request_uri;`
    expect(told('nginx/redirect-drops-body', lines)).toEqual([code])
  })

  it('with a host that the client names is told as any redirect is', () =>
    expect(told('nginx/redirect-host', 'return 404; error_page 404 =308 https://$host$request_uri;')).toEqual([
      '$host',
    ]))

  it('for all servers is one cause', () => {
    const server = (name: string): string => `server { listen 80; server_name ${name}; return 404; }`
    const http = `error_page 404 =301 http://a.example/; ${server('a.example')} ${server('a.example b.example')} ${twin}`
    expect(findings('nginx/https-redirect', http)).toHaveLength(1)
  })
})

it('a place that nobody gets into gives nothing away in clear', () => {
  const listener = (lines: string): number => findings('nginx/plaintext-listener', clear(`root /srv; ${lines}`)).length
  expect(listener('deny all;')).toBe(0)
  expect(listener('location / { deny all; }')).toBe(0)
  expect(listener('allow 10.0.0.0/8; deny all;')).toBe(1)
  expect(listener('satisfy any; deny all; auth_basic a; auth_basic_user_file b;')).toBe(1)
  expect(listener('location /a { deny all; }')).toBe(1)
})

describe('a status that keeps the body', () => {
  const rule = 'nginx/redirect-drops-body'

  function repaired(line: string, unsafe = false): string | undefined {
    const text = main(clear(`location /api/ { return 404; ${line} }`.replace(/return 404; (?=rewrite)/, '')))
    const input = { files: { 'nginx.conf': text }, baseline: only(rule), unsafe }
    const after = fix(input, analyze(input)).files.get('nginx.conf')
    return after && /location \/api\/ \{ (?:return 404; )?(.*?) \}/.exec(after)?.[1]
  }

  it.each([
    ['rewrite ^ https://a.example$request_uri? permanent;', 'return 308 https://a.example$request_uri;'],
    ['rewrite ^.*$ https://a.example$request_uri? redirect;', 'return 307 https://a.example$request_uri;'],
    ['rewrite ^ "https://a.example/x?y=1?";', 'return 307 "https://a.example/x?y=1";'],
    ['rewrite ^ https://a.example/x permanent;', 'return 308 https://a.example/x$is_args$args;'],
    ['error_page 404 =301 https://a.example$request_uri;', 'error_page 404 =308 https://a.example$request_uri;'],
    ['error_page 404 https://a.example/;', 'error_page 404 =307 https://a.example/;'],
    ['error_page 404 = https://a.example/;', 'error_page 404 =307 https://a.example/;'],
  ])('%s', (line, after) => expect(repaired(line)).toBe(after))

  it.each([
    ['rewrite ^(.*)$ https://a.example$1 permanent;', 'return 308 https://a.example$request_uri;'],
    ['rewrite ^/(.*) https://a.example/$1 redirect;', 'return 307 https://a.example$request_uri;'],
    ['rewrite ^ https://a.example$request_uri permanent;', 'return 308 https://a.example$request_uri;'],
  ])('%s is another path or query for some clients', (line, after) => {
    expect(repaired(line)).toBeUndefined()
    expect(repaired(line, true)).toBe(after)
  })

  it.each([
    'rewrite ^/(.*) https://a.example$1 permanent;',
    'rewrite ^(.*)$ https://a.example/app$1? permanent;',
    'rewrite ^ https://a.example/x?y=1 permanent;',
    'rewrite ^/b /c; rewrite ^(.*)$ https://a.example$1 permanent;',
    'error_page 404 =303 https://a.example/;',
  ])('%s stays', line => expect(repaired(line, true)).toBeUndefined())
})
