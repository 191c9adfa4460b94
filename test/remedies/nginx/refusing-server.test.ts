import { expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

const tls = (name: string, own: string): string =>
  `server {
    listen 443 ssl;
    server_name ${name};
    ssl_certificate /etc/ssl/a.pem;
    ssl_certificate_key /etc/ssl/a.key;
${own}    return 200 ok;
}
`

/** The text after the fix of servers of which none is the default. */
function repaired(http: string, nginx: readonly number[] = [1, 26, 3]): string {
  const input = { files: { 'nginx.conf': `events {}\nhttp {\n${http}}\n` }, unsafe: true, target: { nginx } }
  const result = fix(input, analyze(input), ({ rule }) => rule === 'nginx/missing-default-server')
  expect(result.rejected).toEqual([])
  return result.files.get('nginx.conf') ?? ''
}

// Sessions are kept by the context that the connection began with: that of the default server (test/oracle/tls-sessions).
it('a server that refuses unknown names keeps sessions as the one did that it takes the place of', () => {
  const own = [
    'server_tokens off;',
    'ssl_session_cache shared:tls:10m;',
    'ssl_session_timeout 1d;',
    'ssl_session_tickets off;',
    'ssl_early_data on;',
  ]
  const text = repaired(tls('a.example.com', own.map(line => `    ${line}\n`).join('')) + tls('b.example.com', ''))
  const added = text.slice(0, text.indexOf('ssl_reject_handshake'))
  for (const line of own) expect(added).toContain(line)
})

it('on a socket without TLS it says nothing of sessions', () => {
  const http = (name: string): string =>
    `server {\n    listen 80;\n    server_name ${name};\n    ssl_session_tickets off;\n    return 200 ok;\n}\n`
  const text = repaired(http('a.example.com') + http('b.example.com'))
  expect(text.slice(0, text.indexOf('return 444'))).not.toContain('ssl_')
})

it('what http{} says wrong reaches it, too, and is no new finding', () => {
  const header = 'add_header X-Frame-Options DENY;\nadd_header X-Frame-Options DENY;\n'
  const text = repaired(`${header}${tls('a.example.com', '')}${tls('b.example.com', '')}`)
  expect(text).toContain('ssl_reject_handshake on;')
})

it('a server that refuses every handshake uses no cipher', () => {
  const ciphers = '    ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;\n'
  const about = (line: string): boolean => {
    const refusing = `server {\n    listen 443 ssl default_server;\n    ${line}\n    return 421;\n}\n`
    const files = { 'nginx.conf': `events {}\nhttp {\n${refusing}${tls('a.example.com', ciphers)}}\n` }
    const { findings } = analyze({ files, baseline: 'mozilla-intermediate' })
    return findings.some(({ rule, message }) => rule === 'nginx/weak-ciphers' && message.en.includes('written nowhere'))
  }
  expect(about('ssl_reject_handshake on;')).toBe(false)
  expect(about('ssl_certificate /etc/ssl/a.pem; ssl_certificate_key /etc/ssl/a.key;')).toBe(true)
})

// nginx 1.22.1: no "ssl_certificate_key" is defined for certificate "/etc/ssl/a.pem".
it('a certificate that http{} names without its key gets one', () => {
  const key = 'ssl_certificate_key /etc/ssl/a.key;'
  const server = (name: string, own: string): string =>
    `server {\n    listen 443 ssl;\n    server_name ${name};\n    ${own}\n    return 200 ok;\n}\n`
  const half = 'ssl_certificate /etc/ssl/a.pem;\n'
  const added = (text: string): string => text.slice(0, text.indexOf('return 421'))
  expect(added(repaired(half + server('a.example', key) + server('b.example', key)))).toContain(
    `ssl_reject_handshake on;\n    ${key}`,
  )
  const own = `ssl_certificate /etc/ssl/b.pem; ${key}`
  expect(added(repaired(half + server('a.example', own) + server('b.example', own)))).toContain(
    `ssl_certificate /etc/ssl/b.pem;\n    ${key}`,
  )
})
