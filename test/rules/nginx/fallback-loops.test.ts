import { expect, it } from 'vitest'
import { findings } from './found.ts'

/** Each was asked of nginx 1.22.1 for a file that is not there. */
const said = (lines: string): number[] =>
  findings('nginx/rewrite-loop', `server { listen 80; root /srv;\n${lines} }`).map(({ line }) => line)

it.each([
  [
    'location / { try_files $uri @a; }\nlocation @a { try_files $uri @b; }\nlocation @b { try_files $uri $uri/ @a; }',
    [5],
  ],
  ['location @a { try_files $uri @a; }', [4]],
  ['location @a { try_files $uri @a; }\nlocation @a { return 404; }', [4]],
])('500: %s', (lines, expected) => expect(said(lines)).toEqual(expected))

it.each([
  'location @a { try_files $uri @b; } location @b { try_files $uri =404; }',
  'location @a { try_files $uri @b; } location @b { proxy_pass http://127.0.0.1:9000; }',
  'location @a { try_files $uri @b; } location @b { try_files /all.html @a; }',
  'location @a { try_files $uri @b; } location @b { if ($arg_a) { return 404; } try_files $uri @a; }',
  'location / { try_files $uri $uri/ /index.html; }',
])('an end: %s', lines => expect(said(lines)).toEqual([]))
