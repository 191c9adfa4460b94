import { expect, it } from 'vitest'
import { findings } from './found.ts'

const tls = (lines: string): string =>
  `server { listen 443 ssl; server_name a.example; ssl_certificate c; ssl_certificate_key k; ${lines} }`

it.each([
  ['rewrite ^(.*)$ https://a.example$1 permanent;', 1],
  ['rewrite ^/(.*)$ https://a.example/$1 permanent;', 1],
  ['location / { rewrite ^(/.*) https://a.example${1}? redirect; }', 1],
  ['rewrite ^/(.*)$ https://www.a.example/$1 permanent;', 0],
  ['location /old/ { rewrite ^/(.*)$ https://a.example/new/$1 permanent; }', 0],
  ['rewrite ^(.*)$ https://a.example/$1 permanent;', 0],
])('a rewrite that leads back to where it stands: %s', (lines, expected) =>
  expect(findings('nginx/redirect-loop', tls(lines))).toHaveLength(expected),
)

it.each([
  ['limit_except GET { auth_basic x; auth_basic_user_file h; }', 1],
  ['limit_except GET { deny all; }', 0],
])('a password that other methods ask for in clear: %s', (lines, expected) => {
  const clear = `server { listen 80; server_name a.example; location / { ${lines} proxy_pass http://127.0.0.1:1; } }`
  expect(findings('nginx/basic-auth-plaintext', clear)).toHaveLength(expected)
})
