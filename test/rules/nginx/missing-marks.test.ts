import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import type { Target } from '../../../src/target/index.ts'

const debian = { id: 'debian', version: '12' } as const

const main = (lines: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 127.0.0.1:8080;\n${lines}\n  }\n}\n`

/** The text after the unsafe fixes of what keeps nginx from starting. */
function repaired(text: string): string {
  const input = { files: { 'nginx.conf': text }, unsafe: true }
  const report = analyze(input)
  return fix(input, report, ({ severity }) => severity === 'critical').files.get('nginx.conf') ?? text
}

describe('a line without its end', () => {
  it.each([
    ['root /srv\n    index index.html;', 'root /srv;\n    index index.html;'],
    ['listen 8081 # why\n    server_name a.example;', 'listen 8081; # why\n    server_name a.example;'],
    ['server_name a.example\n    location / {\n    }', 'server_name a.example;\n    location / {\n    }'],
    ['location /x\n      return 204;\n    }', 'location /x {\n      return 204;\n    }'],
  ])('%j', (wrong, right) => expect(repaired(main(wrong))).toBe(main(right)))

  it.each(['index\n    root\n    /srv a b;', 'root /srv /www;', 'root /srv\n    unknown_name x;'])(
    '%j may mean several things',
    text => expect(repaired(main(text))).toBe(main(text)),
  )
})

describe('a pattern cut by its own brace or semicolon', () => {
  it.each([
    ['location ~ ^/\\d{4}$ { return 204; }', 'location ~ "^/\\d{4}$" { return 204; }'],
    ['location ~ ^/\\d{4}/\\d{1,2}$ { return 204; }', 'location ~ "^/\\d{4}/\\d{1,2}$" { return 204; }'],
    ['rewrite ^/a{2}$ /b;', 'rewrite "^/a{2}$" /b;'],
    ['if ($uri ~ ^/a{2}$) { return 204; }', 'if ($uri ~ "^/a{2}$") { return 204; }'],
    ['server_name ~^a{2}\\.example$;', 'server_name "~^a{2}\\.example$";'],
    ['location ~ ^/a;b$ { return 204; }', 'location ~ "^/a;b$" { return 204; }'],
  ])('%s', (wrong, right) => {
    const { findings } = analyze({ files: { 'nginx.conf': main(wrong) } })
    expect(findings.map(({ rule }) => rule)).toContain('nginx/invalid-regex')
    expect(repaired(main(wrong))).toBe(main(right))
  })

  it('a block that follows a statement is none', () => {
    const { findings } = analyze({ files: { 'nginx.conf': main('rewrite ^/a /b { return 204; }') } })
    expect(findings.map(({ rule }) => rule)).not.toContain('nginx/invalid-regex')
  })
})

describe('a companion that can be told', () => {
  const repairedFor = (text: string, distribution: Target['distribution'] = debian): string => {
    const target = { nginx: [1, 28, 0], distribution } as const
    const input = { files: { 'nginx.conf': text }, unsafe: true, target }
    const report = analyze(input)
    return fix(input, report, ({ rule }) => rule === 'nginx/unmet-requirement').files.get('nginx.conf') ?? text
  }

  it('is written', () => {
    expect(repairedFor('worker_processes 1;\nhttp {\n}\n')).toBe('worker_processes 1;\nevents {}\nhttp {\n}\n')
    const group =
      'events {}\nhttp {\n  resolver 127.0.0.1;\n  upstream u {\n    server a.example.com resolve;\n  }\n}\n'
    expect(repairedFor(group)).toContain('    zone u 64k;\n    server a.example.com resolve;')
    const quic =
      'events {}\nhttp {\n  server {\n    listen 443 quic;\n    ssl_certificate c;\n    ssl_certificate_key k;\n    ssl_protocols TLSv1.2;\n  }\n}\n'
    expect(repairedFor(quic)).toContain('ssl_protocols TLSv1.2 TLSv1.3;')
  })

  it.each([
    ['debian', '/etc/ssl/certs/ca-certificates.crt'],
    ['rhel', '/etc/pki/tls/certs/ca-bundle.crt'],
  ] as const)('is the authorities of the public web on %s', (id, path) => {
    const text = (line: string): string =>
      `events {}\nhttp {\n  server {\n    proxy_ssl_verify on;${line}\n    location / {\n      proxy_pass https://api.example.com;\n    }\n    location /b {\n      proxy_pass https://b.example.com;\n    }\n  }\n}\n`
    const wanted = text(`\n    proxy_ssl_trusted_certificate ${path};`)
    expect(repairedFor(text(''), { id, version: '' })).toBe(wanted)
  })

  it.each([
    '10.0.0.1',
    'backend',
    'api.internal',
    'api.example.com; } location /c { proxy_pass https://10.0.0.1',
    '$host',
  ])('is no authority that %s could be signed by', host => {
    const text = `events {}\nhttp {\n  proxy_ssl_verify on;\n  server {\n    location / {\n      proxy_pass https://${host};\n    }\n  }\n}\n`
    expect(repairedFor(text)).toBe(text)
  })

  it('is no authority where nobody knows a file of them', () => {
    const text = main('proxy_ssl_verify on; location / { proxy_pass https://api.example.com; }')
    expect(repairedFor(text, { id: 'other', version: '' })).toBe(text)
    expect(repairedFor(text)).not.toBe(text)
  })

  it('is none where somebody has to say it', () => {
    const text = 'events {}\nhttp {\n  upstream u {\n  }\n}\n'
    expect(repairedFor(text)).toBe(text)
  })
})
