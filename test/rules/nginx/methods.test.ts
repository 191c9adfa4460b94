import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

function methods(statements: string, around = ''): (string | undefined)[] {
  const server = `server { listen 127.0.0.1:80; server_name a.example.com;\n${statements}\n}`
  const files = { 'nginx.conf': `events {}\nhttp { ${around} ${server} }` }
  const { findings } = analyze({ files, roots: ['nginx.conf'], baseline: 'cis-nginx' })
  return findings.filter(({ rule }) => rule === 'nginx/methods-unrestricted').map(({ witness }) => witness?.method)
}

const fixedAnswer = 'location /health { return 200 ok; }'

describe('a fixed answer', () => {
  it('is given to DELETE', () => expect(methods(fixedAnswer)).toEqual(['DELETE']))
  it('of the server itself', () => expect(methods('return 200 ok;')).toEqual(['DELETE']))

  it.each([
    ['under limit_except', 'location /health { limit_except GET { deny all; } return 200 ok; }'],
    ['behind a condition', `if ($request_method = DELETE) { return 405; } ${fixedAnswer}`],
    ['of one method only', 'location /health { if ($request_method = GET) { return 200 ok; } return 405; }'],
    ['without a body', 'location /health { return 204; }'],
    ['that is a refusal', 'location /health { return 404 none; }'],
    ['from inside only', 'location /health { internal; return 200 ok; }'],
    ['beside an application', `${fixedAnswer} location / { proxy_pass http://127.0.0.1:3000; }`],
  ])('is no finding %s', (_, text) => expect(methods(text)).toEqual([]))

  it('is no finding behind a map of the method', () =>
    expect(
      methods(`if ($refused) { return 405; } ${fixedAnswer}`, 'map $request_method $refused { GET 0; default 1; }'),
    ).toEqual([]))
})
