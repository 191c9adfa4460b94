import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

/** What real configurations have and nobody has to mend, beside what looks like it and is to be mended. */
const said = (rule: string, http: string): number => findings(rule, http).length
const server = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
const app = 'proxy_pass http://127.0.0.1:1;'

it.each([
  ['location /ws { proxy_pass http://127.0.0.1:1/ws; }', 0],
  ['location /ws { proxy_pass http://127.0.0.1:1/; }', 1],
  ['location /ws { proxy_pass http://127.0.0.1:1/v1/ws; }', 1],
])('a path in place of itself leads nowhere else: %s', (lines, expected) =>
  expect(said('nginx/proxy-pass-traversal', server(lines))).toBe(expected),
)

it.each([
  ['location /a.B/ { grpc_pass grpc://127.0.0.1:1; }', 0],
  ['location /a.B/ { grpc_pass grpc://127.0.0.1:1; } error_page 502 = /e; location = /e { internal; return 204; }', 0],
  ['location /a.B/ { grpc_pass grpc://127.0.0.1:1; } location /docs/ { root /srv; }', 1],
  ['root /srv;', 1],
])('gRPC needs no HSTS: %s', (lines, expected) =>
  expect(
    said('nginx/hsts', `server { listen 443 ssl; ssl_certificate a; ssl_certificate_key b; server_name a; ${lines} }`),
  ).toBe(expected),
)

describe('limits', () => {
  const zones =
    'limit_req_zone $binary_remote_addr zone=ip:1m rate=1r/s; limit_req_zone $arg_user zone=user:1m rate=1r/s; limit_conn_zone $binary_remote_addr zone=c:1m;'

  it.each([
    ['limit_req zone=ip; limit_req zone=user;', 0],
    ['limit_req zone=user;', 1],
  ])('by name beside one by client: %s', (lines, expected) =>
    expect(said('nginx/limit-key-behind-proxy', `${zones} ${server(`${lines} location / { ${app} }`)}`)).toBe(expected),
  )

  it.each([
    ['limit_req zone=ip;', 0],
    ['', 1],
  ])('of another kind in the regex location: %s', (lines, expected) =>
    expect(
      said(
        'nginx/acl-regex-shadow',
        `${zones} ${server(`location / { limit_conn c 9; ${app} } location ~ ^/login$ { ${lines} ${app} }`)}`,
      ),
    ).toBe(expected),
  )
})

it.each([
  ['alias /usr/share/pma;', 'location ~ ^/pma/.+\\.php$ { deny all; }', 0],
  ['alias /usr/share/pma;', '', 1],
  ['root /srv;', 'location ~ ^/pma/.+\\.php$ { deny all; }', 1],
])('paths beside the folder of an alias: %s %s', (content, nested, expected) =>
  expect(
    said(
      'nginx/acl-regex-shadow',
      server(`location /pma { deny all; ${content} ${nested} } location ~ \\.php$ { fastcgi_pass 127.0.0.1:9; }`),
    ),
  ).toBe(expected),
)

it.each([
  ['*.example.com', 'low'],
  ['.example.com', 'low'],
  ['"~^(?<t>[a-z]+)\\.example\\.com$"', 'low'],
  ['"~^shop\\."', 'medium'],
  ['example.*', 'medium'],
  ['www.example.com', undefined],
])('names of one domain are its owner’s: %s', (name, expected) => {
  const http = `server { listen 80 default_server; return 444; } server { listen 80; server_name ${name}; return 301 https://$host$request_uri; }`
  expect(findings('nginx/redirect-host', http)[0]?.severity).toBe(expected)
})
