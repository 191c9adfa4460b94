import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { only } from './found.ts'

/** What nginx shows to the service that it asks for the passwords of mail. */
const said = (lines: string): string[] =>
  analyze({
    files: { 'nginx.conf': `events {}\nmail { auth_http 127.0.0.1:9000/auth; ${lines} server { listen 143; } }` },
    roots: ['nginx.conf'],
    baseline: only('nginx/secret-in-config'),
  }).findings.map(({ message }) => message.en)

it('a key that stands there literally is told, without the key', () => {
  expect(said('auth_http_header X-Auth-Key "q8Zr2Lw7";')).toEqual([
    '`auth_http_header X-Auth-Key` holds a literal credential',
  ])
  expect(said('auth_http_header Authorization "Bearer q8Zr2Lw7";')).toHaveLength(1)
})

it.each(['auth_http_header X-Node mx1;', 'auth_http_header X-Auth-Key "{{ key }}";', ''])('nothing secret: %s', lines =>
  expect(said(lines)).toEqual([]),
)
