import { expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (rule: string, lines: string): string[] =>
  findings(rule, `server { listen 80; ${lines} }`).map(({ severity }) => severity)

it.each([
  ['a preflight has nothing in it', 'if ($request_method = OPTIONS) { return 204; }', []],
  [
    'a redirect to another name',
    'if ($host = www.example.com) { return 301 https://example.com$request_uri; }',
    ['low'],
  ],
  ['content under a condition', 'if ($arg_debug) { return 200 $host; }', ['high']],
])('%s before access rules', (_what, condition, expected) => {
  const lines = `location / { auth_basic x; auth_basic_user_file /etc/p; ${condition} proxy_pass http://127.0.0.1:9000; }`
  expect(said('nginx/return-bypasses-access', lines)).toEqual(expected)
})

/** Asked of nginx 1.22.1 with a file beside the directory. */
it.each([
  ['nobody asks for an internal location', '', []],
  ['a rewrite names it with its slash', 'location /dl { rewrite ^/dl/(.*)$ /private/$1 last; }', []],
  ['a rewrite puts the words of the client behind it', 'location /dl { rewrite ^/dl(.*)$ /private$1 last; }', ['high']],
])('alias without a slash: %s', (_what, around, expected) => {
  const lines = `location /private { internal; alias /srv/private/; } ${around}`
  expect(said('nginx/alias-traversal', lines)).toEqual(expected)
  const overlapping = lines.replace('/srv/private/', '/srv/private')
  expect(said('nginx/alias-prefix-overlap', overlapping)).toEqual(expected.map(() => 'medium'))
})

it('a directory that somebody fills in may end in a slash', () => {
  expect(said('nginx/alias-slash-mismatch', 'location /a/ { alias __INSTALL_DIR__; }')).toEqual([])
})
