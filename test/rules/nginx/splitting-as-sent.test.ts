import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** Measured: behind `rewrite ^ $request_uri` the backend gets `%0d%0a` as it was sent, without it a line break. */
const told = (place: string): number => {
  const text = `events { }\nhttp {\n    server { listen 127.0.0.1:80; location /git/ { ${place} } }\n}\n`
  return analyze({ files: { 'nginx.conf': text } }).findings.filter(({ rule }) => rule === 'nginx/http-splitting')
    .length
}
const pass = 'proxy_pass http://127.0.0.1:3000$uri;'

it.each([
  ['rewrite ^ $request_uri; rewrite ^/git(/.*) $1 break; return 400;', 0],
  ['rewrite ^(.*)$ $request_uri; rewrite ^/git(/.*) $1 break;', 0],
  ['', 1],
  ['rewrite ^/git(/.*) $1 break;', 1],
  ['rewrite ^/git/x $request_uri;', 1],
])('%s', (script, expected) => {
  expect(told(`${script} ${pass}`)).toBe(expected)
})

it('a statement of the script knows only what stands before it', () => {
  expect(told('return 302 https://a.example.com$uri; rewrite ^ $request_uri;')).toBe(1)
})
