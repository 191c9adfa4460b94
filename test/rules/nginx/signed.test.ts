import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, type Finding, fix } from '../../../src/index.ts'
import { findings, main } from './found.ts'

/** What an administrator would sign, in setups of known styles: no more than it, and once for each cause. */

type More = Omit<AnalyzeInput, 'files'>

const tls = (lines: string, name = 'a.example'): string =>
  `server { listen 443 ssl; server_name ${name}; ssl_certificate c.pem; ssl_certificate_key k.pem; ${lines} }`

const found = (http: string, rule: string, more: More = {}): readonly Finding[] =>
  findings(rule, http, { baseline: 'balanced', ...more })

const said = (http: string, rule: string, more: More = {}): readonly string[] =>
  found(http, rule, more).map(({ messageId, severity }) => `${messageId} ${severity}`)

function fixed(http: string, rule: string, more: More = {}): string {
  const input = { files: { 'nginx.conf': main(http) }, unsafe: true, ...more }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? main(http)
}

describe('hsts is for what browsers show', () => {
  const grpc = 'location /helloworld.Greeter/ { grpc_pass grpc://127.0.0.1:50051; }'
  const unavailable = 'location @down { internal; default_type application/grpc; return 204; }'
  it.each([
    ['gRPC', `${grpc} location / { return 404; } ${unavailable}`, []],
    ['gRPC beside pages', `${grpc} location / { root /srv; }`, ['absent medium']],
    ['refusals and a health check without a body', 'location / { return 404; } location /healthz { return 200; }', []],
    ['a page of a few words', 'location / { return 200 "hello"; }', ['absent medium']],
    ['an API, and the page nobody made', 'location /v2/ { proxy_pass http://127.0.0.1:5000; }', []],
    ['an API, and files', 'root /srv; location /v2/ { proxy_pass http://127.0.0.1:5000; }', ['absent medium']],
  ])('%s', (_what, lines, expected) => expect(said(tls(lines), 'nginx/hsts')).toEqual(expected))
})

describe('logs', () => {
  it('a log of its own where none was kept loses nothing', () => {
    const lines = `access_log off; ${tls('access_log /var/log/a.log;')}`
    expect(said(lines, 'nginx/directive-inheritance')).toEqual([])
  })

  const nowhere = (first: string, second: string): readonly string[] =>
    found(`error_log /dev/null; ${tls(first)} ${tls(second, 'b.example')}`, 'nginx/error-log-off').map(
      ({ severity, message }) => `${severity} ${message.en}`,
    )
  it.each([
    ['root /srv;', 'root /srv;', ['medium `error_log /dev/null` throws away every error of http']],
    ['root /srv; error_log /e.log;', 'root /srv; error_log /e.log;', []],
    [
      'root /srv; error_log /e.log;',
      'root /srv;',
      ['medium `error_log /dev/null` throws away every error of server b.example'],
    ],
    [
      'root /srv; error_log /e.log;',
      'return 301 https://a.example$request_uri;',
      ['low `error_log /dev/null` throws away every error of server b.example'],
    ],
  ])('%s %s', (first, second, expected) => expect(nowhere(first, second)).toEqual(expected))
})

describe('caches of files', () => {
  const cached = (location: string): readonly string[] =>
    said(
      `proxy_cache_path /c keys_zone=z:1m; ${tls(`location ${location} { proxy_cache z; proxy_cache_valid 200 1h; proxy_ignore_headers Cache-Control; proxy_pass http://127.0.0.1:3; }`)}`,
      'nginx/cache-set-cookie',
    )
  it.each([
    ['/_next/static/', []],
    ['/shop/assets/', []],
    ['/static/', []],
    ['/statics', ['private medium']],
    ['/', ['private medium']],
  ])('%s', (location, expected) => expect(cached(location)).toEqual(expected))
})

describe('challenges that a redirect leads to the TLS server', () => {
  const challenged = (twin: string): readonly string[] =>
    said(
      `server { listen 80; server_name a.example; location /.well-known/acme-challenge/ { root /var/www/acme; } return 308 https://a.example$request_uri; } ${tls(twin)}`,
      'nginx/acme-shadowed',
    )
  it.each([
    ['root /srv/app; location / { try_files $uri /index.html; }', ['server high']],
    ['root /var/www/acme; location / { try_files $uri /index.html; }', []],
    ['location /.well-known/acme-challenge/ { root /var/www/acme; } location / { return 404; }', []],
    ['location /.well-known/acme-challenge/ { root /elsewhere; } location / { return 404; }', []],
  ])('%s', (twin, expected) => expect(challenged(twin)).toEqual(expected))
})

describe('one cause, one finding', () => {
  it('a zone that nobody declares', () => {
    const lines = tls('location / { proxy_cache nope; proxy_pass http://127.0.0.1:3; }')
    expect(said(lines, 'nginx/unknown-reference')).toEqual(['cache-unknown critical'])
  })

  const dual = 'listen 443 ssl; listen [::]:443 ssl;'
  const pair = ['a', 'b'].map(name => tls('return 404;', `${name}.example`).replace('listen 443 ssl;', dual)).join(' ')

  it('a default server that two sockets lack', () => {
    expect(said(pair, 'nginx/missing-default-server')).toEqual(['chance low'])
    const text = fixed(pair, 'nginx/missing-default-server')
    expect(text.match(/default_server;/g)).toHaveLength(2)
    expect(text.match(/server_name _;/g)).toHaveLength(1)
  })

  it('http2 on the sockets of a server', () => {
    const text = pair.replaceAll(' ssl;', ' ssl http2;')
    const target = { nginx: [1, 27, 4] } as never
    expect(said(text, 'nginx/deprecated-directive', { target })).toHaveLength(2)
    expect(fixed(text, 'nginx/deprecated-directive', { target }).match(/http2 on;/g)).toHaveLength(2)
  })
})

describe('redirects to a TLS server that only hands out files', () => {
  const redirect = 'server { listen 80; server_name a.example; return 301 https://a.example$request_uri; }'
  const pass = 'proxy_pass http://127.0.0.1:3;'
  it.each([
    ['slices of files', `location / { slice 1m; proxy_set_header Range $slice_range; ${pass} }`, []],
    ['images', `location ~* \\.(?:jpe?g|png)$ { ${pass} }`, []],
    ['built files', `location /static/ { ${pass} }`, []],
    ['built files beside pages', `location /static/ { ${pass} } location / { ${pass} }`, ['found high']],
  ])('%s', (_what, lines, expected) =>
    expect(said(`${redirect} ${tls(lines)}`, 'nginx/redirect-drops-body')).toEqual(expected),
  )
})

describe('protection of a regex location that an earlier one takes', () => {
  const php = 'location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; }'
  const guarded = (pattern: string): string =>
    `location ~ ${pattern} { auth_basic x; auth_basic_user_file /h; fastcgi_pass unix:/run/php.sock; }`
  const refused = (pattern: string): string => `location ~ ${pattern} { deny all; }`
  it.each([
    ['altogether', php, guarded('^/admin/.*\\.php$'), ['high']],
    ['in each of its words', 'location ~ ^/(en|de)/ { root /srv; }', refused('^/(en|de)/admin'), ['high']],
    ['where uploads are scripts', php, 'location ~* /(?:uploads|files)/.*\\.php$ { deny all; }', ['high']],
    ['in part, below a path', 'location ~* \\.(?:css|js)$ { expires 1d; }', refused('^/private/'), ['high']],
    ['hardly ever', php, 'location ~ /\\.ht { deny all; }', []],
    ['never', guarded('^/admin/.*\\.php$'), php, []],
    ['on purpose', 'location ~ ^/private/open/ { expires 1d; }', refused('^/private/'), []],
  ])('%s', (_what, first, second, expected) =>
    expect(found(tls(`root /srv; ${first} ${second}`), 'nginx/acl-regex-shadow').map(each => each.severity)).toEqual(
      expected,
    ),
  )

  it('is cured by the other order', () => {
    const text = fixed(tls(`root /srv;\n${php}\n${guarded('^/admin/.*\\.php$')}\n`), 'nginx/acl-regex-shadow')
    expect(text.indexOf('^/admin/')).toBeLessThan(text.indexOf('~ \\.php$'))
    expect(said(text.replace(/^events.*\nhttp \{|\}\s*$/g, ''), 'nginx/acl-regex-shadow')).toEqual([])
  })
})

describe('protection that a second slash gets past', () => {
  const slashes = (lines: string): readonly string[] =>
    said(tls(`merge_slashes off; ${lines}`), 'nginx/acl-regex-shadow')
  it.each([
    ['root /srv; location /admin/ { deny all; } location / { try_files $uri =404; }', ['slashes high']],
    ['root /srv; location /admin/ { deny all; } location / { return 404; }', []],
    ['root /srv; deny all; location /admin/ { deny all; } location / { }', []],
    ['location /admin/ { deny all; } location / { proxy_pass http://127.0.0.1:3; }', ['slashes medium']],
    [
      'location /a { deny all; proxy_pass http://127.0.0.1:3; } location / { proxy_pass http://127.0.0.1:3; }',
      ['slashes medium'],
    ],
    ['location /a { deny all; proxy_pass http://127.0.0.1:3; } location / { proxy_pass http://127.0.0.1:4; }', []],
  ])('%s', (lines, expected) => expect(slashes(lines)).toEqual(expected))

  it('not where slashes are merged', () => {
    const lines = 'root /srv; location /admin/ { deny all; } location / { try_files $uri =404; }'
    expect(said(tls(lines), 'nginx/acl-regex-shadow')).toEqual([])
  })
})

describe('locations that no path begins with', () => {
  it.each([
    ['location \\.php$ { deny all; }', ['slashless medium']],
    ['location *.zip { root /srv; }', ['slashless low']],
    ['location a.example { root /srv; }', ['slashless low']],
    ['location = admin { root /srv; }', ['slashless low']],
    ['location "" { root /srv; }', []],
    ['location /a { root /srv; }', []],
    ['location @named { root /srv; }', []],
  ])('%s', (lines, expected) => expect(said(tls(lines), 'nginx/unreachable-location')).toEqual(expected))

  it('a pattern becomes one', () =>
    expect(fixed(tls('location \\.php$ { deny all; }'), 'nginx/unreachable-location')).toContain(
      'location ~ \\.php$ {',
    ))
})

describe('rules behind one that lets everybody in', () => {
  const access = (lines: string): readonly string[] => said(tls(`root /srv; ${lines}`), 'nginx/allow-without-deny')
  it.each([
    ['location / { allow all; deny 10.0.0.1; }', ['late medium']],
    ['location / { deny 10.0.0.1; allow all; }', []],
    ['location / { allow 0.0.0.0/0; deny 10.0.0.1; deny 2001:db8::1; }', ['late medium']],
    ['location / { allow all; deny all; }', ['late medium']],
    ['location / { allow all; }', []],
  ])('%s', (lines, expected) => expect(access(lines)).toEqual(expected))

  it('the words of a rule stay as they are quoted, whatever stands in them', () => {
    const lines = tls('root /srv; location / { allow all; deny "10.0.0.1; return 200 x"; }')
    expect(rawFix(lines, 'nginx/allow-without-deny')).toContain('deny "10.0.0.1; return 200 x";')
  })
})

/** What the first fix of a finding would write, verified or not. */
function rawFix(http: string, rule: string): string {
  return found(http, rule)
    .flatMap(({ fixes }) => fixes[0]?.edits ?? [])
    .map(({ text }) => text)
    .join('')
}

describe('if in a location', () => {
  const evil = (lines: string): readonly string[] =>
    said(tls(`add_header X-A b always; location /c/ { ${lines} root /srv; }`), 'nginx/if-is-evil')
  it.each([
    ['if ($request_method = OPTIONS) { add_header Access-Control-Max-Age 60; return 204; }', []],
    ['if ($arg_x) { add_header X-B c; }', ['other medium']],
    ['if ($request_method = POST) { client_max_body_size 1g; }', []],
    ['if ($request_method = POST) { client_max_body_size 1g; expires 1h; }', ['other low']],
  ])('%s', (lines, expected) => expect(evil(lines)).toEqual(expected))
})

describe('what becomes of a request whose pattern never ends', () => {
  it.each([
    ['location ~ ^/(a+)+$ { root /srv; }', 'exponential medium'],
    ['if ($http_x ~ ^(a+)+$) { return 403; }', 'exponential medium'],
  ])('%s', (lines, expected) => expect(said(tls(lines), 'nginx/regex-redos')).toEqual([expected]))

  it('a map takes its default, a regex server_name closes the connection', () => {
    const lines = `map $http_x $x { default 0; "~^(a+)+$" 1; } ${tls('return 200 $x;')}`
    expect(said(lines, 'nginx/regex-redos')).toEqual(['mapped medium'])
    expect(said(tls('return 200 x;', '"~^([a-z]+)*\\.x$"'), 'nginx/regex-redos')).toEqual(['closed medium'])
  })
})

describe('what a server that rejects handshakes answers', () => {
  const rejecting = 'server { listen 443 ssl default_server; server_name _; ssl_reject_handshake on; }'
  it('is said once, in words', () => {
    const [finding, ...more] = found(`${rejecting} ${tls('root /srv;')}`, 'nginx/reject-handshake-fallthrough')
    expect(more).toEqual([])
    expect(finding?.message.en).toMatch(/ gets the `html` directory that nginx was built with$/)
    expect(finding?.message.zh).toMatch(/仍得到 nginx 编译时内置的 `html` 目录$/)
    expect(found(`${rejecting} ${tls('root /srv;')}`, 'nginx/root-exposure')).toEqual([])
  })
})

describe('redirects to wherever an argument says', () => {
  const sent = (lines: string): readonly string[] =>
    said(
      `server { listen 443 ssl default_server; server_name _; ssl_reject_handshake on; return 421; } ${tls(lines)}`,
      'nginx/redirect-host',
    )
  it.each([
    ['location = /go { return 302 $arg_url; }', ['argument medium']],
    ['location = /go { set $to $arg_url; return 302 $to; }', ['argument medium']],
    ['location = /go { rewrite ^ $arg_url? redirect; }', ['argument medium']],
    ['location = /go { return 302 /$arg_url; }', []],
    ['location = /go { return 302 $request_uri; }', []],
    ['location = /go { return 302 $uri/; }', []],
    ['location = /go { return 302 https://sso.example/?rd=$arg_url; }', []],
  ])('%s', (lines, expected) => expect(sent(lines)).toEqual(expected))
})

describe('a slash that only the location has', () => {
  const passed = (lines: string): readonly string[] => said(tls(lines), 'nginx/proxy-pass-traversal')
  it.each([
    ['location /docs/ { proxy_pass http://127.0.0.1:3/docs; }', ['joined low']],
    ['location / { proxy_pass http://127.0.0.1:3/app; }', ['joined low']],
    ['location /docs/ { proxy_pass http://127.0.0.1:3/docs/; }', []],
    ['location /docs/ { proxy_pass http://127.0.0.1:3/index.php?p=; }', []],
    ['location /docs/ { proxy_pass http://127.0.0.1:3/docs.html; }', []],
    ['location = /docs/ { proxy_pass http://127.0.0.1:3/docs; }', []],
  ])('%s', (lines, expected) => expect(passed(lines)).toEqual(expected))

  it('is given to the other as well', () =>
    expect(
      fixed(tls('location /docs/ { proxy_pass http://127.0.0.1:3/docs; }'), 'nginx/proxy-pass-traversal'),
    ).toContain('proxy_pass http://127.0.0.1:3/docs/;'))
})

describe('what only a module knows', () => {
  const lua = 'ssl_certificate_by_lua_block { certificate.call() }'

  it('is said once for all its statements', () => {
    const [only, ...more] = found(
      `${tls(`return 404; ${lua}`)} ${tls(`return 404; ${lua}`, 'b.example')}`,
      'nginx/unknown-directive',
    )
    expect(more).toEqual([])
    expect(only?.related).toHaveLength(1)
    expect(said(tls('return 404; brotli on; more_set_headers a;'), 'nginx/unknown-directive')).toHaveLength(2)
  })

  it('a program that chooses certificates chooses others than the placeholder', () => {
    const snakeoil = (lines: string): string =>
      `server { listen 443 ssl; server_name a.example; ssl_certificate /etc/ssl/certs/ssl-cert-snakeoil.pem; ssl_certificate_key k.pem; ${lines} }`
    expect(said(snakeoil('root /srv;'), 'nginx/certificate-trust')).toEqual(['placeholder high'])
    expect(said(snakeoil(`root /srv; ${lua}`), 'nginx/certificate-trust')).toEqual([])
    expect(said(`${lua} ${snakeoil('root /srv;')}`, 'nginx/certificate-trust')).toEqual([])
  })
})

describe('a public resolver', () => {
  const stapling = (certificate: string): string =>
    `server { listen 443 ssl; server_name a.example; ssl_certificate ${certificate}; ssl_certificate_key k.pem; root /srv; ssl_stapling on; resolver 1.1.1.1; }`
  it('is asked for responders, where the certificate can name one', () => {
    expect(said(stapling('/etc/ssl/a.pem'), 'nginx/external-resolver')).toEqual(['public medium'])
    expect(said(stapling('/etc/letsencrypt/live/a.example/fullchain.pem'), 'nginx/external-resolver')).toEqual([
      'public low',
    ])
  })
})

it('a header that is hidden is named as it stands, quotes included', () => {
  const lines = 'location / { proxy_pass http://10.0.0.1:80; add_header "X-A; return 444 y" b; }'
  const [one] = findings('nginx/duplicate-header', tls(lines), { options: { upstreamSends: ['x-a; return 444 y'] } })
  expect(one?.fixes[0]?.edits.map(({ text }) => text).join('')).toContain('proxy_hide_header "X-A; return 444 y";')
})
