import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

/** Files that a client names by a value of its own. Each line was asked for `../../etc/hostname` on nginx 1.22.1. */
const said = (lines: string, http = ''): string[] =>
  findings('nginx/root-exposure', `${http} server { listen 80; ${lines} }`)
    .map(({ messageId }) => messageId)
    .filter(id => id === 'chosen' || id === 'beside')

describe('any file is handed out', () => {
  it.each([
    'location / { root /srv/$arg_v; }',
    'root /srv/$arg_v;',
    'location /theme/ { alias /srv/themes/$cookie_theme/; }',
    'root /srv; location /t { try_files /pages/$arg_p =404; }',
    'root /srv; location /t { try_files $uri /pages/$http_x_page; }',
    'root /srv; location /t { rewrite ^ /files/$arg_f break; }',
    'root /srv; rewrite ^/t$ /files/$arg_f last;',
    'root /srv; location /t { set $f $arg_f; try_files /pages/$f =404; }',
    'root /srv; location /t { if ($arg_f) { rewrite ^ /files/$arg_f break; } }',
  ])('%s', lines => expect(said(lines)).toEqual(['chosen']))

  it.each(['map $arg_f $f { default $arg_f; "" index.html; }', 'map $cookie_f $f { "~^(?<g>.+)$" $g; }'])(
    'through %s',
    map => expect(said('root /srv; location /t { try_files /pages/$f =404; }', map)).toEqual(['chosen']),
  )
})

it.each([
  'location /d/ { root /srv/$arg_v; }',
  'root /srv; location /t { try_files /pages/$arg_p.html =404; }',
  'location / { root /srv/$cookie_tenant/public; }',
])('files of other directories are: %s', lines => expect(said(lines)).toEqual(['beside']))

describe('the client cannot climb', () => {
  it.each([
    'location / { root /srv/$host; }',
    'location / { root /srv/$http_host/public; }',
    'server_name ~^(?<site>.+)$; root /srv/$site;',
    'root /srv; location / { try_files $uri /index.php?p=$arg_p; }',
    'root /srv; location / { try_files $uri /index.php$is_args$args; }',
    'root /srv; location / { try_files /cache$request_uri/index.html $uri =404; }',
    'root /srv; location /t { try_files /pages/x-$arg_p =404; }',
    'root /srv; location /t { rewrite ^ /files/$arg_f redirect; }',
    'location /t { rewrite ^ /files/$arg_f break; proxy_pass http://127.0.0.1:9000; }',
    'location /t { internal; root /srv/$arg_v; }',
    'location /t { deny all; root /srv/$arg_v; }',
    'if ($arg_v ~ "\\.\\.") { return 403; } root /srv/$arg_v;',
    'location /t { if ($arg_v !~ "^[a-z]+$") { return 404; } root /srv/$arg_v; }',
    'set $lang en; if ($cookie_lang ~ "^(?:en|de)$") { set $lang $cookie_lang; } root /srv/$lang;',
    'set $lang en; if ($cookie_lang ~ "^(en|de)$") { set $lang $1; } root /srv/$lang;',
  ])('%s', lines => expect(said(lines)).toEqual([]))

  it.each(['map $arg_f $f { default a; b b; }', 'map $cookie_f $f { default a; "~^([a-z]+)$" $1; }'])(
    'through %s',
    map => expect(said('root /srv; location /t { try_files /pages/$f =404; }', map)).toEqual([]),
  )
})
