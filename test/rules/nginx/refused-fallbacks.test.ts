import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each was asked of nginx 1.22.1 by a client that the location refuses. */
const said = (lines: string): string[] =>
  findings('nginx/acl-regex-shadow', `server { listen 80; root /srv; ${lines} }`).map(({ messageId }) => messageId)

const app = 'proxy_pass http://127.0.0.1:9000;'
const basic = 'auth_basic x; auth_basic_user_file /etc/nginx/passwd;'

it.each([
  `location /p/ { deny all; error_page 403 = @o; ${app} } location @o { ${app} }`,
  `location /p/ { ${basic} error_page 401 = @o; ${app} } location @o { ${app} }`,
  `error_page 403 @o; location /p/ { allow 10.0.0.1; deny all; } location @o { root /srv; }`,
])('the same is handed out: %s', lines => expect(said(lines)).toEqual(['refused']))

it.each([
  `location /p/ { deny all; error_page 404 = @o; ${app} } location @o { ${app} }`,
  `location /p/ { deny all; error_page 401 = @o; ${app} } location @o { ${app} }`,
  `location /p/ { deny all; error_page 403 = @o; ${app} } location @o { deny all; ${app} }`,
  `location /p/ { ${basic} error_page 401 = @o; ${app} } location @o { proxy_pass http://127.0.0.1:9001; }`,
  `location /p/ { ${basic} error_page 401 = @o; ${app} } location @o { return 302 /login; }`,
  `deny all; location /p/ { ${basic} error_page 403 = @o; ${app} } location @o { ${app} }`,
])('nothing is: %s', lines => expect(said(lines)).toEqual([]))

it('a service that does not answer lets everybody in', () => {
  const ask = 'auth_request /auth;'
  const auth = 'location = /auth { proxy_pass http://127.0.0.1:9001; }'
  const to = `location @o { auth_request off; ${app} } ${auth}`
  expect(said(`location /p/ { ${ask} error_page 500 502 = @o; ${app} } ${to}`)).toEqual(['unasked'])
  expect(said(`location /p/ { ${ask} error_page 401 500 = @o; ${app} } ${to}`)).toEqual(['refused'])
  expect(said(`location /p/ { ${ask} error_page 502 503 = @o; ${app} } ${to}`)).toEqual([])
  expect(said(`location /p/ { deny all; error_page 500 = @o; ${app} } ${to}`)).toEqual([])
})

it('one page of many locations is one finding', () => {
  const places = ['a', 'b', 'c', 'd', 'e'].map(name => `location /${name}/ { deny all; ${app} }`).join(' ')
  const http = `server { listen 80; error_page 403 = @o; ${places} location @o { ${app} } }`
  const [found, ...more] = findings('nginx/acl-regex-shadow', http)
  expect(more).toEqual([])
  expect(found?.message.en).toContain('+2')
  expect(found?.related.filter(({ message }) => message.en.startsWith('affects'))).toHaveLength(5)
})
