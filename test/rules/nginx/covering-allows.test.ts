import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each was asked of nginx 1.22.1 by addresses of both families (set_real_ip_from). */
const said = (lines: string, listen = 'listen 80;'): string[] =>
  findings(
    'nginx/allow-without-deny',
    `server { ${listen} location / { ${lines} proxy_pass http://127.0.0.1:9000; } }`,
  ).map(({ message }) => message.en.replace(/` is every address of .*/, ''))

it.each([
  ['`allow 0.0.0.0/0', 'allow 10.0.0.0/8; allow 0.0.0.0/0; deny all;'],
  ['`allow 0.0.0.0/1, 128.0.0.0/1', 'allow 0.0.0.0/1; allow 128.0.0.0/1; deny all;'],
  ['`allow 128.0.0.0/1, 0.0.0.0/1', 'allow 128.0.0.0/1; deny 10.0.0.0/8; allow 0.0.0.0/1; deny all;'],
  [
    '`allow 0.0.0.0/2, 64.0.0.0/2, 128.0.0.0/2 +1',
    'allow 0.0.0.0/2; allow 64.0.0.0/2; allow 128.0.0.0/2; allow 192.0.0.0/3; deny all;',
  ],
])('%s` is everybody: %s', (expected, lines) => {
  expect(said(lines)).toEqual([expected])
  expect(said(lines, 'listen [::]:80;')).toEqual([])
})

it.each([
  ['`allow ::/1', 'allow ::/1; allow 8000::/1; deny all;'],
  ['`allow 2000::/3', 'allow 2000::/3; deny all;'],
  ['`allow 2000::/4, 3000::/4', 'allow 2000::/4; allow 3000::/4; deny all;'],
])('%s` is everybody over IPv6: %s', (expected, lines) => {
  expect(said(lines, 'listen [::]:80;')).toEqual([expected])
  expect(said(lines)).toEqual([])
})

it.each([
  'allow 0.0.0.0/1; deny all;',
  'allow 0.0.0.0/1; allow 128.0.0.0/2; deny all;',
  'deny 0.0.0.0/1; deny 128.0.0.0/1; allow all;',
  'allow 10.0.0.0/8; deny 0.0.0.0/1; deny 128.0.0.0/1;',
  'satisfy any; auth_basic x; auth_basic_user_file p; allow 0.0.0.0/1; allow 128.0.0.0/1; deny all;',
])('somebody is kept out: %s', lines => expect(said(lines)).toEqual([]))

it('refusals of single clients behind a network of everybody are one finding', () => {
  expect(said('allow 0.0.0.0/0; deny 192.0.2.7; deny all;')).toHaveLength(1)
})

it('halves open what satisfy any guards', () => {
  const lines = 'satisfy any; auth_basic x; auth_basic_user_file p; allow 0.0.0.0/1; allow 128.0.0.0/1; deny all;'
  const http = `server { listen 80; location / { ${lines} proxy_pass http://127.0.0.1:9000; } }`
  expect(findings('nginx/satisfy-any-open', http)).toHaveLength(1)
})

it.each(['allow 0.0.0.0/1; allow 128.0.0.0/1;', 'allow 10.0.0.0/8; allow 0.0.0.0/0;'])(
  'a `deny all` that would keep nobody out is not offered: %s',
  lines => {
    const offered = findings(
      'nginx/allow-without-deny',
      `server { listen 80; location / { ${lines} proxy_pass http://127.0.0.1:9000; } }`,
    ).map(({ fixes }) => fixes.length)
    expect(offered).toEqual([0])
  },
)
