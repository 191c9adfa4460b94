import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import type { Finding } from '../../../src/engine/types.ts'
import { findings, type Given, main, only } from './found.ts'

/** Forms of one cause that a rule has to tell apart, beyond the examples of its page. */

/** `severity words` of each finding. */
const said = (rule: string, http: string, given?: Given): string[] =>
  findings(rule, http, given).map(({ severity, message }) => `${severity} ${message.en}`)

const server = (body: string): string => `server { listen 80; server_name a.example; ${body} }`

describe('nginx/ssi-upstream', () => {
  const rule = 'nginx/ssi-upstream'
  const shop = (body: string): string[] =>
    said(rule, server(`location /shop/ { proxy_pass http://127.0.0.1:3; ${body} }`))

  test.each([
    [
      'a replacement with the decoded path',
      'sub_filter a "<p>$uri</p>";',
      'medium `sub_filter a "<p>$uri</p>"` writes $uri',
    ],
    ['XML of an upstream', 'xslt_stylesheet /a.xsl;', 'low `xslt_stylesheet /a.xsl` lets a library'],
    ['an image that is decoded', 'image_filter resize 10 10;', 'low `image_filter resize 10 10` lets a library'],
  ])('%s', (_what, body, words) => {
    const [first, ...more] = shop(body)
    expect(first).toContain(words)
    expect(more).toEqual([])
  })

  test('a group of the decoded path, through a variable', () => {
    const text = server('location ~ ^/(?<name>.*)$ { set $x $name; sub_filter a $x; proxy_pass http://127.0.0.1:3; }')
    expect(said(rule, text)).toHaveLength(1)
  })

  test.each([
    ['what is still encoded', 'sub_filter a $request_uri; sub_filter b $arg_x;'],
    ['an image of which only the size is read', 'image_filter size;'],
    ['a filter that is off', 'image_filter off; ssi off;'],
  ])('quiet about %s', (_what, body) => expect(shop(body)).toEqual([]))

  test('quiet about files of the administrator', () =>
    expect(said(rule, server('root /srv; location /a { xslt_stylesheet /a.xsl; sub_filter a $uri; }'))).toEqual([]))

  test('files that clients upload', () => {
    const text = server('root /srv; location /a { dav_methods PUT; image_filter crop 1 1; }')
    expect(said(rule, text).join()).toContain('files that clients put there')
  })
})

describe('nginx/open-proxy: tunnels', () => {
  const tunnels = (body: string, nginx = [1, 31, 0]): string[] =>
    said('nginx/open-proxy', server(body), { target: { nginx } })

  test.each([
    ['in a location', 'location / { tunnel_pass; }'],
    ['in the server', 'tunnel_pass;'],
    ['with the target of the request spelled out', 'tunnel_pass $host:$request_port;'],
    ['with a list of ports alone', 'if ($request_port != 443) { return 403; } tunnel_pass;'],
  ])('open %s', (_what, body) => expect(tunnels(body)).toHaveLength(1))

  test.each([
    ['one end', 'tunnel_pass 10.0.0.1:22;'],
    ['a list of upstreams', 'tunnel_allow_upstream $x; tunnel_pass;'],
    ['a list of hosts', 'if ($host !~ "^(a|b)\\.example$") { return 403; } tunnel_pass;'],
    ['networks', 'allow 10.0.0.0/8; deny all; tunnel_pass;'],
    ['a password', 'auth_basic a; auth_basic_user_file b; location / { tunnel_pass; }'],
  ])('quiet with %s', (_what, body) => expect(tunnels(body)).toEqual([]))

  test('quiet for this machine alone, and for versions that do not know it', () => {
    const text = 'server { listen 127.0.0.1:3128; tunnel_pass; }'
    expect(said('nginx/open-proxy', text, { target: { nginx: [1, 31, 0] } })).toEqual([])
    expect(tunnels('tunnel_pass;', [1, 30, 4])).toEqual([])
  })
})

describe('nginx/root-exposure', () => {
  const rule = 'nginx/root-exposure'

  test.each([
    ['an empty server', server('')],
    ['a location without root', server('location / { try_files $uri =404; }')],
    ['a location that nothing denies', server('location /a/ { } location ~ /\\. { deny all; }')],
  ])('no root: %s', (_what, text) =>
    expect(said(rule, text).join()).toMatch(/^info no root is written for server a.example/),
  )

  test.each([
    ['a root outside', `root /srv; ${server('')}`],
    ['an application', server('location /api/ { proxy_pass http://127.0.0.1:3; }')],
    ['a redirect', server('return 301 https://b.example/;')],
    ['a refusal', server('deny all; auth_basic a; auth_basic_user_file b;')],
    ['another directory', server('location /a/ { alias /srv/a/; }')],
    ['an exact path', server('location = /x { } location / { return 404; }')],
    ['includes that were not read', `include missing.conf; ${server('')}`],
  ])('quiet about no root with %s', (_what, text) => expect(said(rule, text)).toEqual([]))

  const asked = (path: string, text: string): string[] => {
    const report = analyze({
      files: { [path]: main(text) },
      roots: [path],
      format: 'nginx',
      baseline: only(rule),
    })
    return report.findings.map(each => each.message.en)
  }

  test('the configuration itself, and files beside it', () => {
    expect(asked('/srv/site/conf/nginx.conf', server('root /srv/site;')).join()).toContain('/srv/site/conf/nginx.conf')
    const beside = server('root /srv/conf/ssl; ssl_certificate_key ssl/key.pem;')
    expect(asked('/srv/conf/nginx.conf', beside).join()).toContain('hands out /srv/conf/ssl/key.pem')
    expect(asked('site/nginx.conf', server('root /site;'))).toEqual([])
  })
})

describe('nginx/map-without-default', () => {
  const rule = 'nginx/map-without-default'
  const map = (head: string, body: string, use: string): string =>
    `map ${head} $back { ${body} } ${server(`location / { ${use} }`)}`

  test.each([
    ['the host of a pass', map('$http_x', 'a 127.0.0.1:3;', 'proxy_pass http://$back;'), 'fails with 500'],
    ['the whole target', map('$http_x', 'a http://127.0.0.1:3;', 'proxy_pass $back;'), 'fails with 500'],
    [
      'the Host of a backend',
      map('$http_x', 'a b.example;', 'proxy_set_header Host $back; proxy_pass http://127.0.0.1:3;'),
      'takes its default site',
    ],
    [
      'names that are no names of the server',
      map('$server_name', 'hostnames; *.a.example 127.0.0.1:3;', 'proxy_pass http://$back;'),
      'fails with 500',
    ],
    [
      'names, at a server that answers all',
      map('$host', 'hostnames; .a.example 127.0.0.1:3;', 'proxy_pass http://$back;'),
      'fails with 500',
    ],
  ])('%s', (_what, text, words) => expect(said(rule, text)).toEqual([expect.stringContaining(words)]))

  test.each([
    ['a mask with its name', map('$server_name', 'hostnames; .A.example 127.0.0.1:3;', 'proxy_pass http://$back;')],
    ['a mask', map('$server_name', 'hostnames; a.* 127.0.0.1:3;', 'proxy_pass http://$back;')],
    ['a pattern', map('$server_name', '~^a 127.0.0.1:3;', 'proxy_pass http://$back;')],
    ['a host with a fixed part', map('$http_x', 'a b;', 'proxy_pass http://b$back.example;')],
    [
      'a header that may be missing',
      map('$http_x', 'a b;', 'proxy_set_header X-A $back; proxy_pass http://127.0.0.1:3;'),
    ],
  ])('quiet about %s', (_what, text) => expect(said(rule, text)).toEqual([]))
})

describe('nginx/third-party-upstream: options', () => {
  const text = server('location / { proxy_pass https://b.s3.eu-central-1.amazonaws.com; }')
  const told = (options: object): string[] => said('nginx/third-party-upstream', text, { options })

  test('a provider is its host and what is below', () => {
    expect(told({ providers: ['S3.eu-central-1.amazonaws.com'] })).toEqual([])
    expect(told({ providers: ['3.eu-central-1.amazonaws.com', 'a.b.s3.eu-central-1.amazonaws.com'] })).toHaveLength(1)
  })

  test('own domains that have one registrable part', () =>
    expect(told({ ownDomains: ['x.b.example', 'y.b.example'] })).toHaveLength(1))
})

describe('nginx/clone-unnamed-capture', () => {
  const clone = (body: string, key = '~^(a)'): readonly Finding[] =>
    findings(
      'nginx/clone-unnamed-capture',
      `proxy_cache_path /c keys_zone=z:1m; map $arg_k $kind { ${key} $1; }
      ${server(`location ~ ^/(.*)$ { ${body} proxy_set_header X $kind; proxy_pass http://127.0.0.1:3; }`)}`,
      { target: { nginx: [1, 28, 0] } },
    )

  test.each([
    ['updates with updating', 'proxy_cache_use_stale updating; proxy_ignore_headers Cache-Control;'],
    ['updates that the upstream allows', ''],
  ])('%s', (_what, more) => {
    const body = `proxy_cache z; proxy_cache_background_update on; proxy_cache_key $1; ${more}`
    expect(clone(body)).toHaveLength(1)
  })

  test('a value that keeps answers out of the cache', () =>
    expect(clone('slice 1m; proxy_no_cache $arg_a $1;')).toHaveLength(1))

  test.each([
    ['no cache', 'proxy_cache_background_update on; proxy_cache_key $1;'],
    ['the cache off', 'proxy_cache off; proxy_cache_background_update on; proxy_cache_key $1;'],
    [
      'nothing stale',
      'proxy_cache z; proxy_cache_background_update on; proxy_cache_key $1; proxy_ignore_headers Cache-Control;',
    ],
  ])('quiet with %s', (_what, body) => expect(clone(body)).toEqual([]))

  test('a name for the group where the map reads its own', () => {
    const titles = clone('slice 1m; proxy_set_header Y a$1;')[0]?.fixes.map(({ title }) => title.en)
    expect(titles).toEqual(['upgrade nginx', 'read the capture by name: $capture1'])
    expect(clone('slice 1m; proxy_set_header Y a$1; proxy_cache_key $1;')[0]?.fixes).toHaveLength(1)
  })
})

describe('nginx/vulnerable-version', () => {
  const rule = 'nginx/vulnerable-version'
  const video = server('root /srv; location /v/ { mp4; }')

  test('a version that nobody stated: what the files lead to, without what is long gone', () => {
    const [first, ...more] = said(rule, video)
    expect(first).toMatch(/^info nobody stated the version of nginx: `mp4` opens .*CVE-2026-32647.*fixed in 1\.2/)
    expect(first).not.toContain('CVE-2022-41741')
    expect(more).toEqual([])
    expect(said(rule, server('listen 443 ssl; root /srv;'))).toEqual([])
  })

  test('an old branch is named beside what is open in it', () => {
    const told = said(rule, video, { target: { nginx: [1, 24, 0] } })
    expect(told).toHaveLength(2)
    expect(told.join()).toContain('gets no more fixes')
    expect(said(rule, video, { target: { nginx: [1, 30, 4] } })).toEqual([])
  })
})

const passing = (body: string): string => server(`location /a/ { ${body} }`)

describe('nginx/host-spoofing', () => {
  const sent = (value: string, more = ''): string[] =>
    said('nginx/host-spoofing', passing(`${more} proxy_set_header Host ${value}; proxy_pass http://127.0.0.1:3;`))

  test.each([
    ['a header, by way of a variable', '$h', 'set $h $http_x_host;', 'medium'],
    ['a group of the path', '$1.internal', 'if ($uri ~ ^/a/(.*)$) { set $x 1; }', 'medium'],
    ['the name that was asked for, by way of a variable', '$h', 'set $h $host;', 'low'],
  ])('%s', (_what, value, more, severity) =>
    expect(sent(value, more)).toEqual([expect.stringMatching(new RegExp(`^${severity} `))]),
  )

  test.each([
    ['a variable of ours', '$h', 'set $h b.example;'],
    ['one of few words', '$1.example', 'if ($uri ~ ^/a/(b|c)$) { set $x 1; }'],
    ['the name of the server', '$server_name', ''],
  ])('quiet about %s', (_what, value, more) => expect(sent(value, more)).toEqual([]))

  test('the name of a server that has none is empty', () => {
    const text =
      'server { listen 80; location / { proxy_set_header Host $server_name; proxy_pass http://$server_name; } }'
    expect(said('nginx/host-spoofing', text)).toEqual([])
    expect(said('nginx/ssrf', text)).toEqual([])
  })

  test('quiet about what a map looked at', () => {
    const text = passing('proxy_set_header Host $h; proxy_pass http://127.0.0.1:3;')
    expect(said('nginx/host-spoofing', `map $http_host $h { ~^[a-z]+\\.example$ $http_host; } ${text}`)).toEqual([])
    const echo = `map $http_host $h { a.example b.example; default $http_host; } ${text}`
    expect(said('nginx/host-spoofing', echo)).toHaveLength(1)
  })
})

describe('nginx/missing-resolver', () => {
  const lost = (body: string): string[] =>
    said('nginx/missing-resolver', `upstream app { server 127.0.0.1:3; } ${passing(body)}`)

  test.each([
    ['an address', 'set $b 127.0.0.1:3; proxy_pass http://$b;'],
    ['an upstream', 'set $b app; proxy_pass http://$b;'],
    ['a socket', 'set $b unix:/run/a.sock; proxy_pass http://$b;'],
  ])('quiet about a variable that is %s', (_what, body) => expect(lost(body)).toEqual([]))

  test('a variable that is a name', () => expect(lost('set $b b.example; proxy_pass http://$b;')).toHaveLength(1))
})

describe('nginx/external-resolver', () => {
  const rule = 'nginx/external-resolver'
  const severity = (body: string): string => said(rule, server(`resolver 8.8.8.8; root /srv; ${body}`)).join()

  test('weighs more where certificates are asked about', () => {
    expect(severity('')).toMatch(/^low /)
    expect(severity('ssl_stapling on;')).toMatch(/^medium /)
  })
})

describe('nginx/http-splitting', () => {
  const rule = 'nginx/http-splitting'
  const titles = (body: string): string[] =>
    findings(rule, server(body)).flatMap(({ fixes }) => fixes.map(({ title, safety }) => `${safety} ${title.en}`))

  test.each([
    ['without a code', 'error_page 404 https://b.example$uri;'],
    ['with a code that is none of a redirect', 'error_page 404 =200 $scheme://b.example$uri;'],
  ])('a redirect of error_page %s', (_what, body) => expect(said(rule, server(`root /srv; ${body}`))).toHaveLength(1))

  test('quiet about what error_page looks up inside', () =>
    expect(said(rule, server('root /srv; error_page 404 /x$uri; error_page 403 @$uri;'))).toEqual([]))

  test('offers the path as it came, safely where the host is a literal', () => {
    expect(titles('return 301 https://b.example$uri;')).toEqual(['safe redirect to $request_uri'])
    expect(titles('return 301 https://$host$uri$is_args$args;')).toEqual(['unsafe redirect to $request_uri'])
    expect(titles('location / { proxy_pass http://127.0.0.1:3$uri; }')).toEqual(['unsafe send $request_uri'])
    expect(titles('return 301 https://b.example/$uri/x;')).toEqual([])
  })
})

describe('nginx/remote-user-unauthenticated', () => {
  const rule = 'nginx/remote-user-unauthenticated'

  test.each([
    ['a directory', 'location / { root /home/$remote_user; }'],
    ['a path of the backend', 'location / { proxy_pass http://127.0.0.1:3/$remote_user/; }'],
    ['a redirect', 'location / { return 302 /u/$remote_user; }'],
    ['a trailer', 'location / { add_trailer X $remote_user; root /srv; }'],
  ])('%s that the name leads to', (_what, body) => expect(said(rule, server(body))).toHaveLength(1))

  test('quiet where the password was asked for', () =>
    expect(said(rule, server('auth_basic a; auth_basic_user_file b; root /home/$remote_user;'))).toEqual([]))
})

describe('an if that a request leaves', () => {
  const both = (body: string): string[] =>
    ['nginx/try-files-with-handler', 'nginx/if-is-evil'].flatMap(rule =>
      said(rule, server(`root /srv; location /t { try_files /b =404; ${body} }`)),
    )

  test('a rewrite that stays skips try_files', () => {
    expect(both('if ($arg_b) { rewrite ^ /t/a break; }')).toHaveLength(2)
    expect(both('if ($arg_b) { rewrite ^ /t/a; break; }')).toHaveLength(2)
  })

  test('a rewrite that leads elsewhere does not', () => expect(both('if ($arg_a) { rewrite ^ /u; }')).toEqual([]))
})

describe('nginx/try-files-with-handler', () => {
  const tried = (location: string): string[] => said('nginx/try-files-with-handler', server(location))

  test('an interpreter that gets every file below a prefix', () =>
    expect(tried('location / { try_files $uri /index.php; fastcgi_pass 127.0.0.1:9; }')).toHaveLength(1))

  test.each([
    ['a script that is looked for', 'location ~ \\.php$ { try_files $uri /index.php; fastcgi_pass 127.0.0.1:9; }'],
    ['a folder of scripts', 'location /cgi/ { try_files $uri =404; fastcgi_pass 127.0.0.1:9; }'],
  ])('quiet about %s', (_what, location) => expect(tried(location)).toEqual([]))
})

describe('nginx/proxy-pass-variable-uri', () => {
  const fixed = (pass: string): string[] =>
    findings('nginx/proxy-pass-variable-uri', passing(`set $b app; proxy_pass ${pass};`)).flatMap(({ fixes }) =>
      fixes.flatMap(({ edits }) => edits.map(({ text }) => text)),
    )

  test('sends the path of the request, behind ours where there is one', () => {
    expect(fixed('http://$b/')).toEqual(['http://$b'])
    expect(fixed('http://$b/v2/')).toEqual(['http://$b/v2$request_uri'])
    expect(fixed('http://$b/v2?a=b')).toEqual([])
  })
})

const edited = (rule: string, http: string, given?: Given): string[] =>
  findings(rule, http, given).flatMap(({ fixes }) =>
    fixes.map(({ safety, edits }) => [safety, ...edits.map(({ text }) => text.trim())].join(' ')),
  )

describe('logs', () => {
  test('error_log: a place for errors and a level', () => {
    const rule = 'nginx/error-log-off'
    expect(edited(rule, 'error_log /dev/null;')).toEqual(['safe /var/log/nginx/error.log error'])
    expect(edited(rule, 'error_log /var/log/a crit;')).toEqual(['safe error'])
  })

  test('error_log: a level where none is written', () =>
    expect(edited('nginx/error-log-level', 'error_log /var/log/a;', { options: { minimum: 'info' } })).toEqual([
      'safe info',
    ]))

  const silent = (text: string): string[] =>
    said('nginx/access-log-off', `${text} ${server('location / { proxy_pass http://127.0.0.1:3; }')}`)

  test('access_log under a condition that is never met', () => {
    expect(silent('map $uri $no { default 0; } access_log /a combined if=$no;')).toHaveLength(1)
    expect(silent('access_log /a combined if=0;')).toHaveLength(1)
    expect(silent('map $status $bad { ~^2 0; default 1; } access_log /a combined if=$bad;')).toEqual([])
  })

  test('secrets: a word in place of each', () => {
    const format = "log_format a '$remote_addr ${http_cookie} $http_cookie'; access_log /a a;"
    const [fix, ...more] = edited('nginx/log-sensitive-data', `${format} ${server('root /srv;')}`)
    expect(fix).toContain('map $http_cookie $http_cookie_logged {')
    expect(fix).toContain("'$remote_addr ${http_cookie_logged} $http_cookie_logged'")
    expect(more).toEqual([])
  })
})

test('nginx/realip-trust-all: half of the IPv6 addresses there are', () => {
  const trusting = (range: string): number =>
    said('nginx/realip-trust-all', server(`set_real_ip_from ${range}; real_ip_header X-Real-IP; root /srv;`)).length
  expect(trusting('2000::/3')).toBe(1)
  expect(trusting('2400:cb00::/32')).toBe(0)
  expect(trusting('fc00::/7')).toBe(0)
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
    const baseline = only('nginx/run-as-root', options)
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

describe('nginx/return-bypasses-access: rules from further out', () => {
  const told = (answer: string, path = '/settings'): string[] =>
    said(
      'nginx/return-bypasses-access',
      server(`auth_basic a; auth_basic_user_file b; root /srv; location ${path} { ${answer} }`),
    )

  test('an answer with something in it', () =>
    expect(told('return 200 \'{"key": "abcdefgh"}\';')).toEqual([expect.stringMatching(/^low .*auth_basic/)]))

  test.each(['secret', '$arg_a', '0'])('however short: %s', text => expect(told(`return 200 ${text};`)).toHaveLength(1))

  test.each([
    ['a word', 'return 200 ok;', '/settings'],
    ['a word with a line feed', 'return 200 "pong\n";', '/settings'],
    ['nothing', 'return 204;', '/settings'],
    ['a health check', 'return 200 \'{"status": "everything works"}\';', '/health'],
    ['a redirect', 'return 302 /somewhere/else/in/here;', '/settings'],
  ])('quiet about %s', (_what, answer, path) => expect(told(answer, path)).toEqual([]))
})
