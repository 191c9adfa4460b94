import { expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'

const server = (network: string): string => `port 1194
proto udp
dev tun
ca ca.crt
cert server.crt
key server.key
dh none
server ${network} 255.255.255.0
push "redirect-gateway def1"
`
const script = (network: string): string => `#!/bin/sh
cat > /etc/openvpn/server.conf <<EOF
${server(network)}EOF
`
const rules = (files: Readonly<Record<string, string>>): string[] =>
  analyze({ files }).findings.flatMap(({ rule }) => (rule.startsWith('host/') ? [rule] : []))

it('what a script makes is no host of the files beside it', () => {
  const other = server('10.8.0.0').replace('1194', '1195')
  expect(rules({ 'setup.sh': script('10.8.0.0'), 'roles/vpn/files/other.conf': other })).toEqual([])
  expect(rules({ 'etc/openvpn/a.conf': server('10.8.0.0'), 'etc/openvpn/other.conf': other })).toContain(
    'host/subnet-conflict',
  )
})
