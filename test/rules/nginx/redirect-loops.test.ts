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

const both = (lines: string): string =>
  `server { listen 443 ssl; server_name a.example www.a.example; ssl_certificate c; ssl_certificate_key k; ${lines}
     location / { root /srv; } }`

/** Each was asked of nginx 1.22.1, by every name of the server. */
it.each([
  ['if ($host = a.example) { return 301 https://a.example$request_uri; }', 1],
  ['if ($host = www.a.example) { return 301 https://$host$request_uri; }', 1],
  ['if ($host ~* ^www\\.) { return 301 https://$host$request_uri; }', 1],
  ['if ($scheme = https) { rewrite ^ https://a.example$request_uri permanent; }', 1],
  ['location /shop/ { if ($host = a.example) { return 302 https://a.example/shop/; } }', 1],
  ['if ($host != a.example) { set $other 1; } if ($host = a.example) { return 301 https://a.example/; }', 1],
  ['if ($host = www.a.example) { return 301 https://a.example$request_uri; }', 0],
  ['if ($host != a.example) { return 301 https://a.example$request_uri; }', 0],
  ['if ($scheme = http) { return 301 https://$host$request_uri; }', 0],
  ['if ($http_x_forwarded_proto = http) { return 301 https://$host$request_uri; }', 0],
  ['if ($host = a.example) { return 404; } if ($host = a.example) { return 301 https://a.example/; }', 0],
  ['if ($host = a.example) { break; return 301 https://a.example$request_uri; }', 0],
  ['if ($request_uri = /old) { return 301 https://a.example/; }', 0],
  ['if ($request_method = POST) { return 303 https://a.example$request_uri; }', 0],
  ['location /shop/ { if ($host = a.example) { return 302 https://a.example/; } }', 0],
])('a redirect under a condition: %s', (lines, expected) =>
  expect(findings('nginx/redirect-loop', both(lines))).toHaveLength(expected),
)

it('is shown by a request that gets into it', () => {
  const [found] = findings('nginx/redirect-loop', both('if ($host ~ ^www) { return 301 https://$host$request_uri; }'))
  expect(found?.witness).toMatchObject({
    target: '/',
    headers: [['Host', 'www.a.example']],
    provokes: { status: 301, header: ['location', '://www.a.example'] },
  })
})
