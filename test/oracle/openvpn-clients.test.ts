import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { openvpn, optionInfo, optionNames } from '../../src/formats/openvpn/index.ts'
import { defaultTarget } from '../../src/target/index.ts'
import { certificates, needs } from './daemons.ts'

const test = needs('openvpn', 'openssl', 'ip', 'root', 'namespaces', 'tun')
const server = `server 10.8.0.0 255.255.255.0
topology subnet
dev tun
proto udp4
local 127.0.0.1
ca ca.pem
cert leaf.pem
key leaf.key
dh none
client-config-dir ccd
push "route 10.1.0.0 255.255.0.0"
push "dhcp-option DNS 10.8.0.1"
push "dhcp-option DOMAIN lab"
verb 3
`
const client = `client
dev null
proto udp4
remote 127.0.0.1 1194
nobind
ca ca.pem
cert leaf.pem
key leaf.key
verb 3
`
const special = `push-remove "dhcp-option DNS"
push "route 10.2.0.0 255.255.0.0"
push route 10.3.0.0 255.255.0.0
ifconfig-push 10.8.0.7 255.255.255.0
iroute 10.50.0.0 255.255.0.0
frobnicate x
disable-occ 1 2 3 4
<ca>
foo
</ca>
verify-x509-name "unclosed
push "route 10.4.0.0 255.255.0.0"
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-clients-'))
  mkdirSync(join(folder, 'ccd'))
  const { authority, chain, key } = certificates()
  for (const [name, text] of Object.entries({
    'ca.pem': authority,
    'leaf.pem': chain,
    'leaf.key': key,
    's.conf': server,
    'c.conf': client,
  }))
    writeFileSync(join(folder, name), text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lets the client connect once and gives what the server wrote. */
function connect(own: string): string {
  writeFileSync(join(folder, 'ccd/example.com'), own)
  const script = `ip link set lo up; timeout 5 openvpn --config s.conf > s.log 2>&1 & sleep 0.5
    timeout 4 openvpn --config c.conf > c.log 2>&1 &
    for i in 1 2 3 4 5 6; do sleep 0.5; grep -q 'SENT CONTROL' s.log && break; done; kill %1 %2; wait`
  spawnSync('unshare', ['-n', 'bash', '-c', script], { cwd: folder })
  return readFileSync(join(folder, 's.log'), 'utf8')
}

function modelled(own: string): { skipped: number[]; push: string[] } {
  const files = { 's.conf': server, 'ccd/example.com': own, 'ca.pem': 'x', 'leaf.pem': 'x', 'leaf.key': 'x' }
  const model = openvpn.resolve(openvpn.load('s.conf', memoryStore(files)), { ...defaultTarget, openvpn: [2, 6, 14] })
  const [file] = model.clientFiles
  const line = (at: number): number => own.slice(0, at).split('\n').length
  const skipped = new Set(file?.problems.filter(({ warning }) => !warning).map(({ span }) => line(span.start)))
  return { skipped: [...skipped].sort((a, b) => a - b), push: file?.push.map(({ text }) => text) ?? [] }
}

/** Names of the options on the lines that the server complains about: by their place, or by name alone. */
function skippedBy(log: string, own: string): string[] {
  const names = own.split('\n').map(line => line.split(' ')[0] as string)
  const placed = [...log.matchAll(/ccd\/example\.com:(\d+)/g)].map(found => names[Number(found[1]) - 1] as string)
  const named = [...log.matchAll(/option '([\w-]+)' cannot be used in this context/g)].map(found => found[1] as string)
  return [...new Set([...placed, ...named])].sort()
}

const named = (own: string, skipped: readonly number[]): string[] =>
  [...new Set(skipped.map(line => own.split('\n')[line - 1]?.split(' ')[0]?.replace(/[<>]/g, '') as string))].sort()

test('lines that a real server skips in the file of a client are those we say, and it sends what we say', () => {
  const log = connect(special)
  const { skipped, push } = modelled(special)
  expect(named(special, skipped)).toEqual(skippedBy(log, special))
  const sent = /SENT CONTROL \[[^\]]*\]: 'PUSH_REPLY,([^']*)'/.exec(log)?.[1]?.split(',') ?? []
  expect(sent.filter(text => /^(?:route \d|dhcp)/.test(text))).toEqual(push)
})

test('every option without parameters: the server skips those that we skip', () => {
  // What other platforms know, and what ends the connection before the file is read to its end.
  const names = [...optionNames()].filter(
    name => !/^(?:disable|push-reset|config)$/.test(name) && !/[WGx]/.test(optionInfo(name)?.letters ?? ''),
  )
  const own = `${names.join('\n')}\n`
  expect(named(own, modelled(own).skipped)).toEqual(skippedBy(connect(own), own))
})
