import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each was asked of nginx 1.22.1 by a client without credentials. */
const said = (lines: string): string[] =>
  findings(
    'nginx/auth-request-open',
    `server { listen 80; root /srv; location /a/ { auth_request /auth; proxy_pass http://127.0.0.1:9000; } ${lines} }`,
  ).map(({ severity, confidence }) => `${severity} ${confidence}`)

const basic = 'auth_basic x; auth_basic_user_file /etc/nginx/passwd;'

it.each([
  ['high high', 'location = /auth { return 200; }'],
  ['high high', 'location = /auth { internal; return 204; }'],
  ['high high', 'location = /auth { deny all; return 200; }'],
  ['high high', `location = /auth { ${basic} empty_gif; }`],
  ['high high', 'location = /auth { stub_status; }'],
  ['high medium', 'location = /auth { try_files /auth.html =401; }'],
  ['high medium', `location = /auth { ${basic} try_files /auth.html =401; }`],
  ['high medium', 'location = /auth { limit_except GET { deny all; } try_files /auth.html =401; }'],
  ['high medium', 'location / { try_files $uri $uri/ /index.html; }'],
])('%s: nobody is refused by %s', (expected, lines) => expect(said(lines)).toEqual([expected]))

it.each([
  'location = /auth { if ($http_x = "") { return 401; } return 200; }',
  'location = /auth { return 302 /; }',
  'location = /auth { return 401; }',
  'location = /auth { proxy_pass http://127.0.0.1:9001; }',
  'location = /auth { try_files /sessions/$cookie_sid =401; }',
  'location = /auth { root /srv/$remote_user; }',
  'location = /auth { try_files /none @ask; } location @ask { proxy_pass http://127.0.0.1:9001; }',
  'location = /auth { rewrite ^ /ask last; } location = /ask { proxy_pass http://127.0.0.1:9001; }',
  'location ~ "(?<!x)/auth" { proxy_pass http://127.0.0.1:9001; } location = /ask { return 200; }',
])('somebody may be: %s', lines => expect(said(lines)).toEqual([]))

const app = 'proxy_pass http://127.0.0.1:9000;'
const auth = 'location = /auth { return 200; }'

it.each([
  [[], `location / { auth_request /auth; ${basic} ${app} }`],
  [['high'], `location / { satisfy any; auth_request /auth; ${basic} ${app} }`],
  [['medium'], `location / { allow 192.0.2.0/24; deny all; auth_request /auth; ${app} }`],
  [['high'], `location / { satisfy any; allow 192.0.2.0/24; deny all; auth_request /auth; ${app} }`],
  [[], `location / { auth_request /auth; return 200; }`],
  [[], `location / { auth_request off; ${app} }`],
])('%j beside other conditions: %s', (expected, lines) => {
  const found = findings('nginx/auth-request-open', `server { listen 80; ${lines} ${auth} }`)
  expect(found.map(({ severity }) => severity)).toEqual(expected)
})

it('one answer for many locations is one finding', () => {
  const places = ['a', 'b', 'c', 'd'].map(name => `location /${name}/ { ${app} }`).join(' ')
  const [found, ...more] = findings(
    'nginx/auth-request-open',
    `server { listen 80; auth_request /auth; ${places} ${auth} }`,
  )
  expect(more).toEqual([])
  expect(found?.message.en).toContain('+2')
  expect(found?.line).toBe(3)
})
