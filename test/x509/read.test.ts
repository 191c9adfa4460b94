import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/text/sha256.ts'
import { type Certificate, privateKeys, readCertificates, readRevocationLists } from '../../src/x509/index.ts'
import fc from '../random.ts'

const only = (pem: string): Certificate => {
  const { found, problems } = readCertificates(pem)
  expect(problems).toEqual([])
  return found[0]!.value
}

const colons = (hexadecimal: string): string => (hexadecimal.toUpperCase().match(/../g) ?? []).join(':')
const keyTypes: Readonly<Record<string, string>> = { rsa: 'rsa', ec: 'ec', ed25519: 'ed25519' }

describe('the roots that Node trusts', () => {
  test('are read as Node reads them', () => {
    expect(rootCertificates.length).toBeGreaterThan(100)
    for (const pem of rootCertificates) {
      const [own, node] = [only(pem), new X509Certificate(pem)]
      expect(Date.parse(own.notBefore)).toBe(Date.parse(node.validFrom))
      expect(Date.parse(own.notAfter)).toBe(Date.parse(node.validTo))
      expect(BigInt(`0x${own.serial}`)).toBe(BigInt(`0x${node.serialNumber}`))
      expect(own.selfSigned).toBe(node.checkIssued(node))
      expect(own.namesIssuer).toBe(/^CA Issuers/m.test(node.infoAccess ?? ''))
      expect(own.basicConstraints?.ca ?? false).toBe(node.ca)
      expect(own.key.type).toBe(keyTypes[node.publicKey.asymmetricKeyType!])
      expect(colons(sha256(own.der))).toBe(node.fingerprint256)
      const modulus = node.publicKey.asymmetricKeyDetails?.modulusLength
      if (modulus) expect(own.key.bits).toBe(modulus)
    }
  })

  test('keep their order and places in one file', () => {
    const text = rootCertificates.slice(0, 40).join('\ncomment\n')
    const { found } = readCertificates(text)
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual(rootCertificates.slice(0, 40))
  })
})

describe('what cannot be read', () => {
  const [pem] = rootCertificates as [string]

  test('a block without its end is a problem at its first line, and the next one is read', () => {
    const text = `${pem.slice(0, 200)}\n${pem}`
    const { found, problems } = readCertificates(text)
    expect(found.length).toBe(1)
    expect(problems).toEqual([{ span: { start: 0, end: 27 }, code: 'no-end' }])
  })

  test('foreign characters, and bytes that are no certificate, are problems at their block', () => {
    const block = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
    const text = `${block('@@@@')}${block('AAAA')}${block('MIIBAA==')}`
    const { found, problems } = readCertificates(text)
    expect(found).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['base64', 'der', 'der'])
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual(
      text.match(/-----BEGIN[^@]*?(?:@+[^@]*?)?-----END CERTIFICATE-----/g),
    )
  })

  test('marks inside a line begin nothing', () => {
    expect(readCertificates(pem.replaceAll('\n', '\n ').replace('-----BEGIN', ' -----BEGIN')).found).toEqual([])
  })

  test('any text and any bytes are survived', () => {
    const body = Buffer.from(pem.split('\n').slice(1, -1).join(''), 'base64')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(body.length - 1), fc.nat(255)), { maxLength: 6 }),
        fc.nat(body.length),
        (changes, cut) => {
          const bytes = Buffer.from(body)
          for (const [at, value] of changes) bytes[at] = value
          const text = bytes.subarray(0, cut + 1).toString('base64')
          const { found, problems } = readCertificates(
            `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`,
          )
          expect(found.length + problems.length).toBe(1)
        },
      ),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.uint8Array({ maxLength: 80 }), (text, bytes) => {
        const wrapped = (label: string): string =>
          `${text}\n-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n${text}`
        readCertificates(wrapped('CERTIFICATE'))
        readRevocationLists(wrapped('X509 CRL'))
        privateKeys(wrapped('PRIVATE KEY'))
      }),
      { numRuns: 100 },
    )
  })
})

test('keys are found by their place and never decoded', () => {
  const text = [
    '-----BEGIN PRIVATE KEY-----\n@@@\n-----END PRIVATE KEY-----',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
  ].join('\n')
  expect(privateKeys(text).map(({ kind, encrypted }) => [kind, encrypted])).toEqual([
    ['private key', false],
    ['encrypted private key', true],
    ['rsa private key', true],
  ])
})
