import { expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { main, only } from './found.ts'

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
  ['~* "^/u-(.+?)(/.*)?$"', '/srv/files/$1$2', true],
  ['~ ^/f(?<user>[^/]*)(?<rest>/.*)$', '/srv/files/${user}$rest', true],
  ['~ ^/f([a-z]+)(/.*)?$', '/srv/files/$1$2', false],
  ['~ ^/f([^/]*)(-.*)?$', '/srv/files/$1$2', false],
]

it.each(rows)('location %s with alias %s: %s', (location, alias, outside) => {
  const text = `events {}\nhttp {\n  server {\n    listen 8080;\n    server_name a.example;\n    location ${location} {\n      alias ${alias};\n    }\n  }\n}\n`
  const found = analyze({ files: { 'nginx.conf': text } }).findings.filter(
    ({ rule }) => rule === 'nginx/alias-traversal',
  )
  expect(found.length).toBe(outside ? 1 : 0)
})

/** Each right side was asked of nginx 1.22.1: `/f/a` is the file that it was, `/f2/b` is none any more. */
it.each([
  ['~ ^/f(.*)$', '/srv/files$1', '~ ^/f/(.*)$', '/srv/files/$1'],
  ['~* "^/f(?<rest>.*)$"', '/srv/files${rest}', '~* "^/f/(?<rest>.*)$"', '/srv/files/${rest}'],
  ['~ ^/f(.+)\\.txt$', '/srv/files$1.txt', '~ ^/f/(.+)\\.txt$', '/srv/files/$1.txt'],
  ['~ ^/f(.*)$', '"/srv/files$1"', '~ ^/f/(.*)$', '"/srv/files/$1"'],
])('a slash on both sides: %s %s', (location, alias, wanted, to) => {
  expect(slashed(location, alias)).toBe(site(wanted, to))
})

/** Asked of nginx 1.22.1: `/files?a=1` is redirected to `/files/?a=1` before and after, and `/files-old/x` is no more. */
it('the bare path of a prefix goes on leading to its directory', () => {
  const closed = (lines: string): string => main(`server { listen 8080; ${lines} }`)
  const after = (text: string): string => {
    const input = { files: { 'nginx.conf': text }, unsafe: true, baseline: only('nginx/alias-prefix-overlap') }
    return fix(input, analyze(input)).files.get('nginx.conf') ?? text
  }
  const own = 'location = /files { return 302 /elsewhere; }'
  const good = 'location /files/ { alias /srv/files/; }'
  const bare = 'location /files { alias /srv/files; }'
  expect(after(closed(`${bare} ${own}`))).toBe(closed(`${good} ${own}`))
  expect(after(closed(bare)).replaceAll(/\s+/g, ' ')).toContain(
    `${good} location = /files { return 301 /files/$is_args$args; }`,
  )
  expect(after(closed('location /files { internal; alias /srv/files; } rewrite ^/x(.*) /files$1;'))).not.toContain(
    '301',
  )
})

it('parts of a name get none', () => {
  const [location, alias] = ['~ ^/img(-.*)$', '/srv/img$1']
  expect(slashed(location, alias)).toBe(site(location, alias))
})

const site = (location: string, alias: string): string =>
  main(`server { listen 8080; location ${location} { alias ${alias}; } }`)

function slashed(location: string, alias: string): string {
  const text = site(location, alias)
  const input = { files: { 'nginx.conf': text }, unsafe: true, baseline: only('nginx/alias-prefix-overlap') }
  const report = analyze(input)
  expect(report.findings).toHaveLength(1)
  return fix(input, report).files.get('nginx.conf') ?? text
}

/** Each was asked of nginx 1.22.1 for `/img../app.key`. */
it.each([
  ['set $base /srv/app/;', true],
  ['set $base /srv/app;', false],
  ['set $base $arg_base;', false],
  ['set $base /srv/app; if ($arg_b) { set $base /srv/b/; }', false],
])('an alias of a variable: %s', (set, outside) => {
  const text = main(`server { listen 8080; ${set} location /img { alias $base; } }`)
  const { findings } = analyze({ files: { 'nginx.conf': text }, baseline: only('nginx/alias-traversal') })
  expect(findings.length).toBe(outside ? 1 : 0)
})
