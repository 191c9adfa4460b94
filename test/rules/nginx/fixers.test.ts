import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, type Finding, fix } from '../../../src/index.ts'

/** What automatic fixes of nginx files are known to get wrong. */

const main = (http: string): string => `events {}\nhttp {\n${http}}\n`
const conf = 'nginx.conf'

type More = Omit<AnalyzeInput, 'files'>

const findings = (http: string, more: More = {}): readonly Finding[] =>
  analyze({ files: { [conf]: main(http) }, ...more }).findings

const rulesOf = (found: readonly Finding[]): string[] => found.map(({ rule }) => rule)

function fixed(http: string, rule: string, more: More = {}): string {
  const input = { files: { [conf]: main(http) }, ...more }
  const { files } = fix(input, analyze(input), finding => finding.rule === rule)
  return files.get(conf) ?? main(http)
}

describe('an edit stands where its finding is', () => {
  it('goes into each of two servers alike in text, not twice into the first', () => {
    const server = (name: string): string =>
      `  server {\n    listen 8080;\n    server_name ${name};\n    autoindex on;\n  }\n`
    const text = fixed(server('a.example') + server('b.example'), 'nginx/autoindex')
    const [, first = '', second = ''] = text.split('server {')
    expect(first).not.toContain('autoindex on')
    expect(second).not.toContain('autoindex on')
    expect(text.match(/listen 8080;/g)).toHaveLength(2)
  })

  it('takes no comment for a place to write', () => {
    const http =
      '  # server { listen 443 ssl; }\n  server {\n    listen 443 ssl; # server {\n    ssl_certificate c.pem;\n    ssl_certificate_key k.pem;\n    server_name a.example;\n  }\n'
    const text = fixed(http, 'nginx/tls-protocols')
    expect(text).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
    expect(text.split('\n').filter(line => line.includes('ssl_protocols') && line.includes('#'))).toEqual([])
    expect(text).toContain('  # server { listen 443 ssl; }\n')
  })

  it('finds what is written in columns, over lines and with tabs', () => {
    const http = '  server { listen 8080; server_name a.example; server_tokens\n\t\ton\t; root /srv; }\n'
    expect(fixed(http, 'nginx/version-disclosure')).toMatch(/server_tokens\s+off\s*;/)
  })

  it('leaves one-line blocks, tabs and CRLF as they are', () => {
    const http = '\tserver { listen 8080; server_name a.example; location / { autoindex on; root /srv; } }\r\n'
    const text = fixed(http, 'nginx/autoindex')
    expect(text).toContain('\tserver { listen 8080; server_name a.example; location / {')
    expect(text).toContain('root /srv; } }\r\n')
    expect(text).not.toContain('autoindex on')
  })
})

describe('the value comes from the baseline', () => {
  it('writes TLS 1.3 alone where that is wanted', () => {
    const http =
      '  ssl_certificate c.pem;\n  ssl_certificate_key k.pem;\n  ssl_protocols TLSv1.2 TLSv1.3;\n  server { listen 443 ssl; server_name a.example; }\n'
    const modern = fixed(http, 'nginx/tls-protocols', { baseline: 'mozilla-modern', unsafe: true })
    expect(modern).toContain('ssl_protocols TLSv1.3;')
    expect(rulesOf(findings(http))).not.toContain('nginx/tls-protocols')
  })

  it('reads a cipher string as OpenSSL does: what it takes away is not enabled', () => {
    const tls = (ciphers: string): string =>
      `  ssl_certificate c.pem;\n  ssl_certificate_key k.pem;\n  ssl_protocols TLSv1.2 TLSv1.3;\n  ssl_ciphers ${ciphers};\n  server { listen 443 ssl; server_name a.example; }\n`
    expect(rulesOf(findings(tls('ECDHE+AESGCM:-RC4:!3DES')))).not.toContain('nginx/weak-ciphers')
    expect(rulesOf(findings(tls('ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256')))).not.toContain(
      'nginx/weak-ciphers',
    )
    expect(rulesOf(findings(tls('ECDHE+AESGCM:eNULL')))).toContain('nginx/weak-ciphers')
  })
})

describe('what the target knows', () => {
  const http =
    '  ssl_certificate c.pem;\n  ssl_certificate_key k.pem;\n  server { listen 443 ssl http2; server_name a.example; }\n'

  it.each(['1.18.0', '1.22.1', '1.24.0'])('never writes `http2 on` for %s', version => {
    const [major, minor, patch] = version.split('.').map(Number)
    const nginx = [major, minor, patch] as [number, number, number]
    const text = fixed(http, 'nginx/deprecated-directive', { target: { nginx }, unsafe: true })
    expect(text).toBe(main(http))
  })

  it('writes it where the target has it', () => {
    const text = fixed(http, 'nginx/deprecated-directive', { target: { nginx: [1, 26, 0] } })
    expect(text).toMatch(/listen 443 ssl;/)
    expect(text).toMatch(/http2 on;/)
  })
})

describe('logs, access and authentication', () => {
  it('keeps several logs: they are no duplicates', () => {
    const http =
      '  access_log /var/log/nginx/a.log;\n  access_log syslog:server=10.0.0.5 combined;\n  error_log /var/log/nginx/e.log;\n  error_log syslog:server=10.0.0.5;\n'
    const input = { files: { [conf]: main(http) }, unsafe: true, baseline: 'strict' }
    const text = fix(input, analyze(input)).files.get(conf) ?? main(http)
    for (const line of http.split('\n')) expect(text).toContain(line.trim())
  })

  it('no fix of any rule takes an access rule or a password away', () => {
    const http =
      '  server {\n    listen 80;\n    server_name a.example;\n    location /a/ {\n      allow 10.0.0.0/8;\n      deny all;\n      auth_basic staff;\n      auth_basic_user_file users;\n      proxy_pass http://127.0.0.1:1;\n    }\n  }\n'
    const input = { files: { [conf]: main(http) }, unsafe: true, baseline: 'strict' }
    const text = fix(input, analyze(input)).files.get(conf) ?? main(http)
    for (const line of ['allow 10.0.0.0/8;', 'deny all;', 'auth_basic staff;', 'auth_basic_user_file users;'])
      expect(text).toContain(line)
  })
})

describe('the whole tree counts', () => {
  it('sees what an included file sets', () => {
    const files = {
      [conf]: main('  include common.conf;\n  server { listen 8080; server_name a.example; root /srv; }\n'),
      'common.conf': 'server_tokens off;\nclient_max_body_size 2m;\n',
    }
    expect(rulesOf(analyze({ files, roots: [conf] }).findings)).not.toContain('nginx/version-disclosure')
  })

  it('one `off` in one server does not speak for the others', () => {
    const server = (name: string, more: string): string =>
      `  server { listen 8080; server_name ${name}; ${more}root /srv; }\n`
    const found = findings(server('a.example', 'server_tokens off; ') + server('b.example', '')).filter(
      ({ rule }) => rule === 'nginx/version-disclosure',
    )
    expect(found).toHaveLength(1)
    expect(JSON.stringify(found[0])).toContain('b.example')
    expect(found[0]?.related.map(({ message }) => message.en).join()).not.toContain('a.example')
  })

  it('allow and deny split over an include are one list', () => {
    const location = (rest: string): string =>
      `  server { listen 8080; server_name a.example; location /a/ { allow 10.0.0.0/8; ${rest} root /srv; } }\n`
    const split = { [conf]: main(location('include deny.conf;')), 'deny.conf': 'deny all;\n' }
    expect(rulesOf(analyze({ files: split, roots: [conf] }).findings)).not.toContain('nginx/allow-without-deny')
    expect(rulesOf(findings(location('')))).toContain('nginx/allow-without-deny')
  })
})

describe('what is often called wrong and is right', () => {
  const quiet: readonly (readonly [what: string, rule: string, server: string])[] = [
    ['an alias of a single file', 'nginx/alias-traversal', 'location = /robots.txt { alias /srv/robots.txt; }'],
    ['set inside if', 'nginx/if-is-evil', 'location / { if ($arg_a) { set $x 1; } root /srv; }'],
    [
      'a capture of $request_uri in a redirect',
      'nginx/http-splitting',
      'location / { return 302 https://a.example$request_uri; }',
    ],
    ['a constant target', 'nginx/ssrf', 'location / { proxy_pass http://127.0.0.1:8080; }'],
    [
      'a child that repeats what it inherits',
      'nginx/header-inheritance',
      'add_header X-A 1; location / { add_header X-A 1; add_header X-B 2; root /srv; }',
    ],
    [
      'a child with headers and nothing above',
      'nginx/header-inheritance',
      'location / { add_header X-B 2; root /srv; }',
    ],
    [
      'a variable whose name begins like $uri',
      'nginx/http-splitting',
      'set $uri_suffix x; location / { return 302 https://a.example/$uri_suffix; }',
    ],
  ]

  it.each(quiet)('%s', (_, rule, body) => {
    expect(rulesOf(findings(`  server { listen 8080; server_name a.example; ${body} }\n`))).not.toContain(rule)
  })
})

describe('what is often missed', () => {
  const found: readonly (readonly [what: string, rule: string, server: string])[] = [
    [
      'a redirect to whatever host was asked for',
      'nginx/redirect-host',
      'location / { return 301 https://$host$request_uri; }',
    ],
    ['a bare return with a decoded path', 'nginx/http-splitting', 'location / { return https://a.example$uri; }'],
    ['a variable in capitals', 'nginx/http-splitting', 'location / { return 302 https://a.example$URI; }'],
    [
      'a Host made of a header',
      'nginx/host-spoofing',
      'location / { proxy_pass http://127.0.0.1:1; proxy_set_header Host "$http_host"; }',
    ],
    [
      'a cookie as Host',
      'nginx/host-spoofing',
      'location / { proxy_pass http://127.0.0.1:1; proxy_set_header X-Forwarded-Host $cookie_host; }',
    ],
    ['a regex alias', 'nginx/alias-traversal', 'location ~ ^/files(.*)$ { alias /srv/files/$1; }'],
  ]

  it.each(found)('%s', (_, rule, body) => {
    expect(rulesOf(findings(`  server { listen 8080 default_server; server_name a.example; ${body} }\n`))).toContain(
      rule,
    )
  })
})
