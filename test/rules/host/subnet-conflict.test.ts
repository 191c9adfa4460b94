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

const started = 'etc/openvpn/a.conf'

test.each([
  ['servers', { [started]: server, 'etc/openvpn/server/b.conf': server }, 'tunnels 10.8.0.0/24'],
  ['links', { [started]: link('192.0.2.1'), 'etc/openvpn/b.conf': link('192.0.2.2') }, 'tunnels 10.9.0.2/32'],
  ['clients', { [started]: client('192.0.2.1'), 'etc/openvpn/b.conf': client('192.0.2.2') }, 'tunnels 10.20.0.0/16'],
])('two %s that are started', (_, files, expected) => expect(told(files)).toEqual([expected]))

test.each([
  ['samples', { 'samples/basic/server.conf': server, 'samples/plugin/server.ovpn': server }],
  ['an example', { [started]: server, 'usr/share/doc/openvpn/examples/server.conf': server }],
  ['profiles', { 'tests/static.ovpn': link('192.0.2.1'), 'tests/inline.ovpn': link('192.0.2.1') }],
])('%s are not started', (_, files) => expect(told(files)).toEqual([]))
