import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

function fixed(answer: string): string | undefined {
  const text = `events {}
http {
  server {
    listen 80;
    server_name a.example;
    location ^~ /.well-known/acme-challenge/ { root /srv; }
    ${answer}
  }
}
`
  const input = { files: { 'nginx.conf': text } }
  return fix(input, analyze(input), ({ rule }) => rule === 'nginx/acme-shadowed').files.get('nginx.conf')
}

const moved = 'location / {\n        return 301 https://a.example$request_uri;\n    }\n'

test.each([
  'return 301 https://a.example$request_uri;',
  'return\n      301\n      https://a.example$request_uri;',
  'return 301\thttps://a.example$request_uri\n    ;',
])('%j moves into location /', answer => expect(fixed(answer)).toContain(moved.replace('        ', '      ')))

test('a comment between its words stays where it is', () => {
  expect(fixed('return 301 # for good\n      https://a.example$request_uri;')).toBeUndefined()
})
