import { expect, test } from 'vitest'
import { findings } from './found.ts'

const rule = 'nginx/remote-user-unauthenticated'
const basic = 'auth_basic staff; auth_basic_user_file /etc/nginx/htpasswd;'
const told = 'proxy_set_header X-Remote-User $remote_user;'
const trusted = `location / { ${basic} ${told} proxy_pass http://127.0.0.1:3000; }`
const said = (body: string): string[] =>
  findings(rule, `server { listen 80; ${body} }`).map(({ messageId, severity }) => `${messageId} ${severity}`)

test.each([
  ['a place without a password', 'location /ws/ { proxy_pass http://127.0.0.1:3000; }', ['passed high']],
  [
    'the same by another server',
    '} server { listen 81; location / { proxy_pass http://127.0.0.1:3000; }',
    ['passed high'],
  ],
  [
    'who logs in may be anybody',
    `location /ws/ { ${basic} proxy_pass http://127.0.0.1:3000; }`,
    ['passed-users medium'],
  ],
  [
    'a fallback of an open place',
    'location /a { try_files $uri @a; } location @a { proxy_pass http://127.0.0.1:3000; }',
    ['passed high'],
  ],
  ['it is cleared', 'location /ws/ { proxy_set_header x-remote-user ""; proxy_pass http://127.0.0.1:3000; }', []],
  ['another application', 'location /ws/ { proxy_pass http://127.0.0.1:3001; }', []],
  [
    'no header of the client',
    'location /ws/ { proxy_pass_request_headers off; proxy_pass http://127.0.0.1:3000; }',
    [],
  ],
  ['no client comes there', 'location /ws/ { internal; proxy_pass http://127.0.0.1:3000; }', []],
  ['nobody is let in', 'location /ws/ { deny all; proxy_pass http://127.0.0.1:3000; }', []],
  ['a fallback of the place that asks', `location @a { proxy_pass http://127.0.0.1:3000; }`, []],
  ['one path of no user', 'location = /healthz { proxy_pass http://127.0.0.1:3000; }', []],
])('%s', (_name, other, expected) => expect(said(`${trusted} ${other}`)).toEqual(expected))

test('certificates and the answer of an authentication service say who it is, too; tokens are checked', () => {
  const open = 'location /ws/ { proxy_pass http://127.0.0.1:3000; }'
  const at = (lines: string): string => `location / { ${lines} proxy_pass http://127.0.0.1:3000; } ${open}`
  const asked = 'auth_request /auth; auth_request_set $user $upstream_http_x_user;'
  expect(said(at(`${asked} proxy_set_header X-User $user;`))).toEqual(['passed high'])
  expect(said(`ssl_verify_client on; ${at('proxy_set_header X-DN $ssl_client_s_dn;')}`)).toEqual([
    'passed-users medium',
  ])
  expect(said(`ssl_verify_client optional; ${at('proxy_set_header X-DN $ssl_client_s_dn;')}`)).toEqual(['passed high'])
  expect(said(at(`${asked} proxy_set_header Authorization $user;`))).toEqual([])
  expect(said(at('proxy_set_header X-Version $upstream_http_x_version;'))).toEqual([])
})

test('headers that the same places lack are one finding', () => {
  const both = `${told} proxy_set_header X-Mail $remote_user@example.com;`
  const files = 'location /static/ { proxy_pass http://127.0.0.1:3000; }'
  const body = `location / { ${basic} ${both} proxy_pass http://127.0.0.1:3000; } location /ws/ { proxy_pass http://127.0.0.1:3000; } ${files}`
  const [found, ...others] = findings(rule, `server { listen 80; ${body} }`)
  expect(others).toEqual([])
  expect(found?.message.en).toContain(
    'gets the X-Remote-User, X-Mail that a client invents in server *:80 / location /ws/',
  )
  expect(found?.fixes[0]?.edits.map(({ text }) => text.trim())).toEqual([
    'proxy_set_header X-Remote-User ""; proxy_set_header X-Mail "";',
  ])
})
