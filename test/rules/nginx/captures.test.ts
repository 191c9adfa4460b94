import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'

/** Does the rule speak about that server? Every line was run against nginx 1.28.3. */
function fires(rule: string, server: string, http = ''): boolean {
  const files = { 'nginx.conf': `events {}\nhttp { ${http}\nserver { listen 80; ${server} } }` }
  return analyze({ files, target: { nginx: [1, 28, 3] } }).findings.some(one => one.rule === rule)
}

describe('nginx/rewrite-args-capture', () => {
  const rewrite = 'rewrite ^(.*) /new?c=1;'
  it.each([
    `location / { ${rewrite} set $m $1; }`,
    `location / { ${rewrite} if ($arg_x) { set $m $1; } }`,
    `location / { if ($arg_x) { ${rewrite} } set $m $1; }`,
    `location / { ${rewrite} if ($arg_x = "$1") { return 403; } }`,
    `location / { ${rewrite} if (-f "/srv/$1") { return 403; } }`,
    `${rewrite} set $m $1;`,
    `${rewrite} if ($arg_x) { set $m $1; }`,
    `location / { ${rewrite} rewrite ^/(.*)$ /z$1$arg_q; }`,
    `location / { ${rewrite} rewrite ^/(.*)$ /z$1$1; }`,
    `location / { ${rewrite} rewrite ^/(.*)$ /z$1?d=$arg_q; }`,
  ])('the worker is killed: %s', server => expect(fires('nginx/rewrite-args-capture', server)).toBe(true))

  it.each([
    `location / { ${rewrite} rewrite ^/(.*)$ /z$1; }`,
    `location / { ${rewrite} rewrite ^/(.)(.*)$ /z$1$2; }`,
    `location / { ${rewrite} return 302 http://h/$1; }`,
    `location / { ${rewrite} if ($arg_x ~ "^$1") { return 403; } }`,
    `location / { set $m $1; ${rewrite} }`,
    'location / { rewrite ^(.*) /new?c=1 last; set $m $1; }',
    'location / { rewrite ^(.*) /new?c=1 break; set $m $1; }',
    'location / { rewrite ^(.*) http://h/new?c=1; set $m $1; }',
    'location / { rewrite ^(.*) /new?; set $m $1; }',
    'location / { rewrite ^(?<all>.*) /new?c=1; set $m $all; }',
    `${rewrite} location / { set $m $1; }`,
  ])('it survives: %s', server => expect(fires('nginx/rewrite-args-capture', server)).toBe(false))
})

describe('nginx/rewrite-overlapping-captures', () => {
  it.each([
    'rewrite ^/((.*))$ http://h/$1$2 redirect;',
    'rewrite ^/(?=(.*))(.*)$ http://h/$1$2 redirect;',
    'rewrite ^/((.*))$ /n?x=$1&y=$2;',
  ])('the worker is killed: %s', server => expect(fires('nginx/rewrite-overlapping-captures', server)).toBe(true))

  it.each([
    'rewrite ^/(.)(.*)$ http://h/$1$2 redirect;',
    'rewrite ^/((.*))$ http://h/$1 redirect;',
    'rewrite ^/((.*))$ http://h/$1$1 redirect;',
    'rewrite ^/((.*))$ http://h/$1$2$arg_x redirect;',
    'rewrite ^/((.*))$ /n/$1/$2;',
  ])('it survives: %s', server => expect(fires('nginx/rewrite-overlapping-captures', server)).toBe(false))
})

describe('nginx/map-capture-order', () => {
  const map =
    'map $arg_a $m { default ""; "~^(.*)$" "v"; } map $arg_b $n { default ""; "~^(?<zz>.*)$" "v"; } map $m $far { x y; }'
  const within = (statement: string): string => `location ~ ^/(..)(?<q>.)(?<zz>.) { ${statement} }`
  it.each([
    within('return 200 "$1$m";'),
    within('set $x "$1$m";'),
    within('add_header X "$1$m";'),
    within('proxy_set_header X "$1$m"; proxy_pass http://127.0.0.1:1;'),
    within('return 200 "$zz$n";'),
    within('return 200 "$1$far";'),
  ])('the worker is killed: %s', server => expect(fires('nginx/map-capture-order', server, map)).toBe(true))

  it.each([
    within('return 200 "$m$1";'),
    within('return 200 "$q$m";'),
    within('if ($m) { set $x y; } return 200 "$1$m";'),
    within('set $x $m; return 200 "$1$m";'),
  ])('it survives: %s', server => expect(fires('nginx/map-capture-order', server, map)).toBe(false))

  it('a volatile map is worked out again', () =>
    expect(
      fires(
        'nginx/map-capture-order',
        within('set $x $v; return 200 "$1$v";'),
        'map $arg_a $v { volatile; "~^(.*)$" "v"; }',
      ),
    ).toBe(true))
})

describe('nginx/invalid-capture', () => {
  const proxy = 'proxy_pass http://127.0.0.1:1;'
  it.each([
    'location / { return 200 $1; }',
    'location ~ ^/(a) { return 200 $2; }',
    'location / { rewrite ^/a$ /b/$1; }',
    'location ~ ^/(a) { location ~ b { return 200 $1; } }',
    `location ~ ^/(a) { proxy_set_header X $3; ${proxy} }`,
  ])('always empty: %s', server => expect(fires('nginx/invalid-capture', server)).toBe(true))

  it.each([
    'location ~ ^/(a) { return 200 $1; }',
    'location / { if ($arg_x ~ (a)) { return 200 $1; } }',
    'location / { rewrite ^/(a)$ /b/$1; }',
    'server_name ~^(a)\\.example$; location / { return 200 $1; }',
    `location / { proxy_cookie_path ~^/(.*)$ /x/$1; ${proxy} }`,
    `location / { proxy_redirect ~^http://a/(.*)$ /$1; ${proxy} }`,
  ])('not known to be empty: %s', server => expect(fires('nginx/invalid-capture', server)).toBe(false))

  it.each([
    ['add_header Content-Disposition "attachment; filename=$1"; alias /srv/;', 0],
    ['location /a { return 301 /b/$1; }', 0],
    ['location ~ ^/a/ { return 301 /b/$1; }', 1],
  ])('lines that a location or server of another file includes: %s', (text, count) => {
    const { findings } = analyze({ files: { 'etc/nginx/assets.inc': text } })
    expect(findings.filter(one => one.rule === 'nginx/invalid-capture')).toHaveLength(count)
  })
})
