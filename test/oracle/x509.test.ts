import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { type Certificate, isIssuer, readCertificates, readRevocationLists } from '../../src/x509/index.ts'
import { needs } from './daemons.ts'

const test = needs('openssl')
let folder = ''
const file = (name: string): string => join(folder, name)

function openssl(...args: readonly string[]): string {
  const done = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`openssl ${args.join(' ')}: ${done.stderr}`)
  return done.stdout
}

const configuration = (): string => `[ca]
default_ca=d
[d]
database=${file('index')}
rand_serial=yes
default_md=sha256
policy=p
new_certs_dir=${folder}
unique_subject=no
copy_extensions=copy
[p]
commonName=optional
organizationName=optional
countryName=optional
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-x509-'))
  writeFileSync(file('index'), '')
  writeFileSync(file('ca.cnf'), configuration())
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Test CA',
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A certificate of the test authority, valid from and to (`YYYYMMDDHHMMSSZ`). */
function issued(
  name: string,
  how: { key: readonly string[]; subject?: string; extensions?: readonly string[]; dates?: readonly [string, string] },
): Certificate {
  const [from, to] = how.dates ?? ['20260101000000Z', '20270101000000Z']
  const extra = (how.extensions ?? []).flatMap(each => ['-addext', each])
  const subject = how.subject ?? `/CN=${name}`
  openssl(
    'req',
    '-new',
    ...how.key,
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-utf8',
    '-subj',
    subject,
    ...extra,
  )
  const signing = ['-batch', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-notext', '-preserveDN']
  openssl('ca', ...signing, '-startdate', from, '-enddate', to, '-in', `${name}.csr`, '-out', `${name}.pem`)
  const { found, problems } = readCertificates(readFileSync(file(`${name}.pem`), 'utf8'))
  expect(problems).toEqual([])
  return found[0]!.value
}

const ec = (curve: string): readonly string[] => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]

test('kinds and sizes of keys', () => {
  expect(issued('rsa', { key: ['-newkey', 'rsa:1024'] }).key).toEqual({ type: 'rsa', bits: 1024 })
  expect(issued('p256', { key: ec('P-256') }).key).toEqual({ type: 'ec', bits: 256, curve: 'P-256' })
  expect(issued('p384', { key: ec('P-384') }).key).toEqual({ type: 'ec', bits: 384, curve: 'P-384' })
  expect(issued('ed', { key: ['-newkey', 'ed25519'] }).key).toEqual({ type: 'ed25519', bits: 256 })
})

test('names, purposes and constraints', () => {
  const own = issued('full', {
    key: ec('P-256'),
    subject: '/C=DE/O=Bücher, Söhne \\\\ Co/CN=vpn.example.com',
    extensions: [
      'subjectAltName=DNS:a.example.com,DNS:*.b.example.com,IP:192.0.2.7,IP:2001:db8:0:0:1::1,email:x@example.com',
      'keyUsage=critical,digitalSignature,keyAgreement,decipherOnly',
      'extendedKeyUsage=serverAuth,clientAuth,1.2.3.4.5',
      'basicConstraints=critical,CA:TRUE,pathlen:3',
    ],
  })
  const node = new X509Certificate(readFileSync(file('full.pem')))
  expect(node.subjectAltName).toContain('DNS:*.b.example.com')
  expect(own.dnsNames).toEqual(['a.example.com', '*.b.example.com'])
  expect(own.addresses).toEqual(['192.0.2.7', '2001:db8::1:0:0:1'])
  expect(own.keyUsage).toEqual(['digitalSignature', 'keyAgreement', 'decipherOnly'])
  expect(own.extendedKeyUsage).toEqual(['serverAuth', 'clientAuth', '1.2.3.4.5'])
  expect(own.basicConstraints).toEqual({ ca: true, pathLength: 3 })
  expect(own.signature).toBe('sha256WithRSAEncryption')
  const shown = openssl(
    'x509',
    '-in',
    'full.pem',
    '-noout',
    '-subject',
    '-nameopt',
    'sep_comma_plus_space,sname,utf8,esc_ctrl',
  )
  expect(`subject=${own.subject.text}\n`).toBe(shown)
  expect(own.subject.commonName).toBe('vpn.example.com')
})

test('issuers are found as openssl finds them', () => {
  const leaf = issued('leaf', { key: ec('P-256') })
  const authority = readCertificates(readFileSync(file('ca.pem'), 'utf8')).found[0]!.value
  expect(authority.selfSigned).toBe(true)
  expect(leaf.selfSigned).toBe(false)
  expect(isIssuer(authority, leaf)).toBe(true)
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'twin.key',
    '-out',
    'twin.pem',
    '-subj',
    '/CN=TEST  ca',
  )
  const twin = readCertificates(readFileSync(file('twin.pem'), 'utf8')).found[0]!.value
  expect(twin.subject.key).toBe(authority.subject.key)
  expect(isIssuer(twin, authority)).toBe(
    new X509Certificate(readFileSync(file('ca.pem'))).checkIssued(new X509Certificate(readFileSync(file('twin.pem')))),
  )
})

test('dates of both kinds', () => {
  const own = issued('dates', { key: ec('P-256'), dates: ['19691231235959Z', '20991231235959Z'] })
  const listed = openssl('x509', '-in', 'dates.pem', '-noout', '-dates')
  expect(listed).toContain('1969 GMT')
  expect([own.notBefore, own.notAfter]).toEqual(['1969-12-31T23:59:59Z', '2099-12-31T23:59:59Z'])
})

test('revocation lists, with entries and without', () => {
  issued('gone', { key: ec('P-256') })
  const ca = ['ca', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key']
  openssl(...ca, '-gencrl', '-crldays', '2', '-out', 'empty.pem')
  openssl(...ca, '-revoke', 'gone.pem')
  openssl(...ca, '-gencrl', '-crldays', '2', '-out', 'one.pem')
  for (const [name, revoked] of [
    ['empty.pem', 0],
    ['one.pem', 1],
  ] as const) {
    const { found, problems } = readRevocationLists(readFileSync(file(name), 'utf8'))
    expect(problems).toEqual([])
    const list = found[0]!.value
    expect(list.revoked).toBe(revoked)
    expect(list.issuer.text).toBe('CN=Test CA')
    const shown = openssl('crl', '-in', name, '-noout', '-nextupdate', '-lastupdate').split('\n')
    expect(Date.parse(list.nextUpdate!)).toBe(Date.parse(shown[0]!.split('=')[1]!))
    expect(Date.parse(list.thisUpdate)).toBe(Date.parse(shown[1]!.split('=')[1]!))
  }
})

test('a long chain is read in its order', () => {
  const chain = Array.from({ length: 12 }, (_, nth) => {
    issued(`n${nth}`, { key: ec('P-256') })
    return readFileSync(file(`n${nth}.pem`), 'utf8')
  }).join('')
  expect(readCertificates(chain).found.map(({ value }) => value.subject.text)).toEqual(
    Array.from({ length: 12 }, (_, nth) => `CN=n${nth}`),
  )
})
