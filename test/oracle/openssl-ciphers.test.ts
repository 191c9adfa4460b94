import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { expandCiphers } from '../../src/tls/index.ts'

const strings = [
  'DEFAULT',
  'ALL',
  'DEFAULT@SECLEVEL=1',
  'HIGH@STRENGTH:!aNULL',
  'HIGH:!aNULL:!MD5',
  'HIGH:!aNULL:!eNULL:!PSK:!SRP',
  'kEDH+AES:kRSA',
  'ECDHE+AESGCM:-ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256',
  'CHACHA20+aRSA',
  'PSK',
  'aNULL',
  'EDH',
  'ADH',
  'AECDH',
  'SHA1+kRSA',
  'AES+SHA384',
  'TLSv1.2+AES',
  'SRP',
  'ECDH',
  'DH',
  'NOPE:HIGH',
  'TLSv1',
  'SSLv3',
  'AESCCM',
  'AESCCM8',
  'RSA',
  'aPSK',
  'kECDHEPSK:kPSK',
  'SHA',
  'COMPLEMENTOFDEFAULT',
  'eNULL',
  'aDSS:CAMELLIA256',
  'ARIA:+ARIA128',
  'HIGH:!AES:AES128-SHA',
  'HIGH:-AES:AES128-SHA',
  'DEFAULT:!kRSA',
  'AES256+kECDHE, !SHA1',
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305',
]

/** OpenSSL itself, at a level that filters nothing; TLS 1.3 suites left out. */
const openssl = (text: string): string[] =>
  execFileSync('openssl', ['ciphers', `${text}:@SECLEVEL=0`], { encoding: 'utf8' })
    .trim()
    .split(':')
    .filter(name => !name.startsWith('TLS_'))
    .sort()

describe('cipher strings expand as OpenSSL expands them', () => {
  it.each(strings)('%s', text => {
    expect(
      expandCiphers(text)
        .suites.map(suite => suite.name)
        .sort(),
    ).toEqual(openssl(text))
  })
})
