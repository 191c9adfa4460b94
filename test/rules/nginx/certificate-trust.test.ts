import { describe, expect, it } from 'vitest'
import { analyze } from '../../../src/index.ts'
import { mailCertificate as own } from '../certificates.ts'
import { only } from './found.ts'

/** Made by openssl: signed by another, with an RSA key of 1024 bits. */
const short = `-----BEGIN CERTIFICATE-----
MIICjjCCAXagAwIBAgIUJ9QS/lZpxtLB4D+uXBa+nhlECZMwDQYJKoZIhvcNAQEL
BQAwFDESMBAGA1UEAwwJYS5leGFtcGxlMCAXDTI2MTEyMzA2MTcyN1oYDzIxMjYx
MDMwMDYxNzI3WjAbMRkwFwYDVQQDDBBtYWlsLmV4YW1wbGUuY29tMIGfMA0GCSqG
SIb3DQEBAQUAA4GNADCBiQKBgQDccgS4cUod3hrMLeflXmlCXSxGouf1lrpfDUra
zyYGo7ZFpXEX6HpJrq2ue+hr2siRnsJgPCcF9kGlpKKbakOuYCCusvKYuB69Dl2Q
yYG/lGctOl4fTnqeoM97i31XqMbYu3gbSRFR+QICFs/ZQnT01ytsF+0eBU9jteWn
rZbSzQIDAQABo1MwUTAdBgNVHQ4EFgQUF3uJKDfRdYIxc6jKyR4m7Z4Wp1gwHwYD
VR0jBBgwFoAUUnoGmaObO0+R2FBTTnk5ve1kMGkwDwYDVR0TAQH/BAUwAwEB/zAN
BgkqhkiG9w0BAQsFAAOCAQEAf5AYjwk0irViTXoaZUXVRL19veQv4+93i4TXse3F
h7t5tvYzsr8grDhltLunrO+odcegEq+Jlm143Y0uY3psCpxJwD553EFHKbLsSEXh
LHCANRZOCpAacO492xLv7VRU6TkGZDQo3d2e3vfc7LVoDRPDWa/BaKPHmWEXpde2
BqiV6BWJwV1mbEWBgX7/3fvp9uK1CW0SVBQx7Uzt3Fj57xtfGg8qaU+H/1hLaRjD
3l6weD885xUHt5cn40isA3HxWn5iqd22haTPWiCdj+0/y92YB/IjNC1Dci+2A63A
83cC4mwaG3KraGsS+vMmGI7nTgh+ZpxweNjCV0TBflVo6Q==
-----END CERTIFICATE-----
`
const snakeoil = '/etc/ssl/certs/ssl-cert-snakeoil.pem'

function said(rest: string, certificate: string, path = 'c.pem'): string[] {
  const text = `events {}\n${rest.replace('TLS', `ssl_certificate ${path}; ssl_certificate_key k.pem;`)}`
  const files = { 'nginx.conf': text, 'c.pem': certificate }
  const report = analyze({ files, roots: ['nginx.conf'], format: 'nginx', baseline: only('nginx/certificate-trust') })
  return report.findings.map(
    ({ message, fixes }) => `${message.en.replace(/^.*\bis |^.*\bhas /, '')}${fixes.length > 0 ? ' +' : ''}`,
  )
}

const stream = (listen = '8883 ssl'): string => `stream { server { listen ${listen}; TLS proxy_pass 127.0.0.1:1883; } }`
const mail = (lines: string): string => `mail { auth_http 127.0.0.1:9/; server { protocol imap; TLS ${lines} } }`

const untrusted = 'signed by itself: no client trusts it unless told to'
const placeholder = 'the placeholder of the distribution: no client trusts it'
const weak = 'a key of 1024 bits (RSA)'

describe('certificates outside of http', () => {
  it.each([
    ['stream, the placeholder', stream(), '', snakeoil, placeholder],
    ['stream, a short key', stream(), short, 'c.pem', weak],
    ['mail, the placeholder', mail('listen 993 ssl;'), '', snakeoil, placeholder],
    ['mail, signed by itself', mail('listen 993 ssl;'), own, 'c.pem', untrusted],
    ['mail, after STARTTLS', mail('listen 143; starttls only;'), own, 'c.pem', untrusted],
  ])('%s', (_what, rest, ...[certificate, path, expected]) => expect(said(rest, certificate, path)).toEqual([expected]))

  it.each([
    ['stream, whose clients may know it', stream(), own, 'c.pem'],
    ['stream, for this machine', stream('127.0.0.1:8883 ssl'), short, 'c.pem'],
    ['mail without TLS', mail('listen 143; starttls off;'), own, 'c.pem'],
  ])('silent: %s', (_what, rest, certificate, path) => expect(said(rest, certificate, path)).toEqual([]))
})
