import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import { needs } from './needs.ts'

const test = needs('openvpn', 'openssl', 'ip', 'root', 'namespaces')
const rules = ['openvpn/server-certificate-usage', 'openvpn/peer-verify-name', 'openvpn/revocation-expired']
let folder = ''
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

function openssl(line: string): string {
  const done = spawnSync('openssl', line.split(' '), { cwd: folder, encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`openssl ${line}: ${done.stderr}`)
  return done.stdout
}

const usages = {
  server: '-addext keyUsage=digitalSignature,keyEncipherment -addext extendedKeyUsage=serverAuth',
  client: '-addext keyUsage=digitalSignature -addext extendedKeyUsage=clientAuth',
  bare: '',
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-peers-'))
  writeFileSync(join(folder, 'index'), '')
  writeFileSync(join(folder, 'ca.cnf'), `[ca]\ndefault_ca=d\n[d]\ndatabase=${folder}/index\ndefault_md=sha256\n`)
  const ec = '-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30'
  for (const name of ['ca', 'other']) openssl(`req -x509 ${ec} -keyout ${name}.key -out ${name}.pem -subj /CN=${name}`)
  for (const [name, extra] of Object.entries(usages))
    openssl(
      `req -x509 ${ec} -CA ca.pem -CAkey ca.key -keyout ${name}.key -out ${name}.pem -subj /O=Lab/CN=${name}.lab ${extra} -addext basicConstraints=CA:FALSE`.replace(
        / {2,}/g,
        ' ',
      ),
    )
  openssl('ca -config ca.cnf -gencrl -crldays 30 -cert ca.pem -keyfile ca.key -out new.crl')
  openssl(
    'ca -config ca.cnf -gencrl -crl_lastupdate 20250101000000Z -crl_nextupdate 20250201000000Z -cert ca.pem -keyfile ca.key -out old.crl',
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ends {
  readonly client?: string
  readonly server?: string
  readonly identity?: keyof typeof usages
  readonly authority?: string
}

const block = (name: string, file: string): string => `<${name}>\n${read(file)}</${name}>\n`

function configurations({ client = '', server = '', identity = 'server', authority = 'ca' }: Ends): [string, string] {
  const common = 'dev null\nproto udp4\nhand-window 4\ntls-exit\nverb 3\n'
  return [
    `${common}remote 127.0.0.1 1194\nnobind\ntls-client\n${block('ca', `${authority}.pem`)}${block('cert', 'client.pem')}${block('key', 'client.key')}${client}`,
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
  const files = { 'client.conf': client, 'server.conf': server }
  const today = new Date().toISOString().slice(0, 10)
  const sides = [
    ['client.conf', 'server.conf'],
    ['server.conf', 'client.conf'],
  ] as const
  return sides.some(([own, peer]) =>
    analyze({ files, roots: [own], format: 'openvpn', peer, today }).findings.some(({ rule }) => rules.includes(rule)),
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
