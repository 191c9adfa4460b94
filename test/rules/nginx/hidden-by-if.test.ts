import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const said = (lines: string): readonly string[] =>
  findings('nginx/hidden-files', `server { listen 192.0.2.10:80; root /srv; ${lines} }`).map(({ message }) =>
    String(/out (\S+)/.exec(message.en)?.[1]),
  )

describe('an `if` or `rewrite` that leads away from hidden files keeps them back', () => {
  const served = ['/.git/config']
  it.each([
    ['if ($uri ~ /\\.) { return 404; }', []],
    ['if ($request_uri ~ "/\\.") { return 403; }', []],
    ['if ($uri ~ /\\.) { return 301 /; }', []],
    ['if ($uri ~ /\\.) { rewrite ^ /index.html last; }', []],
    ['location / { if ($uri ~ /\\.) { return 404; } }', []],
    ['rewrite /\\. /index.html last;', []],
    ['location / { rewrite /\\. /none break; }', []],
    ['if ($uri ~ "/\\.(?!well-known/)") { return 404; }', []],
    ['if ($uri ~ /\\.git) { return 404; }', ['/.env']],
    ['rewrite ^/old$ /new last; if ($uri ~ /\\.) { return 404; }', []],
    ['', served],
    ['if ($uri ~ \\.php$) { return 404; }', served],
    ['if ($uri !~ /\\.) { return 404; }', served],
    ['if ($uri ~ /\\.) { set $hidden 1; }', served],
    ['if ($uri ~ /\\.) { add_header X-A b; }', served],
    ['if ($arg_a) { return 404; }', served],
    ['break; if ($uri ~ /\\.) { return 404; }', served],
    ['rewrite ^/old$ /new last;', served],
    ['rewrite ^/(.*)$ /app/$1 break;', served],
    ['location / { } location /other/ { if ($uri ~ /\\.) { return 404; } }', served],
  ])('%s', (lines, expected) => expect(said(lines)).toEqual(expected))
})
