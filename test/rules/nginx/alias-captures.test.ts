import { expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'

/** Each row as measured on nginx 1.22.1 and 1.31.5: does a file beside the directory answer? */
const rows: readonly (readonly [location: string, alias: string, outside: boolean])[] = [
  ['~ ^/f(.*)$', '/srv/files/$1', true],
  ['~ ^/f(.*)$', '/srv/files$1', false],
  ['~ ^/f([^/]*)/(.*)$', '/srv/files/$1/$2', true],
  ['~ ^/f/(.*)$', '/srv/files/$1', false],
  ['~ ^/img(?<p>.+)\\.txt$', '/srv/files$p.txt', false],
  ['~ ^/img(?<p>.+)\\.txt$', '/srv/files/$p.txt', true],
  ['~* "^/f(?<rest>.*)$"', '/srv/files/${rest}', true],
  ['~ ^/f([a-z]*)$', '/srv/files/$1', false],
]

it.each(rows)('location %s with alias %s: %s', (location, alias, outside) => {
  const text = `events {}\nhttp {\n  server {\n    listen 8080;\n    server_name a.example;\n    location ${location} {\n      alias ${alias};\n    }\n  }\n}\n`
  const found = analyze({ files: { 'nginx.conf': text } }).findings.filter(
    ({ rule }) => rule === 'nginx/alias-traversal',
  )
  expect(found.length).toBe(outside ? 1 : 0)
})
