import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import { findings, only } from './found.ts'

/** Where requests, files and names lead to, in configurations that look alike. */

const params = (rule: string, text: string): unknown[] => findings(rule, text).map(each => each.params)

describe('nginx/acl-regex-shadow', () => {
  const beside = (location: string): string =>
    `server { listen 80; root /srv; ${location} location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; } }`
  const said = (text: string): unknown[] =>
    findings('nginx/acl-regex-shadow', text).map(({ severity, params: { path } }) => [severity, path])

  test('names the own path of the prefix where even that is taken', () => {
    expect(said(beside('location /xmlrpc.php { deny all; }'))).toEqual([['high', '/xmlrpc.php']])
    expect(said(beside('location /xmlrpc/ { deny all; }'))).toEqual([['high', '/xmlrpc/x.php']])
  })

  test('nothing lies below what a module answers by itself', () => {
    expect(said(beside('location /status { stub_status; allow 127.0.0.1; deny all; }'))).toEqual([
      ['low', '/statusx.php'],
    ])
  })
})

describe('nginx/directive-inheritance', () => {
  const said = (text: string): unknown[] => params('nginx/directive-inheritance', text)

  test('headers of the authentication of mail are a list as well', () => {
    const mail = `mail { auth_http 127.0.0.1/a; auth_http_header X-Key k; server { listen 143; protocol imap; auth_http_header X-Port 143; } }`
    const files = { 'nginx.conf': `events {}\n${mail}\n` }
    const report = analyze({
      files,
      roots: ['nginx.conf'],
      format: 'nginx',
      baseline: only('nginx/directive-inheritance'),
    })
    expect(report.findings.map(({ params }) => params.lost)).toEqual(['x-key'])
  })

  test('a log of its own is meant, unless the central one goes', () => {
    const logs = (outer: string): unknown[] =>
      findings(
        'nginx/directive-inheritance',
        `access_log ${outer}; server { listen 80; access_log /var/log/own.log; proxy_pass_header a; location / { return 204; } }`,
      ).map(({ severity, fixes }) => [severity, ...fixes.map(({ safety }) => safety)])
    expect(logs('/var/log/all.log')).toEqual([['low', 'unsafe']])
    expect(logs('syslog:server=192.0.2.1')).toEqual([['medium', 'unsafe']])
  })

  test('who closes connections to the backend wants no upgrade either', () => {
    const text = (own: string): string =>
      `server { listen 80; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;
       location /admin { ${own} proxy_pass http://127.0.0.1; } }`
    expect(said(text('proxy_set_header Connection "";'))).toEqual([])
    expect(said(text('proxy_set_header X-A b;'))).toMatchObject([{ lost: 'upgrade, connection' }])
  })

  test('codes of an error_page count one by one', () => {
    const pages = (own: string): string =>
      `server { listen 80; error_page 500 502 /50x.html; location /a { ${own} proxy_pass http://127.0.0.1; } }`
    expect(said(pages('error_page 500 /a.html; error_page 502 /b.html;'))).toEqual([])
    expect(said(pages('error_page 502 500 =503 /a.html;'))).toEqual([])
    expect(said(pages('error_page 500 /a.html;'))).toMatchObject([{ directive: 'error_page', lost: '500, 502' }])
  })
})

describe('nginx/hsts', () => {
  const said = (lines: string): string[] =>
    findings(
      'nginx/hsts',
      `server { listen 443 ssl; server_name a.example; ssl_certificate a; ssl_certificate_key b; root /srv; ${lines} }`,
    ).map(({ messageId }) => messageId)
  const header = 'add_header Strict-Transport-Security "max-age=63072000" always;'

  test('a header that a list drops is what header-inheritance tells', () => {
    expect(said(`${header} location /a/ { add_header X-A b; }`)).toEqual([])
    expect(said(`${header} location / { add_header X-A b; }`)).toEqual([])
    expect(said(`${header} location /a/ { add_header X-A b; location /a/b/ { add_header X-C d; } }`)).toEqual(['lost'])
  })

  test('a list beside one that has it', () => {
    expect(said(`location / { ${header} } location /a/ { add_header X-A b; }`)).toEqual(['lost'])
    expect(said('location / { add_header X-A b; }')).toEqual(['absent'])
  })
})

describe('nginx/redirect-loop', () => {
  const tls = (body: string, names = 'a.example'): string =>
    `server { listen 443 ssl; server_name ${names}; ssl_certificate a; ssl_certificate_key b; ${body} }`
  const loops = (text: string): number => findings('nginx/redirect-loop', text).length

  test.each([
    ['its own name by variable', tls('return 301 https://$server_name$request_uri;')],
    ['the scheme it came with', tls('return 301 $scheme://$host$request_uri;')],
    ['a relative path below the location', tls('location /a { return 302 /a/b?from=a; }')],
    ['an exact location and a query', tls('location = /in { return 302 /in?again=1; }')],
    ['a regex location with the path kept', tls('location ~ ^/x { return 301 https://a.example$uri; }')],
    ['a rewrite of everything', tls('rewrite ^ https://a.example$request_uri? permanent;')],
    ['a name that the default server takes', tls('return 301 https://other.example/;', '_')],
    ['plain to plain', 'server { listen 80; server_name a.example; return 301 http://a.example$request_uri; }'],
  ])('finds %s', (_what, text) => expect(loops(text)).toBe(1))

  test.each([
    ['a name of somebody else', tls('return 301 https://www.a.example/;')],
    ['another port', tls('return 301 https://a.example:8443$request_uri;')],
    ['the plain socket', tls('return 301 http://a.example$request_uri;')],
    ['a deeper location that answers', tls('location /a { return 302 /a/b; } location /a/b { root /srv; }')],
    ['a variable path', tls('location / { return 302 /$arg_next; }')],
    ['a pattern that the target does not match', tls('location ~ ^/x$ { return 302 /y; }')],
    ['a condition before it', tls('if ($arg_done) { return 200 ok; } return 302 /?done=1;')],
    [
      'port 80 to a TLS server',
      `server { listen 80; server_name a.example; return 301 https://a.example/; } ${tls('')}`,
    ],
  ])('keeps quiet about %s', (_what, text) => expect(loops(text)).toBe(0))
})

describe('nginx/root-exposure', () => {
  const served = (body: string): unknown[] =>
    params('nginx/root-exposure', `server { listen 80; ${body} }`).map(each => (each as { file: string }).file)

  test.each([
    ['an alias of /', 'location /all/ { alias /; }', '/etc/passwd'],
    ['a path that climbs', 'root /srv/www/../../etc;', '/etc/passwd'],
    ['a prefix of the directory name', 'location /v { root /; } location / { return 404; }', '/var/log/syslog'],
    ['a key among the pages', 'root /srv/a; ssl_certificate_key /srv/a/k/site.pem;', '/srv/a/k/site.pem'],
    ['a regex location that takes it', 'location ~ passwd$ { root /etc; } location / { return 404; }', '/etc/passwd'],
  ])('finds %s', (_what, body, file) => expect(served(body)).toEqual([file]))

  test.each([
    ['a directory beside the key', 'root /srv/a; ssl_certificate_key /srv/ab/site.pem;'],
    ['a place where nobody gets in', 'root /etc; deny all;'],
    ['an internal location', 'location /x/ { internal; alias /etc/; } location / { return 404; }'],
    ['variables', 'root /etc/$host;'],
    [
      'another location that answers for it',
      'root /srv/a; auth_basic_user_file /srv/a/.pw; location ~ /\\. { return 403; }',
    ],
  ])('keeps quiet about %s', (_what, body) => expect(served(body)).toEqual([]))
})

describe('nginx/cache-key', () => {
  const zone = 'proxy_cache_path /c keys_zone=z:1m; proxy_cache z; proxy_cache_valid 1m;'
  const kinds = (text: string): string[] => findings('nginx/cache-key', `${zone} ${text}`).map(each => each.messageId)
  const server = (name: string, body: string): string => `server { listen 80; server_name ${name}; ${body} }`
  const to = (port: number): string => `location / { proxy_pass http://127.0.0.1:${port}; }`

  test.each([
    [
      'two applications under one key',
      `proxy_cache_key $request_uri; ${server('a.example', to(1))} ${server('b.example', to(2))}`,
      'shared',
    ],
    [
      'one application that is told two names',
      `proxy_set_header Host $host; ${server('a.example b.example', to(1))}`,
      'shared',
    ],
    [
      'a default server that tells what it is asked',
      `proxy_set_header Host $host; ${server('a.example', to(1))}`,
      'open',
    ],
    ['a key without the query', `proxy_cache_key $host$uri; ${server('a.example', to(1))}`, 'query'],
  ])('finds %s', (_what, text, kind) => expect(kinds(text)).toEqual([kind]))

  test.each([
    [
      'two applications that the default key tells apart',
      `${server('a.example', to(1))} ${server('b.example', to(2))}`,
    ],
    ['names that differ by www', `proxy_set_header Host $server_name; ${server('a.example www.a.example', to(1))}`],
    [
      'a host that a map makes',
      `map $host $site { default a; } proxy_cache_key $site$request_uri; proxy_set_header Host $host; ${server('a.example b.example', to(1))}`,
    ],
    [
      'an application that gets no query',
      `proxy_cache_key $host$uri; ${server('a.example', 'location / { proxy_pass http://127.0.0.1:1$uri; }')}`,
    ],
    [
      'a cache that is off',
      `proxy_set_header Host $host; ${server('a.example b.example', `proxy_cache off; ${to(1)}`)}`,
    ],
  ])('keeps quiet about %s', (_what, text) => expect(kinds(text)).toEqual([]))
})

test('a variable that an if sets for clients with a session keeps them out of the cache', () => {
  const text = (condition: string): string => `proxy_cache_path /c keys_zone=z:1m;
    server { listen 80; set $skip 0; if (${condition}) { set $skip 1; }
      location / { proxy_cache z; proxy_cache_valid 1m; proxy_no_cache $skip; proxy_ignore_headers Set-Cookie; proxy_pass http://127.0.0.1:1; } }`
  expect(findings('nginx/cache-set-cookie', text('$http_cookie ~ session'))).toEqual([])
  expect(findings('nginx/cache-set-cookie', text('$request_method = POST'))).toHaveLength(1)
})

test('domains are registered below the suffixes of countries', () => {
  const foreign = (host: string, name: string): number =>
    findings('nginx/third-party-upstream', `server { server_name ${name}; location / { proxy_pass https://${host}; } }`)
      .length
  expect(foreign('cdn.shop.co.uk', 'www.shop.co.uk')).toBe(0)
  expect(foreign('cdn.other.co.uk', 'www.shop.co.uk')).toBe(1)
  expect(foreign('a.example.com', 'b.example.com')).toBe(0)
  expect(foreign('a.example.com', '_')).toBe(0)
})
