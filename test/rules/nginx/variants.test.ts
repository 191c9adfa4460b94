import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, fix } from '../../../src/index.ts'

/** Variants of what the catalogue of rules counts in and out, one line each. */

type More = Omit<AnalyzeInput, 'files'>

const main = (http: string): string => `events {}\nhttp {\n${http}\n}\n`
const clear = (lines: string): string => `server { listen 80; server_name a.example; ${lines} }`
const tls = (lines: string, name = 'a.example'): string =>
  `server { listen 443 ssl; server_name ${name}; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`

const said = (http: string, rule: string, more: More = {}): readonly string[] =>
  analyze({ files: { 'nginx.conf': main(http) }, ...more })
    .findings.filter(finding => finding.rule === rule)
    .map(({ messageId, severity }) => `${messageId} ${severity}`)

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
      'if ($http_origin !~ "evil") { set $o $http_origin; } add_header Access-Control-Allow-Origin $o;',
      ['reflected medium'],
    ],
  ])('%s', (lines, expected) => expect(said(tls(lines), 'nginx/cors')).toEqual(expected))
})

describe('aliases', () => {
  it.each([
    ['location /app/ { alias /srv/app/index.html; }', 'nginx/alias-slash-mismatch', []],
    ['location /app/ { alias /srv/example.com; }', 'nginx/alias-slash-mismatch', ['joined low']],
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
    ['return 302 https://$arg_to;', ['client medium']],
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

const away = (body: string): string => server(`location / { ${body} }`)

describe('nginx/status-exposed: exporters', () => {
  const told = (location: string, options: object = {}): string[] =>
    said('nginx/status-exposed', server(location), { options })

  test.each([
    ['an exporter', 'location = /metrics { proxy_pass http://127.0.0.1:9100; }'],
    ['a profiler', 'location /debug/pprof/ { proxy_pass http://10.0.0.1:6060; }'],
  ])('%s', (_what, location) => expect(told(location)).toEqual([expect.stringMatching(/^medium .*listens$/)]))

  test.each([
    ['an application', 'location /metrics { proxy_pass http://127.0.0.1:3000; }'],
    ['another path', 'location /shop { proxy_pass http://127.0.0.1:9100; }'],
    ['networks', 'location /metrics { allow 10.0.0.0/8; deny all; proxy_pass http://127.0.0.1:9100; }'],
    ['a socket', 'location /metrics { proxy_pass http://unix:/run/a:9100; }'],
  ])('quiet about %s', (_what, location) => expect(told(location)).toEqual([]))

  test('words of one’s own', () =>
    expect(told('location /numbers { proxy_pass http://127.0.0.1:9100; }', { paths: ['numbers'] })).toHaveLength(1))
})

describe('nginx/allow-without-deny: exceptions', () => {
  const told = (rules: string): string[] => said('nginx/allow-without-deny', server(`root /srv; ${rules}`))

  test('an allow behind the only deny keeps nobody out', () =>
    expect(told('deny 192.168.1.1; allow 192.168.1.0/24;')).toEqual([expect.stringContaining('192.168.1.0/24')]))

  test('an allow in front of a wider deny is an exception', () =>
    expect(told('allow 192.168.1.1; deny 192.168.1.0/24;')).toEqual([]))
})

describe('nginx/dav-methods', () => {
  const told = (body: string): string[] => said('nginx/dav-methods', server(`root /srv; ${body}`))

  test.each([
    ['lists that let the methods through', 'location / { dav_methods PUT; limit_except GET PUT { deny all; } }'],
    ['lists that deny nobody', 'location / { dav_methods PUT; limit_except GET { allow 10.0.0.0/8; } }'],
  ])('%s', (_what, body) => expect(told(body)).toHaveLength(1))

  test('quiet where the others are denied', () =>
    expect(told('location / { dav_methods PUT; limit_except GET { deny all; } }')).toEqual([]))

  const php =
    'location ~ \\.php$ { fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:/a; }'

  test('critical where what is written runs', () => {
    const [first] = told(`location ^~ /dav/ { alias /srv/; dav_methods PUT; } ${php}`)
    expect(first).toMatch(/^critical .*runs as \/photo\.php$/)
  })

  test('not where it lies where no interpreter finds it', () =>
    expect(told(`location ^~ /dav/ { alias /var/dav/; dav_methods PUT; } ${php}`)[0]).toMatch(/^high /))
})

describe('nginx/httpoxy', () => {
  const told = (body: string): string[] => said('nginx/httpoxy', away(body))

  test('an application that gets no parameters at all', () => {
    expect(told('scgi_pass 127.0.0.1:9;')).toHaveLength(1)
    expect(edited('nginx/httpoxy', away('scgi_pass 127.0.0.1:9;'))[0]).toBe('safe scgi_param HTTP_PROXY "";')
  })

  test('quiet where headers are not handed on', () =>
    expect(told('scgi_pass 127.0.0.1:9; scgi_pass_request_headers off;')).toEqual([]))
})

test('nginx/hidden-files: other names than that of git', () => {
  const told = (denied: string): string[] =>
    said('nginx/hidden-files', server(`root /srv; location ~ ${denied} { deny all; }`))
  expect(told('/\\.git')).toEqual([expect.stringContaining('/.env')])
  expect(told('/\\.')).toEqual([])
})

test('nginx/limit-bypassed-by-return: a server that only redirects', () => {
  const zone = 'limit_req_zone $binary_remote_addr zone=a:1m rate=1r/s;'
  const told = (body: string): number => said('nginx/limit-bypassed-by-return', `${zone} ${server(body)}`).length
  expect(told('limit_req zone=a; return 301 https://b.example/;')).toBe(1)
  expect(told('limit_req zone=a; root /srv;')).toBe(0)
})

describe('nginx/log-remote-plaintext', () => {
  const sent = (format: string): string[] =>
    said(
      'nginx/log-remote-plaintext',
      `log_format a '${format}'; access_log syslog:server=192.0.2.1 a; ${server('root /srv;')}`,
    )

  test('weighs more with credentials in it', () => {
    expect(sent('$remote_addr $http_cookie')).toEqual([expect.stringMatching(/^medium /)])
    expect(sent('$remote_addr')).toEqual([expect.stringMatching(/^low /)])
  })
})

describe('nginx/h2c-smuggling', () => {
  const upgrade =
    'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; proxy_pass http://app;'
  const told = (http: string): string[] => said('nginx/h2c-smuggling', `upstream app { server 127.0.0.1:3; } ${http}`)

  test.each([
    [
      'another server of the application',
      `${away(upgrade)} server { listen 80; server_name b.example; location / { deny all; proxy_pass http://app; } }`,
    ],
    ['a path that is denied', server(`location / { ${upgrade} } location /admin/ { deny all; }`)],
  ])('%s', (_what, http) => expect(told(http)).toHaveLength(1))

  test.each([
    [
      'no rules for the application',
      `${away(upgrade)} server { listen 80; server_name b.example; deny all; root /srv; }`,
    ],
    ['a path that is not below', server(`location /app/ { ${upgrade} } location /admin/ { deny all; }`)],
  ])('quiet with %s', (_what, http) => expect(told(http)).toEqual([]))
})

describe('nginx/forwarded-headers: addresses that are appended', () => {
  const rule = 'nginx/forwarded-headers'
  const options = { headers: ['x-forwarded-for'] }
  const append = 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_pass http://127.0.0.1:3;'

  test('at the edge they stand behind what the client wrote', () => {
    expect(said(rule, away(append), { options })).toEqual([expect.stringMatching(/^low .*nothing stands in front/)])
    expect(edited(rule, away(append), { options })).toEqual(['unsafe X-Forwarded-For $remote_addr'])
    expect(edited(rule, away('proxy_pass http://127.0.0.1:3;'), { options })).toEqual([
      'unsafe proxy_set_header X-Forwarded-For $remote_addr;',
    ])
  })

  test.each([
    ['realip', `set_real_ip_from 10.0.0.0/8; ${away(append)}`],
    ['a private socket', `server { listen 10.0.0.1:80; location / { ${append} } }`],
    ['proxy_protocol', `server { listen 80 proxy_protocol; location / { ${append} } }`],
  ])('quiet behind %s', (_what, http) => expect(said(rule, http, { options })).toEqual([]))
})

describe('nginx/run-as-root', () => {
  const told = (user: string, options: object, passwd = true): Finding[] => {
    const accounts =
      'root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33::/var/www:/usr/sbin/nologin\nme:x:1:1::/:/bin/sh\n'
    const files = {
      'etc/nginx/nginx.conf': `user ${user};\nevents {}\nhttp {}\n`,
      ...(passwd && { 'etc/passwd': accounts }),
    }
    const baseline = only('nginx/run-as-root', options) as never
    return [...analyze({ files, roots: ['etc/nginx/nginx.conf'], format: 'nginx', baseline }).findings]
  }

  test('the account of the package is safe where the host has it', () => {
    expect(told('root', {})[0]?.fixes[0]?.safety).toBe('safe')
    expect(told('root', {}, false)[0]?.fixes[0]?.safety).toBe('unsafe')
  })

  test('an account that can sign in, when asked', () => {
    expect(told('me', { shells: true })[0]?.message.en).toContain('/bin/sh')
    expect(told('me', {})).toEqual([])
    expect(told('www-data', { shells: true })).toEqual([])
  })
})

describe('nginx/body-size', () => {
  const rule = 'nginx/body-size'
  const upload = server('root /srv; location /api/upload/ { client_max_body_size 2g; }')

  test('locations that take files', () => {
    expect(said(rule, upload)).toHaveLength(1)
    expect(said(rule, upload, { options: { uploads: ['upload'] } })).toEqual([])
  })

  test('writes what is allowed', () => {
    expect(edited(rule, upload, { options: { max: '10m' } })).toEqual(['unsafe 10m'])
    expect(edited(rule, server('root /srv;'), { options: { explicit: true } })[0]).toContain('client_max_body_size 1m;')
  })
})

describe('nginx/rewrite-args-capture: names for captures', () => {
  const named = (script: string): string[] =>
    findings('nginx/rewrite-args-capture', server(`root /srv; location /a/ { ${script} return 403; }`)).flatMap(
      ({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ text }) => text)),
    )

  test.each([
    ['any character', 'rewrite ^/a/(.*)$ /n?x=$1; set $p $1;', ['^/a/(?<capture1>[^\\r\\n]*)$', '${capture1}']],
    [
      'all but one',
      'rewrite ^/a/([^/]+)/ /n?x=1; set $p "<$1>";',
      ['^/a/(?<capture1>[^/\\r\\n]+)/', '"<${capture1}>"'],
    ],
    ['letters', 'rewrite ^/a/([a-z]+) /n?x=1; if ($uri = $1) { break; }', ['^/a/(?<capture1>[a-z]+)', '${capture1})']],
    [
      'the second of two',
      'rewrite ^/a/(.*)/(\\d+)$ /n?x=$1; set $p $2;',
      ['^/a/(.*)/(?<capture2>\\d+)$', '${capture2}'],
    ],
  ])('%s', (_what, script, texts) => expect(named(script)).toEqual(texts))

  test.each([
    ['a group that has a name', 'rewrite ^/a/(?<x>.*)$ /n?x=1; set $p $1;'],
    ['a capture of another pattern', 'if ($uri ~ (.*)) { set $q 1; } rewrite ^/a/(.*)$ /n?x=1; set $p $1;'],
    ['what takes anything', 'rewrite ^/a/([\\s\\S]*)$ /n?x=1; set $p $1;'],
  ])('none for %s', (_what, script) => expect(named(script)).toEqual([]))
})

describe('backends that are left out', () => {
  const other = 'proxy_pass http://127.0.0.1:3;'

  test.each([
    ['nginx/missing-host-header', { singlePurpose: ['127.0.0.1:3'] }, other],
    ['nginx/forwarded-headers', { ignoredBy: ['127.0.0.1:3'] }, other],
    ['nginx/httpoxy', { notCgi: ['127.0.0.1:3'] }, 'scgi_pass 127.0.0.1:3;'],
  ])('%s', (rule, options, body) => {
    expect(said(rule, away(body), { options })).toEqual([])
    expect(said(rule, away(body))).toHaveLength(1)
  })
})

describe('nginx/log-fields: members of a JSON object', () => {
  const added = (format: string): string[] =>
    edited('nginx/log-fields', `log_format a escape=json ${format}; access_log /a a; ${server('root /srv;')}`, {
      options: { fields: ['status', 'agent'] },
    })

  test('in front of the brace', () => {
    expect(added(`'{"time":"$time_iso8601","status":$status}'`)).toEqual([
      'unsafe ,"http_user_agent":"$http_user_agent"',
    ])
    expect(added(`'{"status":$status' '}'`)).toEqual(['unsafe ,"http_user_agent":"$http_user_agent"'])
    expect(added(`'{"status":$status}x'`)).toEqual([])
  })
})

test('nginx/rewrite-overlapping-captures: names for both groups', () => {
  const script = 'rewrite ^/a/((.*)/[^/]+)$ https://b.example/$1?x=$2 permanent;'
  const all = findings('nginx/rewrite-overlapping-captures', server(`location /a/ { ${script} }`))
  expect(all.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ text }) => text)))).toEqual([
    '^/a/(?<capture1>(?<capture2>[^\\r\\n]*)/[^/\\r\\n]+)$',
    'https://b.example/${capture1}?x=${capture2}',
  ])
})
