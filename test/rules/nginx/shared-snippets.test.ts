import { describe, expect, it } from 'vitest'
import { analyze, type Finding, fix } from '../../../src/index.ts'
import { only } from './found.ts'

type Files = Readonly<Record<string, string>>

const server = (name: string, lines: string): string =>
  `server {\n  listen 127.0.0.1:8080;\n  server_name ${name};\n${lines}\n}\n`

/** Two servers with the same lines. */
const two = (lines: string): string => server('a.example.com', lines) + server('b.example.com', lines)

const host = (http: string, snippet: string): Files => ({
  'nginx.conf': `events {}\nhttp {\n${http}}\n`,
  'snippets/x.conf': snippet,
})

interface Outcome {
  readonly files: Files
  readonly findings: readonly Finding[]
  readonly rejected: readonly string[]
}

function repaired(rule: string, files: Files, nginx: readonly number[] = [1, 22, 1]): Outcome {
  const input = { files, roots: ['nginx.conf'], baseline: only(rule), unsafe: true, target: { nginx } }
  const { report, files: changed, rejected } = fix(input, analyze(input))
  return {
    files: { ...files, ...Object.fromEntries(changed) },
    findings: report.findings,
    rejected: rejected.map(({ because }) => because.en),
  }
}

/** Of a statement in a snippet that two servers include. */
function expectRepaired(rule: string, before: Files, after: Files, nginx?: readonly number[]): void {
  expect(repaired(rule, before, nginx)).toEqual({ files: after, findings: [], rejected: [] })
}

const certificate = '  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n'

describe('a fix of a snippet that servers share', () => {
  const included = two('  include snippets/x.conf;')

  it('denies hidden files in front of the first regular expression of the snippet', () => {
    const http = two('  root /srv/www;\n  include snippets/x.conf;').replaceAll('127.0.0.1:8080', '80')
    const denial = 'location ~ /\\.(?!well-known(?:/|$)) {\n    deny all;\n}\n'
    const css = 'location ~ \\.css$ {\n  expires 1d;\n}\n'
    expectRepaired('nginx/hidden-files', host(http, css), host(http, denial + css))
  })

  const challenge = 'location ^~ /.well-known/acme-challenge/ {\n  root /var/www/letsencrypt;\n}\n'
  const public80 = included.replaceAll('127.0.0.1:8080', '80')

  it('lets challenges through where every server of the snippet has them', () => {
    const answer = 'return 308 https://www.example.com$request_uri;'
    const after = host(public80, `${challenge}location / {\n  ${answer}\n}\n`)
    expectRepaired('nginx/acme-shadowed', host(public80, `${challenge}${answer}\n`), after)
  })

  it('leaves the answer of a snippet where another server has a location / already', () => {
    const alone = server('c.example.com', `  ${challenge}  location / { }\n  include snippets/x.conf;`)
    const http = `${two(`  ${challenge}  include snippets/x.conf;`)}${alone}`.replaceAll('127.0.0.1:8080', '80')
    const files = host(http, 'return 308 https://www.example.com$request_uri;\n')
    expect(repaired('nginx/acme-shadowed', files).files).toEqual(files)
  })

  it('puts both ends of an alias right in every location that shares it', () => {
    const locations = (path: string): string => two(`  location ${path} {\n    include snippets/x.conf;\n  }`)
    const bare = '  location = /files {\n      return 301 /files/$is_args$args;\n  }'
    const after = host(two(`  location /files/ {\n    include snippets/x.conf;\n  }\n${bare}`), 'alias /srv/files/;\n')
    expectRepaired('nginx/alias-prefix-overlap', host(locations('/files'), 'alias /srv/files;\n'), after)
    const regex = host(locations('~ ^/files/(.*)$'), 'alias /srv/files/$1;\n')
    expectRepaired('nginx/alias-prefix-overlap', host(locations('~ ^/files(.*)$'), 'alias /srv/files$1;\n'), regex)
  })

  it('leaves an alias alone that another location reads differently', () => {
    const place = (path: string): string => `  location ${path} {\n    include snippets/x.conf;\n  }`
    for (const other of ['/files/', '= /files']) {
      const files = host(two(place('/files')) + server('c.example.com', place(other)), 'alias /srv/files;\n')
      expect(repaired('nginx/alias-prefix-overlap', files).files).toEqual(files)
    }
  })

  it('limits the methods of every location that shares an answer', () => {
    const place = (line: string): string => two(`  location /health {\n${line}    include snippets/x.conf;\n  }`)
    const limit = '    limit_except GET {\n        deny all;\n    }\n'
    const [before, after] = [place(''), place(limit)].map(http => host(http, 'return 200 ok;\n'))
    expectRepaired('nginx/methods-unrestricted', before as Files, after as Files)
  })

  it('writes ssl on the sockets of all servers that go by one "ssl on"', () => {
    const http = two(`${certificate}  include snippets/x.conf;`)
    const after = host(http.replace('8080;', '8080 ssl;'), '')
    expectRepaired('nginx/deprecated-directive', host(http, 'ssl on;\n'), after)
  })

  it('writes "http2 on" in a snippet of sockets, unless a server has others beside them', () => {
    const listens = 'listen 127.0.0.1:8443 ssl http2;\n'
    const own = included.replaceAll(/ {2}listen .*\n/g, '')
    const after = 'listen 127.0.0.1:8443 ssl;\nhttp2 on;\n'
    expectRepaired('nginx/deprecated-directive', host(own, listens), host(own, after), [1, 26, 3])
    expect(repaired('nginx/deprecated-directive', host(included, listens), [1, 26, 3]).files).toEqual(
      host(included, listens),
    )
  })

  it('ends the last statement of a snippet', () => {
    expectRepaired(
      'nginx/syntax',
      host(included, 'index a;\nroot /srv/www\n'),
      host(included, 'index a;\nroot /srv/www;\n'),
    )
    const cut = host(included, 'index a;\nroot "/srv/www\n')
    expect(repaired('nginx/syntax', cut).files).toEqual(cut)
  })

  it('puts a header value in quotes that a semicolon has cut', () => {
    const after = 'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains" always;\n'
    const before = 'add_header Strict-Transport-Security max-age=63072000; includeSubDomains always;\n'
    expectRepaired('nginx/unknown-directive', host(included, before), host(included, after))
  })
})

describe('settings of http{} and of several servers', () => {
  it('writes ssl on the socket that an inherited "ssl on" makes speak TLS', () => {
    const before = host(`ssl on;\n${two(certificate)}`, '')
    const after = host(two(certificate).replace('8080;', '8080 ssl;'), '')
    expectRepaired('nginx/deprecated-directive', before, after)
  })

  it('makes one table for all servers that hand on upgrades', () => {
    const place = (value: string): string =>
      two(`  location / {
    proxy_http_version 1.1;
    proxy_set_header Upgrade ${value};
    proxy_set_header Connection upgrade;
    proxy_pass http://127.0.0.1:3000;
  }
  location /internal/ {
    deny all;
    proxy_pass http://127.0.0.1:3000;
  }`).replaceAll('127.0.0.1:8080', '80')
    const table = 'map $http_upgrade $websocket_upgrade {\n    default "";\n    websocket websocket;\n}\n'
    const main = 'events {}\nhttp {\ninclude conf.d/*.conf;\n}\n'
    const before = { 'nginx.conf': main, 'conf.d/a.conf': place('$http_upgrade') }
    const after = { 'nginx.conf': main, 'conf.d/a.conf': table + place('$websocket_upgrade') }
    expectRepaired('nginx/h2c-smuggling', before, after)
  })

  it('sets what a socket goes by in every server that writes the former value', () => {
    const tls = (name: string, value: string): string =>
      `server {\n  listen 443 ssl;\n  server_name ${name};\n  ssl_protocols ${value};\n}\n`
    const http = (value: string): string =>
      tls('a.example.com', value) + tls('b.example.com', value) + tls('c.example.com', 'TLSv1.3')
    expectRepaired('nginx/tls-setting-ignored', host(http('TLSv1.2 TLSv1.3'), ''), host(http('TLSv1.3'), ''))
  })

  it('tells of no repair that was left out once a later one has repaired the same list', () => {
    const lists = (own: string, inner: string): string =>
      `add_header X-Content-Type-Options nosniff always;
server {
    listen 127.0.0.1:8080;
    add_header X-Frame-Options DENY always;
${own}    location / {
        add_header Cache-Control no-store;
${inner}        return 200 ok;
    }
}
`
    const nosniff = 'add_header X-Content-Type-Options nosniff always;\n'
    const frame = 'add_header X-Frame-Options DENY always;\n'
    const after = lists(`    ${nosniff}`, `        ${frame}        ${nosniff}`)
    expectRepaired('nginx/header-inheritance', host(lists('', ''), ''), host(after, ''))
  })
})
