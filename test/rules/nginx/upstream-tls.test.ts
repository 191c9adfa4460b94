import { describe, expect, it } from 'vitest'
import { type AnalyzeInput, analyze, type Finding, fix } from '../../../src/index.ts'

const rule = 'nginx/upstream-tls-unverified'
const http = (lines: string): string =>
  `events {}\nhttp {\n  server {\n    listen 127.0.0.1:8080;\n    server_name a.example;\n${lines}\n  }\n}\n`

const found = (text: string, id = rule): readonly Finding[] =>
  analyze({ files: { 'nginx.conf': text } }).findings.filter(finding => finding.rule === id)

function fixed(text: string, more: Omit<AnalyzeInput, 'files'> = {}): string {
  const input = { files: { 'nginx.conf': text }, unsafe: true, ...more }
  return fix(input, analyze(input), finding => finding.rule === rule).files.get('nginx.conf') ?? text
}

describe('verification comes with all that it needs', () => {
  it('of a public host: the authorities of the system', () => {
    const text = http('location / { proxy_pass https://api.example.net; }')
    expect(fixed(text)).toContain('proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;')
    expect(fixed(text)).toContain('proxy_ssl_server_name on;')
    const rhel = { target: { distribution: { id: 'rhel', version: '9' } } } as const
    expect(fixed(text, rhel)).toContain('proxy_ssl_trusted_certificate /etc/pki/tls/certs/ca-bundle.crt;')
  })

  it('of a group of one host: its name', () => {
    const lines = 'proxy_ssl_trusted_certificate own.pem;\nlocation / { proxy_pass https://pool; }'
    const text = `${http(lines)}`.replace('  server {', '  upstream pool { server app.internal:443; }\n  server {')
    expect(fixed(text)).toContain('proxy_ssl_name app.internal;')
    expect(fixed(text)).not.toContain('ca-certificates')
  })

  it('where an `if` hands on: in its location', () => {
    const text = http('location / { if ($arg_a) { proxy_pass https://api.example.net; } }')
    expect(fixed(text)).toMatch(/location \/ \{\s*proxy_ssl_verify on;/)
  })

  it.each(['https://203.0.113.5', 'https://app.internal', 'https://$arg_a'])('nothing for %s', target => {
    const text = http(`location / { proxy_pass ${target}; }`)
    expect(fixed(text)).toBe(text)
  })
})

describe('what shares sessions', () => {
  const two = (more: string): string =>
    http(
      `${more}location / { proxy_pass https://api.example.net; proxy_ssl_verify on; proxy_ssl_trusted_certificate a.pem; }\nlocation /b/ { proxy_pass https://api.example.net; }`,
    )

  it('fails where one place verifies and another does not', () => {
    expect(found(two('')).map(({ messageId }) => messageId)).toEqual(['mixed'])
    expect(found(two('proxy_ssl_session_reuse off;\n')).map(({ messageId }) => messageId)).toEqual(['unverified'])
  })
})

describe('stream{}', () => {
  const stream = (lines: string): string =>
    `load_module modules/ngx_stream_module.so;\nevents {}\nstream {\n  server { listen 127.0.0.1:5432; proxy_pass db.example.net:5432; ${lines} }\n}\n`

  it('verifies as http does', () => {
    expect(found(stream('proxy_ssl on;'))).toHaveLength(1)
    expect(found(stream('proxy_ssl on; proxy_ssl_verify on; proxy_ssl_trusted_certificate a.pem;'))).toEqual([])
    expect(found(stream(''))).toEqual([])
    expect(fixed(stream('proxy_ssl on;'))).toContain('proxy_ssl_verify on;')
  })

  it('sends a name and offers no old protocols', () => {
    expect(found(stream('proxy_ssl on;'), 'nginx/upstream-tls-name')).toHaveLength(1)
    expect(found(stream('proxy_ssl on; proxy_ssl_protocols TLSv1;'), 'nginx/upstream-tls-weak')).toHaveLength(1)
    expect(found(stream('proxy_ssl_protocols TLSv1;'), 'nginx/upstream-tls-weak')).toEqual([])
  })
})

describe('the name that is checked', () => {
  const named = (name: string, target = 'https://api.example.net'): readonly Finding[] =>
    found(
      http(
        `location / { proxy_pass ${target}; proxy_ssl_server_name on; proxy_ssl_verify on; proxy_ssl_trusted_certificate a.pem; proxy_ssl_name ${name}; }`,
      ),
      'nginx/upstream-tls-name',
    )

  it('is nobody’s choice', () => {
    expect(named('$host').map(({ messageId, severity }) => [messageId, severity])).toEqual([['variable', 'low']])
    expect(named('$proxy_host')).toEqual([])
    expect(named('api.example.net')).toEqual([])
    expect(named('$host', 'https://$host')).toEqual([])
  })
})
