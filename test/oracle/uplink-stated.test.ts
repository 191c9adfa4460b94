import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { uplinkScript } from '../../src/remedies/openvpn/uplink.ts'
import type { Uplink } from '../../src/remedies/openvpn/uplink-choice.ts'
import { needs } from './needs.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'confward-uplink-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(stated: Uplink): string {
  const path = join(folder, 'uplink.sh')
  writeFileSync(path, uplinkScript('tun0', stated))
  return path
}

const none = { interface: '', gateway: '' }
const four = { interface: '', gateway: '203.0.113.254' }
const name = { interface: 'eth1', gateway: '' }
const both = { interface: 'eth1', gateway: '203.0.113.254' }
const six = { interface: 'eth1', gateway: 'fe80::1' }
const odd = { interface: "a'b;c", gateway: '203.0.113.254' }

needs('shellcheck').each([none, four, name, both, six, odd])('shellcheck has nothing to say: %j', stated => {
  execFileSync('shellcheck', ['-s', 'sh', write(stated)], { stdio: 'inherit' })
})

/** Two interfaces with a default route each; what the reply table then holds. */
const lab = `
set -e
ip link set lo up
for n in 0 1; do
  ip link add eth$n type veth peer name far$n; ip link set eth$n up; ip link set far$n up
done
ip addr add 198.51.100.10/24 dev eth0; ip addr add 203.0.113.10/24 dev eth1
ip route add default via 198.51.100.1 dev eth0
ip route add default via 203.0.113.1 dev eth1 metric 50
ip -6 addr add 2001:db8::10/64 dev eth1 nodad
ip -6 route add default via fe80::9 dev eth1
sh "$0" up; sh "$0" up
ip -4 route show table 128 default
ip -6 route show table 128 default
ip rule show priority 1000
sh "$0" down
ip rule show priority 1000
`

function routed(stated: Uplink): string[] {
  const { stdout, stderr } = spawnSync('unshare', ['-n', 'bash', '-c', lab, write(stated)], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect(stderr).toBe('')
  return stdout
    .trim()
    .split('\n')
    .map(line => line.replace(/ (?:metric|pref) .*/, '').trim())
}

const rule = '1000:\tfrom 203.0.113.10 lookup 128'
const found6 = 'default via fe80::9 dev eth1'

needs('ip', 'root', 'namespaces').each([
  ['interface and gateway', both, ['default via 203.0.113.254 dev eth1', found6, rule]],
  ['the interface alone', name, ['default via 203.0.113.1 dev eth1', found6, rule]],
  ['the gateway alone', four, ['default via 203.0.113.254 dev eth1', found6, rule]],
  ['a gateway of IPv6', six, ['default via 203.0.113.1 dev eth1', 'default via fe80::1 dev eth1', rule]],
] as const)('replies leave as stated: %s', (_, stated, expected) => {
  expect(routed(stated)).toEqual(expected)
})
