import { expect, it } from 'vitest'
import { redactText } from '../../../src/report/redact.ts'
import { findings } from './found.ts'

const said = (line: string): string[] =>
  findings('nginx/secret-in-config', `server { listen 443 ssl; location /maps { ${line} } }`).map(
    ({ message }) => message.en,
  )

it.each([
  ['proxy_pass http://127.0.0.1:9000/v1?api_key=9f8e7d6c5b4a;', '`proxy_pass api_key` holds a literal credential'],
  [
    'proxy_pass https://a.example/v1?q=1&access_token=9f8e7d6c5b4a;',
    '`proxy_pass access_token` holds a literal credential',
  ],
  ['set $args "$args&api_key=9f8e7d6c5b4a";', '`set api_key` holds a literal credential'],
  ['rewrite ^ /v1?secret=9f8e7d6c5b4a break;', '`rewrite secret` holds a literal credential'],
])('a credential that nginx adds to the query: %s', (line, message) => {
  expect(said(line)).toEqual([message])
  expect(redactText(line)).not.toContain('9f8e7d6c5b4a')
})

it.each([
  'proxy_pass http://127.0.0.1:9000/v1?api_key=$arg_key;',
  'proxy_pass http://127.0.0.1:9000/v1?token=none;',
  'proxy_pass http://127.0.0.1:9000/v1?api_key=your-api-key;',
  'proxy_pass http://127.0.0.1:9000/v1?page=dashboard-one;',
  'rewrite ^/reset/(.*)$ /reset?token=$1 break;',
])('%s holds none', line => expect(said(line)).toEqual([]))
