import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import { needs } from './needs.ts'

const test = needs('openvpn', 'openssl', 'ip', 'root', 'namespaces')
const rules = [
  'openvpn/server-certificate-usage',
  'openvpn/peer-verify-name',
  'openvpn/revocation-expired',
  'openvpn/certificate-expiry',
  'openvpn/certificate-unfit',
  'openvpn/wrong-material',
]
let folder = ''
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

function openssl(line: string): string {
  const done = spawnSync('openssl', line.split(/ +/), { cwd: folder, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`openssl ${line}: ${done.stderr}`)
  return done.stdout
}

const issue = (name: string, how: string): string =>
  openssl(
    `req -x509 ${how.trim()} -CA ca.pem -CAkey ca.key -keyout ${name}.key -out ${name}.pem -subj /O=Lab/CN=${name}.lab -addext basicConstraints=CA:FALSE`,
  )

const usages = {
  server: '-addext keyUsage=digitalSignature,keyEncipherment -addext extendedKeyUsage=serverAuth',
  client: '-addext keyUsage=digitalSignature -addext extendedKeyUsage=clientAuth',
  bare: '',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-peers-'))
  writeFileSync(join(folder, 'index'), '')
  writeFileSync(
    join(folder, 'ca.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder}/index\ndefault_md=sha256\nunique_subject=no\ncopy_extensions=copy\nrand_serial=yes\n[p]\ncommonName=supplied\n`,
  )
  const ec = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30'
  for (const name of ['ca', 'other']) openssl(`req -x509 ${ec} -keyout ${name}.key -out ${name}.pem -subj /CN=${name}`)
  for (const [name, extra] of Object.entries(usages)) issue(name, `${ec} ${extra}`)
  issue('small', `-newkey rsa:768 -nodes -days 30 ${usages.server}`)
  issue('sha1', `${ec} -sha1 ${usages.server}`)
  issue('signer', `${ec} -addext keyUsage=keyCertSign`)
  openssl(`req -new ${ec.replace('-days 30', '')} -keyout past.key -out past.csr -subj /CN=past`)
  for (const [name, from, until] of [
    ['past', '20240101000000Z', '20240201000000Z'],
    ['future', '20450101000000Z', '20460101000000Z'],
  ])
    openssl(
      `ca -config ca.cnf -batch -notext -outdir . -policy p -cert ca.pem -keyfile ca.key -startdate ${from} -enddate ${until} -in past.csr -out ${name}.pem`,
    )
  writeFileSync(join(folder, 'future.key'), read('past.key'))
  openssl('req -new -key ca.key -subj /CN=ca -out ca.csr -addext basicConstraints=critical,CA:TRUE')
  openssl(
    'ca -config ca.cnf -batch -notext -outdir . -policy p -selfsign -keyfile ca.key -startdate 20240101000000Z -enddate 20240201000000Z -in ca.csr -out ended.pem',
  )
  openssl(
    `req -x509 ${ec} -CA ca.pem -CAkey ca.key -keyout inter.key -out inter.pem -subj /CN=inter -addext basicConstraints=critical,CA:TRUE`,
  )
  openssl(
    `req -x509 ${ec} -CA inter.pem -CAkey inter.key -keyout below.key -out below.pem -subj /CN=below ${usages.server} -addext basicConstraints=CA:FALSE`,
  )
  writeFileSync(join(folder, 'both.pem'), read('ended.pem') + read('ca.pem'))
  mkdirSync(join(folder, 'revoked'))
  writeFileSync(join(folder, 'revoked/1'), '')
  openssl('ca -config ca.cnf -gencrl -crldays 30 -cert ca.pem -keyfile ca.key -out new.crl')
  openssl(
    'ca -config ca.cnf -gencrl -crl_lastupdate 20250101000000Z -crl_nextupdate 20250201000000Z -cert ca.pem -keyfile ca.key -out old.crl',
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ends {
  readonly client?: string
  readonly server?: string
  readonly identity?: string
  readonly own?: string
  readonly authority?: string
}

const block = (name: string, file: string): string => `<${name}>\n${read(file)}</${name}>\n`

function configurations({
  client = '',
  server = '',
  identity = 'server',
  own = 'client',
  authority = 'ca',
}: Ends): [string, string] {
  const common = 'dev null\nproto udp4\nhand-window 4\ntls-exit\nverb 3\n'
  return [
    `${common}remote 127.0.0.1 1194\nnobind\ntls-client\n${block('ca', `${authority}.pem`)}${block('cert', `${own}.pem`)}${block('key', `${own}.key`)}${client}`,
    `${common}local 127.0.0.1\ntls-server\ndh none\n${block('ca', 'ca.pem')}${block('cert', `${identity}.pem`)}${block('key', `${identity}.key`)}${server}`,
  ]
}

/** Both ends in one empty network: do they take each other? */
function connects([client, server]: [string, string], nth: number): Promise<boolean> {
  const names = [`client${nth}.conf`, `server${nth}.conf`]
  writeFileSync(join(folder, names[0] as string), client)
  writeFileSync(join(folder, names[1] as string), server)
  const script = `ip link set lo up; timeout 6 openvpn --config ${names[1]} > s${nth}.log 2>&1 & timeout 5 openvpn --config ${names[0]} > c${nth}.log 2>&1; kill $!; wait`
  const child = spawn('unshare', ['-n', 'sh', '-c', script], { cwd: folder, stdio: 'ignore' })
  return new Promise(resolve =>
    child.on('exit', () =>
      resolve([`c${nth}.log`, `s${nth}.log`].every(log => /Peer Connection Initiated/.test(read(log)))),
    ),
  )
}

/** Is any of the rules about certificates sure that the ends do not take each other? */
function refused([client, server]: [string, string]): boolean {
  const files = { 'client.conf': client, 'server.conf': server, 'revoked/1': '' }
  const target = { openvpn: [2, 6, 14], openssl: [3, 0] }
  const today = new Date().toISOString().slice(0, 10)
  const sides = [
    ['client.conf', 'server.conf'],
    ['server.conf', 'client.conf'],
  ] as const
  return sides.some(([own, peer]) =>
    analyze({ files, roots: [own], format: 'openvpn', peer, today, target }).findings.some(
      ({ rule, severity }) => rules.includes(rule) && /critical|high/.test(severity),
    ),
  )
}

const fingerprint = (name: string): string =>
  openssl(`x509 -in ${name} -noout -fingerprint -sha256`).trim().split('=')[1] as string

const cases = (): readonly (readonly [string, Ends, boolean])[] => [
  ['nothing demanded', {}, true],
  ['usage of a server', { client: 'remote-cert-tls server\n' }, true],
  ['no usages, demanded', { client: 'remote-cert-tls server\n', identity: 'bare' }, false],
  ['no usages, not demanded', { identity: 'bare' }, true],
  ['usage of a client only', { identity: 'client' }, false],
  ['the right name', { client: 'verify-x509-name server.lab name\n' }, true],
  ['the wrong name', { client: 'verify-x509-name Server.lab name\n' }, false],
  ['a prefix', { client: 'verify-x509-name serv name-prefix\n' }, true],
  ['the subject', { client: 'verify-x509-name "O=Lab, CN=server.lab"\n' }, true],
  ['the subject in another form', { client: 'verify-x509-name "/O=Lab/CN=server.lab"\n' }, false],
  ['another authority', { authority: 'other' }, false],
  ['the fingerprint', { client: `peer-fingerprint "${fingerprint('server.pem')}"\n` }, true],
  ['another fingerprint', { client: `peer-fingerprint "${fingerprint('bare.pem')}"\n` }, false],
  ['purpose by number', { server: 'remote-cert-eku 1.3.6.1.5.5.7.3.2\n' }, true],
  ['another purpose', { server: 'remote-cert-eku "TLS Web Server Authentication"\n' }, false],
  ['usage bits', { client: 'remote-cert-ku a0 88\n' }, true],
  ['other usage bits', { client: 'remote-cert-ku 88\n' }, false],
  ['a client, demanded', { server: 'remote-cert-tls client\n' }, true],
  ['a good list', { server: block('crl-verify', 'new.crl') }, true],
  ['an old list', { server: block('crl-verify', 'old.crl') }, false],
  ['a folder of numbers', { server: 'crl-verify revoked dir\n' }, true],
  ['a folder that is no list', { server: 'crl-verify revoked\n' }, false],
  ['a certificate as the list', { server: block('crl-verify', 'ca.pem') }, false],
  ['a server of yesterday', { identity: 'past' }, false],
  ['a server of tomorrow', { identity: 'future' }, false],
  ['a client of yesterday', { own: 'past' }, false],
  ['an authority of yesterday', { authority: 'ended' }, false],
  ['an authority of yesterday and its successor', { authority: 'both' }, true],
  ['a server as the client', { own: 'server' }, false],
  ['a server for signing only', { identity: 'signer' }, false],
  ['a server as the authority', { authority: 'server' }, false],
  ['an intermediate as the authority', { authority: 'inter', identity: 'below' }, false],
  ['a key too short', { identity: 'small' }, false],
  ['a signature too weak', { identity: 'sha1' }, false],
  ['keys of certificates for the channel', { client: block('tls-crypt', 'client.key') }, false],
]

test('two real ends take each other exactly when no rule says that they do not', async () => {
  const all = cases().map(([name, ends, expected]) => ({ name, texts: configurations(ends), expected }))
  const results: unknown[] = []
  for (let at = 0; at < all.length; at += 5)
    results.push(
      ...(await Promise.all(
        all.slice(at, at + 5).map(async ({ name, texts, expected }, nth) => ({
          name,
          expected,
          daemon: await connects(texts, at + nth),
          confward: !refused(texts),
        })),
      )),
    )
  expect(results).toEqual(all.map(({ name, expected }) => ({ name, expected, daemon: expected, confward: expected })))
}, 100_000)
