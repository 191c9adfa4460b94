import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, fix } from '../../../src/index.ts'
import { findings, main } from './found.ts'

/** Variants of what the catalogue of rules counts in and out, one line each. */

type More = Omit<AnalyzeInput, 'files'>

const clear = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
const tls = (lines: string, name = 'a.example'): string =>
  `server { listen 443 ssl; server_name ${name}; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`

const said = (http: string, rule: string, more: More = {}): readonly string[] =>
  findings(rule, http, { baseline: 'balanced', ...more }).map(({ messageId, severity }) => `${messageId} ${severity}`)

function fixed(http: string, rule: string, more: More = {}): string {
  const input = { files: { 'nginx.conf': main(http) }, unsafe: true, ...more }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? main(http)
}

describe('cors', () => {
  it.each([
    ['set $o $http_origin; add_header Access-Control-Allow-Origin $o;', ['reflected medium']],
    [
      'if ($http_origin ~ "^https://app\\.example\\.com$") { set $o $http_origin; } add_header Access-Control-Allow-Origin $o;',
      [],
    ],
    ['if ($http_origin) { set $o $http_origin; } add_header Access-Control-Allow-Origin $o;', ['reflected medium']],
    [
      'set $o ""; if ($http_origin ~* ".*") { set $o $http_origin; } add_header Access-Control-Allow-Origin $o;',
      ['reflected medium'],
    ],
    [
      'location / { if ($http_origin ~ "^https?://") { add_header Access-Control-Allow-Origin $http_origin; } }',
      ['reflected medium'],
    ],
    ['location / { if ($http_origin) { add_header Access-Control-Allow-Origin $http_origin; } }', ['reflected medium']],
    [
      'location / { if ($http_origin != "") { add_header Access-Control-Allow-Origin $http_origin; } }',
      ['reflected medium'],
    ],
    ['location / { if ($http_origin = "https://a.b") { add_header Access-Control-Allow-Origin $http_origin; } }', []],
    [
      'if ($http_origin !~ "evil") { set $o $http_origin; } add_header Access-Control-Allow-Origin $o;',
      ['reflected medium'],
    ],
  ])('%s', (lines, expected) => expect(said(tls(lines), 'nginx/cors')).toEqual(expected))
})

it.each([
  ['"~^https?://.*" $http_origin;', 1],
  ['~. $http_origin;', 1],
  ['default $http_origin;', 1],
  ['"~^https://[a-z]+\\.example\\.com$" $http_origin;', 0],
  ['"~^https://.*\\.example\\.com$" $http_origin;', 0],
])('a map of origins that lets everybody in is none: %s', (entries, expected) => {
  const map = `map $http_origin $o { ${entries} }`
  expect(said(map + tls('add_header Access-Control-Allow-Origin $o;'), 'nginx/cors')).toHaveLength(expected)
})

describe('aliases', () => {
  it.each([
    ['location /app/ { alias /srv/app/index.html; }', 'nginx/alias-slash-mismatch', []],
    ['location /app/ { alias /srv/example.com; }', 'nginx/alias-slash-mismatch', ['joined low']],
    ['set $r /srv; location /files { alias $r/files/; }', 'nginx/alias-traversal', ['outside high']],
    ['location /files { alias /srv/${host}/; }', 'nginx/alias-traversal', ['outside high']],
    ['location /files { alias /srv/$host; }', 'nginx/alias-traversal', []],
    ['location /files { if ($uri ~ "\\.\\.") { return 403; } alias /srv/files/; }', 'nginx/alias-traversal', []],
    [
      'if ($uri ~ "/\\.\\./") { return 403; } location /f { alias /srv/f/; }',
      'nginx/alias-traversal',
      ['outside high'],
    ],
    ['location /files/ { alias /srv/$host; }', 'nginx/alias-slash-mismatch', []],
    ['location ~ ^/f(.*)$ { alias /srv/files$1; }', 'nginx/alias-prefix-overlap', ['capture medium']],
    ['location ~ ^/f(?<rest>.*)$ { alias /srv/files${rest}; }', 'nginx/alias-prefix-overlap', ['capture medium']],
    ['location ~ ^/f(/.*)$ { alias /srv/files$1; }', 'nginx/alias-prefix-overlap', []],
    ['location ~ ^/f/(.*)$ { alias /srv/files/$1; }', 'nginx/alias-prefix-overlap', []],
    ['location ~ ^/f([a-z]+)$ { alias /srv/files$1; }', 'nginx/alias-prefix-overlap', []],
  ])('%s', (lines, rule, expected) => expect(said(clear(lines), rule)).toEqual(expected))

  it('of a regex: the slash before the capture closes it', () => {
    const text = fixed(clear('location ~ ^/f(.*)$ { alias /srv/files/$1; }'), 'nginx/alias-traversal')
    expect(text).toContain('location ~ ^/f/(.*)$ {')
  })
})

describe('redirects from port 80', () => {
  it.each([
    ['set $h $host; return 301 https://$h$request_uri;', ['client medium']],
    ['return 302 https://$arg_to;', ['argument medium']],
    ['rewrite ^(.*)$ https://a.example$1 permanent;', []],
    ['rewrite ^/(.*)$ https://a.example$1 permanent;', ['argument medium']],
    ['location ~ ^(/|[.a-z]+)+$ { return 301 https://a.example$1; }', ['argument medium']],
    ['location ~ ^(/[a-z.]+)/x$ { return 301 https://a.example$1; }', []],
    ['location ~ ^(?<p>.+)\\.html$ { return 301 https://a.example$p; }', []],
    ['location ~ ^/u(.+)$ { return 301 https://a.example$1; }', ['argument medium']],
    ['set $to https://$http_x_forwarded_host; return 301 $to$request_uri;', ['client medium']],
    ['set $to "https://a.example/?from=$http_x_forwarded_host"; return 301 $to;', []],
    ['error_page 404 =302 https://$http_host$request_uri; return 403;', ['client medium']],
    ['error_page 404 https://a.example/$http_host; return 403;', []],
    ['set $h a.example; return 301 https://$h$request_uri;', []],
    ['return 301 https://a.example$request_uri;', []],
  ])('to a host that the client names: %s', (lines, expected) =>
    expect(said(clear(lines), 'nginx/redirect-host')).toEqual(expected),
  )

  it('lead to TLS', () => {
    const two = (target: string): string => `${clear(`return 301 ${target};`)} ${tls('root /srv;')}`
    expect(said(two('http://www.a.example$request_uri'), 'nginx/https-redirect')).toEqual(['found medium'])
    expect(said(two('http://www.b.example$request_uri'), 'nginx/https-redirect')).toEqual([])
    const own = `${clear('return 301 http://www.a.example$request_uri;')} ${tls('root /srv;', 'a.example www.a.example')}`
    expect(said(own, 'nginx/https-redirect')).toEqual(['found medium'])
    expect(said(two('https://www.a.example$request_uri'), 'nginx/https-redirect')).toEqual([])
  })
})

it('a health check on one path is not the application', () => {
  const lines = (path: string): string =>
    clear(
      `location ${path} { proxy_pass http://127.0.0.1:3000; } location / { return 308 https://a.example$request_uri; }`,
    )
  expect(said(lines('= /healthz'), 'nginx/plaintext-proxy')).toEqual([])
  expect(said(lines('/healthz'), 'nginx/plaintext-proxy')).toHaveLength(1)
  expect(said(lines('= /login'), 'nginx/plaintext-proxy')).toHaveLength(1)
})

describe('from TLS to plain HTTP', () => {
  it.each([
    'rewrite ^/a http://x.example/ redirect;',
    'error_page 404 http://x.example/404;',
    'location / { proxy_pass http://127.0.0.1:3000; proxy_redirect https:// http://; }',
    'location / { if ($arg_a) { rewrite ^ http://x.example/ permanent; } }',
  ])('%s', lines => expect(said(tls(lines), 'nginx/redirect-to-plaintext')).toEqual(['leaves medium']))

  it.each([
    'rewrite ^/a /b last;',
    'error_page 404 /404;',
    'location / { proxy_pass http://127.0.0.1:3000; proxy_redirect http:// https://; }',
  ])('%s stays', lines => expect(said(tls(lines), 'nginx/redirect-to-plaintext')).toEqual([]))

  it('from port 80 is no news', () => {
    expect(said(clear('rewrite ^/a http://x.example/ redirect;'), 'nginx/redirect-to-plaintext')).toEqual([])
  })
})

it('a server that rejects handshakes on two sockets is one cause', () => {
  const http = `server { listen 443 ssl default_server; listen [::]:443 ssl default_server; ssl_reject_handshake on; } ${tls('listen [::]:443 ssl; return 403;')}`
  expect(said(http, 'nginx/reject-handshake-fallthrough')).toEqual(['builtin medium'])
  expect(fixed(http, 'nginx/reject-handshake-fallthrough').match(/return 421;/g)).toHaveLength(1)
})

describe('a second Content-Type', () => {
  const type = 'add_header Content-Type text/plain;'
  const rule = 'nginx/header-content-type'

  it('is none where that of the backend is hidden', () => {
    const location = (more: string): string => clear(`location / { ${type} ${more} proxy_pass http://127.0.0.1:3000; }`)
    expect(said(location(''), rule)).toHaveLength(1)
    expect(said(location('proxy_hide_header Content-Type;'), rule)).toEqual([])
  })

  it('becomes the default type safely where nothing else decides', () => {
    const safe: More = { unsafe: false }
    expect(fixed(clear(`location = /robots { ${type} return 200 x; }`), rule, safe)).toContain(
      'default_type text/plain;',
    )
    expect(fixed(clear(`location = /robots.txt { ${type} return 200 x; }`), rule, safe)).not.toContain('default_type')
    expect(fixed(clear(`location / { ${type} root /srv; }`), rule, safe)).not.toContain('default_type')
  })
})

it('a part of a configuration does not say which server is the default', () => {
  const text = `${tls('')}\n${tls('ssl_protocols TLSv1.3;', 'b.example')}\n`
  const { findings } = analyze({ files: { '/etc/nginx/conf.d/a.conf': text } })
  const rules = findings.map(({ rule }) => rule)
  expect(rules).not.toContain('nginx/missing-default-server')
  expect(rules).not.toContain('nginx/tls-setting-ignored')
  expect(said(text, 'nginx/missing-default-server')).toHaveLength(1)
  expect(said(text, 'nginx/tls-setting-ignored')).toHaveLength(1)
})

describe('stream{} behind TLS', () => {
  const found = (listen: string, more: string): string[] => {
    const text = `load_module modules/ngx_stream_module.so;\nevents {}\nstream { server { listen ${listen}; ssl_certificate c.pem; ssl_certificate_key k.pem; ${more} } }\n`
    const { findings } = analyze({ files: { 'nginx.conf': text } })
    return findings.filter(({ rule }) => rule === 'nginx/plaintext-upstream').map(({ severity }) => severity)
  }

  it('goes on in clear', () => {
    expect(found('5432 ssl', 'proxy_pass 10.0.0.5:5432;')).toEqual(['medium'])
    expect(found('5432 ssl', 'proxy_pass 203.0.113.5:5432;')).toEqual(['high'])
    expect(found('5432 ssl', 'proxy_pass 127.0.0.1:5432;')).toEqual([])
    expect(found('5432 ssl', 'proxy_ssl on; proxy_pass 10.0.0.5:5432;')).toEqual([])
    expect(found('5432', 'proxy_pass 10.0.0.5:5432;')).toEqual([])
  })
})

describe('headers that a block loses', () => {
  const titles = (lines: string, nginx: [number, number, number]): string[] =>
    findings('nginx/header-inheritance', tls(`add_header X-A 1 always; ${lines}`), { target: { nginx } }).flatMap(
      ({ fixes }) => fixes.map(({ title }) => title.en),
    )

  it('can be merged from 1.29.3, where no name would go out twice', () => {
    const merge = 'add to the list (add_header_inherit merge)'
    expect(titles('location / { add_header X-B 1; root /srv; }', [1, 29, 3])).toContain(merge)
    expect(titles('location / { add_header X-B 1; root /srv; }', [1, 28, 0])).not.toContain(merge)
    const nested = 'location / { add_header X-B 1; root /srv; location /a { add_header X-C 1; } }'
    expect(titles(nested, [1, 29, 3]).filter(title => title === merge)).toHaveLength(1)
    const same = 'add_header X-C 1; location / { add_header X-A 2; root /srv; }'
    expect(titles(same, [1, 29, 3])).not.toContain(merge)
  })
})

describe('headers of the backend', () => {
  const via = (http: string, options: object = {}): readonly unknown[] =>
    findings('nginx/upstream-headers-leak', http, { options }).map(({ params }) => params.headers)
  const hidden = ['X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator']
    .map(name => `proxy_hide_header ${name};`)
    .join(' ')
  const passed = clear(`location / { ${hidden} proxy_pass http://App; }`)

  it('name the proxies behind this one', () => {
    expect(via(passed)).toEqual([['Via']])
    expect(via(passed.replace(hidden, `${hidden} proxy_hide_header via;`))).toEqual([])
  })

  it('are none where the upstream is known to send none', () => {
    expect(via(passed, { noBanner: ['app'] })).toEqual([])
    expect(via(passed, { noBanner: ['app:80'] })).toHaveLength(1)
  })
})

describe('WebDAV with the module dav-ext', () => {
  const open = (lines: string): readonly string[] =>
    said(clear(`root /srv; location /files/ { ${lines} } location / { return 404; }`), 'nginx/dav-methods')

  it.each([
    ['dav_ext_methods PROPFIND;', ['extended medium']],
    ['dav_ext_methods propfind LOCK;', ['extended high']],
    ['dav_methods PUT; dav_ext_methods PROPFIND;', ['open high', 'extended medium']],
    ['dav_ext_methods PROPFIND; limit_except GET PROPFIND { deny all; }', ['extended medium']],
    ['dav_ext_methods PROPFIND; limit_except GET { deny all; }', []],
    ['dav_ext_methods PROPFIND; proxy_pass http://127.0.0.1:3000;', []],
    ['dav_ext_methods PROPFIND; allow 10.0.0.0/8; deny all;', []],
    ['dav_ext_methods OPTIONS;', []],
    ['dav_ext_methods off;', []],
  ])('%s', (lines, expected) => expect(open(lines)).toEqual(expected))

  it('is handed down to locations', () =>
    expect(open('dav_ext_methods PROPFIND; location /files/a/ { }')).toEqual(['extended medium']))
})
