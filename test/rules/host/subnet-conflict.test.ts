import { expect, test } from 'vitest'
import { builtin } from '../../../src/baseline/index.ts'
import { analyze } from '../../../src/engine/index.ts'

const rule = 'host/subnet-conflict'
const baseline = { ...builtin('balanced'), controls: { [rule]: {} }, settings: [] }
const server = 'dev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert a.crt\nkey a.key\ndh none\n'
const link = (peer: string): string => `dev tun\nremote ${peer}\nifconfig 10.9.0.2 10.9.0.1\nsecret office.key\n`
const client = (peer: string): string =>
  `client\ndev tun\nremote ${peer} 1194\nca ca.crt\ncert a.crt\nkey a.key\nroute 10.20.0.0 255.255.0.0\n`

const told = (files: Record<string, string>): string[] =>
  analyze({ files, baseline }).findings.map(({ messageId, subject }) => `${messageId} ${subject.split(' ')[0]}`)

test.each([
  ['etc/openvpn/server/a.conf', server, 'etc/openvpn/server/b.conf', server, ['tunnels 10.8.0.0/24']],
  ['etc/openvpn/a.conf', link('192.0.2.1'), 'etc/openvpn/b.conf', link('192.0.2.2'), ['tunnels 10.9.0.2/32']],
  ['etc/openvpn/a.conf', client('192.0.2.1'), 'etc/openvpn/b.conf', client('192.0.2.2'), ['tunnels 10.20.0.0/16']],
])('%s beside another that is started there too', (one, first, other, second, expected) =>
  expect(told({ [one]: first, [other]: second })).toEqual(expected),
)

test.each([
  ['samples/basic/server.conf', server, 'samples/plugin/server.ovpn', server],
  ['etc/openvpn/server/a.conf', server, 'usr/share/doc/openvpn/examples/server.conf', server],
  ['tests/static.ovpn', link('192.0.2.1'), 'tests/inline.ovpn', link('192.0.2.1')],
])('%s: nothing starts both', (one, first, other, second) =>
  expect(told({ [one]: first, [other]: second })).toEqual([]),
)
