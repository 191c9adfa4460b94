import { describe, expect, it } from 'vitest'
import { findings } from './found.ts'

const server = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
const count = (rule: string, http: string): number => findings(rule, http).length

describe('an if that looks at addresses', () => {
  const status = (lines: string, http = ''): number =>
    count('nginx/status-exposed', `${http} ${server(`location /s { ${lines} stub_status; }`)}`)
  const geo = (entries: string): string => `geo $inside { ${entries} }`

  it.each([
    ['if ($remote_addr != 127.0.0.1) { return 403; }', ''],
    ['if ($remote_addr !~ ^10\\.) { return 404; }', ''],
    ['if ($inside = 0) { return 403; }', geo('default 0; 10.0.0.0/8 1;')],
    ['if ($inside = "") { return 403; }', geo('10.0.0.0/8 1;')],
    ['if ($outside) { return 444; }', 'map $remote_addr $outside { 127.0.0.1 0; default 1; }'],
  ])('turns strangers away: %s %s', (lines, http) => expect(status(lines, http)).toBe(0))

  it.each([
    ['if ($remote_addr = 127.0.0.1) { return 403; }', ''],
    ['if ($remote_addr != 127.0.0.1) { set $a 1; }', ''],
    ['if ($inside) { return 403; }', geo('default 0; 10.0.0.0/8 1;')],
    ['if ($inside = 0) { return 403; }', geo('default 1; 10.0.0.0/8 0;')],
    ['if ($inside = 0) { return 403; }', geo('default 0; 0.0.0.0/0 1;')],
    ['rewrite ^ /s break; if ($remote_addr != 127.0.0.1) { return 403; }', ''],
    ['if ($http_x_real_ip != 127.0.0.1) { return 403; }', ''],
  ])('does not: %s %s', (lines, http) => expect(status(lines, http)).toBe(1))

  it.each([
    ['location ~ /\\.git', 1],
    ['location ~ ^/(?:\\.git|x)/', 1],
    ['location /.git/', 1],
    ['location ~ \\.git/git-receive-pack\\z', 0],
    ['location ~ ^/[\\w-]+\\.git/(info/refs|git-upload-pack)$', 0],
  ])('%s is a folder of its own, or the end of a name', (location, expected) => {
    expect(count('nginx/admin-unrestricted', server(`${location} { proxy_pass http://127.0.0.1:1; }`))).toBe(expected)
  })

  it('guards an administration interface, or does not', () => {
    const admin = (lines: string, http = ''): number =>
      count(
        'nginx/admin-unrestricted',
        `${http} ${server(`location /admin/ { ${lines} proxy_pass http://127.0.0.1:1; }`)}`,
      )
    expect(admin('if ($remote_addr != 192.0.2.1) { return 403; }')).toBe(0)
    expect(admin('if ($cookie_admin = "") { return 403; }')).toBe(0)
    expect(admin('if ($http_authorization = "") { return 401; }')).toBe(0)
    expect(admin('if ($inside = 0) { return 403; }', geo('default 0; 10.0.0.0/8 1;'))).toBe(0)
    expect(admin('if ($remote_addr = 192.0.2.1) { return 403; }')).toBe(1)
    expect(admin('if ($bad) { return 403; }', 'geo $bad { default 0; 192.0.2.0/24 1; }')).toBe(1)
  })

  it('counts for folders and for uploads as well', () => {
    const guard = 'if ($remote_addr != 127.0.0.1) { return 403; }'
    const folder = (lines: string): number => count('nginx/autoindex', server(`location / { ${lines} autoindex on; }`))
    const upload = (lines: string): number =>
      count('nginx/dav-methods', server(`location / { ${lines} dav_methods PUT; }`))
    expect([folder(''), folder(guard), upload(''), upload(guard)]).toEqual([1, 0, 1, 0])
    expect(count('nginx/autoindex', server(`${guard} location / { autoindex on; }`))).toBe(0)
  })
})

it.each([
  ['allow 10.0.0.1; allow 127.0.0.1; deny 192.168.1.1;', 1],
  ['allow 10.0.0.1; deny 10.0.0.0/8;', 0],
  ['allow 10.0.0.1; deny 10.0.0.0/8; allow 192.0.2.0/24;', 1],
  ['allow 10.0.0.1; deny all;', 0],
])('allow without deny: %s', (rules, expected) =>
  expect(count('nginx/allow-without-deny', server(`location / { ${rules} root /srv; }`))).toBe(expected),
)

describe('a log that writes nothing', () => {
  const secret = (line: string, http = ''): number =>
    count(
      'nginx/log-sensitive-data',
      `${http} log_format f '$http_authorization'; ${server(`${line} location / { proxy_pass http://127.0.0.1:1; }`)}`,
    )

  it('tells nothing', () => {
    expect(secret('access_log /l f if=0;')).toBe(0)
    expect(secret('access_log /l f if=$no;', 'map $status $no { default 0; }')).toBe(0)
    expect(secret('access_log /l f if=$no;', 'map $status $no { default 0; ~^5 1; }')).toBe(1)
    expect(secret('access_log /l f;')).toBe(1)
  })
})

describe('queries by way of a variable', () => {
  const logged = (http: string, lines = ''): unknown[] =>
    findings(
      'nginx/log-query-string',
      `${http} log_format f '$remote_addr $shown'; access_log /l f;
       ${server(`${lines} location /login { proxy_pass http://127.0.0.1:1; }`)}`,
    ).map(({ params }) => params.variables)

  it.each([
    ['map $request_uri $shown { default $request_uri; }', '', '$shown ($request_uri)'],
    ['map $uri $shown { default "$uri?$args"; }', '', '$shown ($args)'],
    ['', 'set $shown $request_uri;', '$shown ($request_uri)'],
    ['map $request $shown { "~^(?<all>.*)$" $all; }', '', '$shown ($request)'],
  ])('%s %s', (http, lines, expected) => expect(logged(http, lines)).toEqual([expected]))

  it.each([
    ['map $request_uri $shown { "~^(?<path>[^?]*)" $path; }', ''],
    ['map $request_uri $shown { "~^(?<path>[^?]*)\\?" $path; default $request_uri; }', ''],
    ['map $request $shown { "~^(\\S+) ([^?]*)\\?\\S* (\\S+)$" "$1 $2 $3"; default $request; }', ''],
    ['map $args $shown { "" no; default yes; }', ''],
    ['', 'set $shown $uri;'],
  ])('%s %s has none', (http, lines) => expect(logged(http, lines)).toEqual([]))
})

describe('a credential by way of a variable', () => {
  const sent = (http: string, lines: string): number =>
    count('nginx/secret-in-config', `${http} ${server(`${lines} location / { proxy_pass http://127.0.0.1:1; }`)}`)

  it.each([
    ['', 'set $t "Bearer eyJhbGciOiJIUzI1NiJ9"; proxy_set_header Authorization $t;'],
    ['', 'set $t s3cr3tk3y0123456; proxy_set_header Authorization "Bearer $t";'],
    ['map $uri $t { default ""; ~^/a s3cr3tk3y0123456; }', 'proxy_set_header X-Api-Key $t;'],
    ['', 'set $api_key s3cr3tk3y0123456; proxy_set_header X-Api-Key $api_key;'],
  ])('%s %s', (http, lines) => expect(sent(http, lines)).toBe(1))

  it.each([
    ['', 'set $t $http_authorization; proxy_set_header Authorization $t;'],
    ['', 'set $t ""; proxy_set_header Authorization $t;'],
    ['map $uri $t { default on; }', 'proxy_set_header Cookie $t;'],
    ['', 'set $t s3cr3tk3y0123456; proxy_set_header X-Request-Source $t;'],
  ])('%s %s is none', (http, lines) => expect(sent(http, lines)).toBe(0))
})

describe('what only this machine gets', () => {
  const clear = (rule: string, lines: string): number =>
    count(rule, server(`location / { return 308 https://$host$request_uri; } location /s { ${lines} }`))

  it.each([
    ['stub_status; allow 127.0.0.1; deny all;', 0],
    ['stub_status; allow 127.0.0.0/8; allow ::1; allow unix:; deny all;', 0],
    ['stub_status; allow 127.0.0.1; allow 10.0.0.0/8; deny all;', 1],
    ['stub_status; allow 127.0.0.1;', 1],
    ['stub_status; deny 10.0.0.1; allow 127.0.0.1; deny all;', 0],
    ['stub_status; satisfy any; auth_basic x; auth_basic_user_file f; allow 127.0.0.1; deny all;', 1],
  ])('crosses no wire: %s', (lines, expected) => expect(clear('nginx/plaintext-listener', lines)).toBe(expected))

  it('neither do its requests to an application', () => {
    const pass = 'proxy_pass http://127.0.0.1:1;'
    expect(clear('nginx/plaintext-proxy', `allow 127.0.0.1; deny all; ${pass}`)).toBe(0)
    expect(clear('nginx/plaintext-proxy', `allow 10.0.0.1; deny all; ${pass}`)).toBe(1)
  })
})

it('a port by variable needs no resolver (measured with nginx 1.22.1)', () => {
  const to = (authority: string): number =>
    count('nginx/missing-resolver', server(`set $p 80; location / { proxy_pass http://${authority}; }`))
  expect([to('127.0.0.1:$p'), to('[::1]:$p'), to('app.internal:$p')]).toEqual([0, 0, 1])
})
