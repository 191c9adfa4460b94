import { expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'
import { main, only } from './found.ts'

const keys = 'ssl_certificate c.pem; ssl_certificate_key k.pem;'
const stream = (lines: string): string => main('', `stream { ${lines} proxy_pass 127.0.0.1:1; } }`)

/** What one rule says of a whole file. */
const said = (rule: string, text: string, options = {}): string[] =>
  analyze({ files: { 'nginx.conf': text }, format: 'nginx', baseline: only(`nginx/${rule}`, options) }).findings.map(
    ({ message, line }) => `${line}: ${message.en}`,
  )

it.each([
  ['weak-ciphers', 'server { listen 993 ssl; ssl_ciphers ADH:AES128-SHA;'],
  ['weak-ciphers', 'ssl_ciphers HIGH:NULL; server { listen 993 ssl;'],
  ['tls-seclevel', 'server { listen 993 ssl; ssl_ciphers DEFAULT@SECLEVEL=0;'],
  ['dhparam', 'server { listen 993 ssl; ssl_ciphers DHE-RSA-AES128-GCM-SHA256:ECDHE+AESGCM;'],
  ['dhparam', 'server { listen 993 ssl; ssl_ciphers EDH+AESGCM:ECDHE+AESGCM;'],
  ['session-tickets', 'server { listen 993 ssl;'],
  ['certificate-chain', 'server { listen 993 ssl; ssl_certificate /etc/letsencrypt/live/a/cert.pem;'],
  ['optional-client-cert', 'server { listen 993 ssl; ssl_client_certificate ca.pem; ssl_verify_client optional;'],
])('%s looks at stream{} too: %s', (rule, lines) => {
  const found = said(rule, stream(`${lines} ${rule === 'certificate-chain' ? '' : keys}`))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('stream server *:993')
})

it('where the certificate decides about the way of a connection, it is looked at', () => {
  const text = main(
    '',
    `stream { map $ssl_client_verify $to { default 127.0.0.1:2; SUCCESS 127.0.0.1:1; }
     server { listen 993 ssl; ${keys} ssl_client_certificate ca.pem; ssl_verify_client optional; proxy_pass $to; } }`,
  )
  expect(said('optional-client-cert', text)).toEqual([])
})

it('STARTTLS of mail{} counts, and without it the string is for nobody', () => {
  const mail = (how: string): string =>
    main(
      '',
      `mail { auth_http 127.0.0.1:9; server { listen 143; protocol imap; ${how} ssl_ciphers HIGH:NULL; ${keys} } }`,
    )
  expect(said('weak-ciphers', mail('starttls on;'))).toHaveLength(1)
  expect(said('weak-ciphers', mail(''))).toEqual([])
})

it('what nobody writes is said once for each protocol, where it would be written', () => {
  const text = main(
    `server { listen 443 ssl; ${keys} }`,
    `stream { server { listen 993 ssl; ${keys} proxy_pass 127.0.0.1:1; } }`,
  )
  expect(said('weak-ciphers', text, { explicit: true }).map(one => one.slice(0, 2))).toEqual(['2:', '5:'])
})

it('a cipher string of stream{} is mended where it stands', () => {
  const files = { 'nginx.conf': stream(`server { listen 993 ssl; ssl_ciphers AES128-SHA:ADH-AES128-SHA; ${keys}`) }
  const input = { files, format: 'nginx' as const, baseline: only('nginx/weak-ciphers') }
  expect(fix(input, analyze(input)).diff).toContain('ssl_ciphers AES128-SHA;')
})

it('cipher strings and DHE say nothing about sockets of TLS 1.3', () => {
  const suites = 'ssl_ciphers DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;'
  const http = (protocols: string): string =>
    main(`ssl_protocols ${protocols}; ${suites} server { listen 443 ssl; ${keys} }`)
  expect(said('dhparam', http('TLSv1.3'))).toEqual([])
  expect(said('dhparam', http('TLSv1.2 TLSv1.3'))).toHaveLength(1)
})
