import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** What `limit_except` holds is for the methods that it does not list: each was asked of nginx 1.22.1 with GET and POST. */
const levels = (rule: string, lines: string): string[] =>
  findings(rule, `server { listen 80; server_name a; location /x { ${lines} } location / { return 404; } }`).map(
    ({ message }) => /server a \/[^,:]*/.exec(message.en)?.[0] ?? message.en,
  )

const app = 'proxy_pass http://127.0.0.1:9000;'
const inside = ['server a / location /x / limit_except GET']

it('an allow list without a deny lets every other method in', () => {
  const rule = 'nginx/allow-without-deny'
  expect(levels(rule, `limit_except GET { allow 10.0.0.0/8; } ${app}`)).toEqual(inside)
  expect(levels(rule, `deny all; limit_except GET { allow 10.0.0.0/8; } ${app}`)).toEqual(inside)
  expect(levels(rule, `limit_except GET { allow 10.0.0.0/8; deny all; } ${app}`)).toEqual([])
  expect(levels(rule, `allow 10.0.0.0/8; deny all; limit_except GET { deny all; } ${app}`)).toEqual([])
  expect(levels(rule, 'limit_except GET { allow 10.0.0.0/8; } return 204;')).toEqual([])
})

it('networks of everybody open what satisfy any guards', () => {
  const basic = 'satisfy any; auth_basic x; auth_basic_user_file p;'
  expect(levels('nginx/satisfy-any-open', `${basic} limit_except GET { allow all; } ${app}`)).toEqual(inside)
})

it('a proxy_pass of its own is looked at', () => {
  expect(levels('nginx/ssrf', `limit_except GET { proxy_pass http://$arg_host; } ${app}`)).toEqual(inside)
  const remote = 'limit_except GET { proxy_pass http://203.0.113.5; }'
  expect(levels('nginx/plaintext-upstream', `${remote} ${app}`)).toEqual(inside)
})
