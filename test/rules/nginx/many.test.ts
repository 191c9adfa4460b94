import { expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { only } from './found.ts'

const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join('\n')

/** Hosts with more locations than anybody writes by hand: a rule that asks each of them about each other would not end. */
test.each([
  [
    'nginx/script-mapping',
    3000,
    (at: number) => `location ~ ^/a${at}/.*\\.php$ {
      fastcgi_pass 127.0.0.1:9000; fastcgi_param SCRIPT_FILENAME /srv$fastcgi_script_name; }`,
  ],
  ['nginx/alias-traversal', 6000, (at: number) => `location /a${at} { alias /srv/a${at}/; }`],
  ['nginx/rewrite-loop', 6000, (at: number) => `location /a${at}/ { rewrite ^/a${at}/(.*)$ /a${at}/b/$1 last; }`],
  ['nginx/redirect-loop', 8000, (at: number) => `location = /a${at} { return 301 /a${at}; }`],
  [
    'nginx/unknown-reference',
    5000,
    (at: number) => `location @b${at} { return 204; } location /a${at} { try_files $uri @c${at}; }`,
  ],
])('%s finds each of %i', (rule, count, text) => {
  const conf = `events {}\nhttp { server { listen 127.0.0.1:80; server_name a.example;\n${many(count, text)}\n} }\n`
  const { findings } = analyze({ files: { 'nginx.conf': conf } })
  expect(findings.filter(one => one.rule === rule)).toHaveLength(count)
})

/** Places inside each other: what is in force must not be worked out from the outermost one for each. */
test.each([
  ['nginx/acl-regex-shadow', 8000, (at: number) => `location /a${at}/ { deny all;`, 8000],
  ['nginx/acl-regex-shadow', 1200, (at: number) => `location /a/ { deny all; location ~ x${at}$ { allow all; }`, 200],
  ['nginx/header-inheritance', 8000, (at: number) => `location /a/ { add_header X-${at} a;`, 0],
  ['nginx/duplicate-header', 8000, (at: number) => `location /a/ { add_header X-${at} a;`, 0],
])('%s, %i deep', (rule, depth, head, expected) => {
  const conf = `events {}\nhttp { server { listen 127.0.0.1:80; add_header_inherit merge;
    location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; }\n${many(depth, head)}${'}'.repeat(depth)}\n} }\n`
  const target = { nginx: [1, 29, 5] }
  const { findings } = analyze({ files: { 'nginx.conf': conf }, target, baseline: only(rule) })
  expect(findings).toHaveLength(expected)
})
