import { expect, test } from 'vitest'
import { builtin } from '../../../src/baseline/index.ts'
import { analyze } from '../../../src/engine/index.ts'

/** Each pair was started with 2.6.14: told is what ended with "Device or resource busy". */

const rule = 'host/tunnel-device-collision'
const baseline = { ...builtin('balanced'), controls: { [rule]: {} }, settings: [] }
const server = (dev: string, more = ''): string =>
  `${dev}\n${more}server 10.8.0.0 255.255.255.0\ntopology subnet\nca ca.crt\ncert a.crt\nkey a.key\ndh none\n`
const client = (dev: string): string => `client\n${dev}\nremote 198.51.100.20 1195\nca hq.crt\ncert c.crt\nkey c.key\n`

const told = (files: Record<string, string>): string[] =>
  analyze({ files, baseline }).findings.map(({ messageId, subject }) => `${subject} ${messageId}`)

test.each([
  ['dev tun0', 'dev tun0', ['openvpn-server@b same']],
  ['dev vpn\ndev-type tun', 'dev vpn\ndev-type tun', ['openvpn-server@b same']],
  ['dev tun', 'dev tun0', ['openvpn-server@a order']],
  ['dev tun', 'dev tun', []],
  ['dev tun', 'dev tun1', []],
  ['dev tap', 'dev tun0', []],
  ['dev tun0', 'dev tun1', []],
])('%j beside %j', (one, other, expected) => {
  const files = {
    'etc/openvpn/server/a.conf': server(one),
    'etc/openvpn/server/b.conf': server(other, 'port 1195\n').replace('10.8', '10.9'),
  }
  expect(told(files)).toEqual(expected)
})

test('two that take any number take the first two', () => {
  const files = {
    'etc/openvpn/a.conf': server('dev tun'),
    'etc/openvpn/b.conf': server('dev tun', 'port 1195\n').replace('10.8', '10.9'),
    'etc/openvpn/client/hq.conf': client('dev tun1'),
  }
  expect(told(files)).toEqual(['openvpn@a order', 'openvpn@b order'])
})

test('profiles for others are not started here', () => {
  expect(told({ 'etc/openvpn/server.conf': server('dev tun0'), 'root/laptop.ovpn': client('dev tun0') })).toEqual([])
  const own = client('dev tun0').replace('1195', '1194').replace('hq.crt', 'ca.crt')
  expect(told({ 'etc/openvpn/server.conf': server('dev tun0'), 'etc/openvpn/client.conf': own })).toEqual([])
})

test('of several clients that take all traffic one runs at a time; those with routes of their own run together', () => {
  const both = (more: string): string[] =>
    told({
      'etc/openvpn/client/a.conf': client('dev tun0') + more,
      'etc/openvpn/client/b.conf': client('dev tun0') + more,
    })
  expect(both('redirect-gateway def1\n')).toEqual([])
  expect(both('')).toEqual([])
  expect(both('route 10.20.0.0 255.255.0.0\n')).toEqual(['openvpn-client@b same'])
})
