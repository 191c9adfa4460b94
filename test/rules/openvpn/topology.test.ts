import { expect, test } from 'vitest'
import { analyze, fix } from '../../../src/engine/index.ts'

const server = 'server 10.8.0.0 255.255.255.0\ndev tun\nclient-config-dir ccd\n'
const path = 'etc/openvpn/server/hq.conf'

test('clients with an address of their own get it with the mask of the subnet, as they need it there', () => {
  const files = {
    [path]: server,
    'etc/openvpn/server/ccd/alice':
      '# office\nifconfig-push 10.8.0.5 10.8.0.6 # pair\niroute 192.168.7.0 255.255.255.0\n',
    'etc/openvpn/server/ccd/bob': 'ifconfig-push 10.8.0.9 255.255.255.0\n',
    'etc/openvpn/server/ccd/carol': 'push "route 10.9.0.0 255.255.0.0"\n',
  }
  const input = { files, unsafe: true }
  const result = fix(input, analyze(input), ({ rule }) => rule === 'openvpn/topology')
  expect(result.rejected).toEqual([])
  expect(result.files.get(path)).toContain('\ntopology subnet\n')
  expect(result.files.get('etc/openvpn/server/ccd/alice')).toBe(
    '# office\nifconfig-push 10.8.0.5 255.255.255.0 # pair\niroute 192.168.7.0 255.255.255.0\n',
  )
  expect([...result.files.keys()]).not.toContain('etc/openvpn/server/ccd/bob')
})
