import { expect, test } from 'vitest'
import { memoryStore } from '../../../src/files/index.ts'
import { openvpn } from '../../../src/formats/openvpn/index.ts'
import type { OpenvpnModel } from '../../../src/formats/openvpn/model.ts'
import { defaultTarget } from '../../../src/target/index.ts'

const server = `server 10.8.0.0 255.255.255.0
dev tun
ca ca.crt
cert s.crt
key s.key
dh none
client-config-dir ccd
push "route 10.1.0.0 255.255.0.0"
push "dhcp-option DNS 10.8.0.1"
push "dhcp-option DOMAIN lab"
`

function modelOf(files: Record<string, string>): OpenvpnModel {
  return openvpn.resolve(openvpn.load('s.conf', memoryStore({ 's.conf': server, ...files })), defaultTarget)
}

const pushes = (own: string): string[] =>
  modelOf({ 'ccd/alice': own }).clientFiles[0]?.push.map(({ text }) => text.split(' ').slice(0, 2).join(' ')) ?? []

test('a client is sent what the server pushes, less what its file takes away, and what its file adds', () => {
  expect(pushes('iroute 10.9.0.0\n')).toEqual(['route 10.1.0.0', 'dhcp-option DNS', 'dhcp-option DOMAIN'])
  expect(pushes('push-remove "dhcp-option DNS"\npush "route 10.2.0.0"\n')).toEqual([
    'route 10.1.0.0',
    'dhcp-option DOMAIN',
    'route 10.2.0.0',
  ])
  expect(pushes('push "route 10.2.0.0"\npush-reset\npush "route 10.3.0.0"\n')).toEqual(['route 10.3.0.0'])
})

test('inspection shows what holds for one client, and no line that is skipped', () => {
  const model = modelOf({
    'ccd/bob': 'ifconfig-push 10.8.0.7 255.255.255.0\ntls-version-min 1.3\npush-reset\n',
    'ccd/DEFAULT': 'disable\n',
  })
  const shown = [...openvpn.effective(model)].filter(({ scope }) => scope.startsWith('client '))
  expect(shown.map(({ scope, setting, value }) => [scope, setting, value])).toEqual([
    ['client DEFAULT', 'disable', ''],
    ['client bob', 'ifconfig-push', '10.8.0.7 255.255.255.0'],
  ])
})
