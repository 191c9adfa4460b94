import { expect } from 'vitest'
import { memoryStore } from '../../src/files/index.ts'
import { openvpn } from '../../src/formats/openvpn/index.ts'
import { defaultTarget } from '../../src/target/index.ts'
import { needs, openvpnTest } from './daemons.ts'

/** Found with mutants of well-known configurations; the daemon itself says what is right. */

const keys = 'ca ca.crt\ncert server.crt\nkey server.key\n'
const server = `server 10.8.0.0 255.255.255.0\n${keys}dh none\n`
const proxy = (option: string): string =>
  `dev tun\nclient\nproto tcp\nremote 192.0.2.1\n${keys}http-proxy 192.0.2.2 80\nhttp-proxy-option ${option}\n`
const fingerprint = Array(32).fill('0f').join(':')
const peers = (body: string, name = 'peer-fingerprint'): string =>
  `dev tun\ntls-server\nifconfig 10.3.0.1 10.3.0.2\ncert server.crt\nkey server.key\ndh none\n<${name}>\n${body}\n</${name}>\n`

const overUdp = '<connection>\nremote 192.0.2.1 1194 udp\n</connection>\n'
const overProxy = '<connection>\nremote 192.0.2.1 443 tcp\nhttp-proxy 192.0.2.2 80\n</connection>\n'
const login = 'http-proxy-user-pass ca.crt\n'

const cases: readonly string[] = [
  `dev-node tun\n${server}`,
  `dev-node /dev/net/tun7\n${server}`,
  `dev-node /dev/net/other\n${server}`,
  `dev-node /dev/net/tap3\nserver-bridge\n${keys}dh none\n`,
  `dev-node /dev/net/tun\nserver-bridge\n${keys}dh none\n`,
  `dev-node /dev/net/tun\nclient\nremote 192.0.2.1\n${keys}`,
  `dev-node /dev/net/other\nmode server\ntls-server\n${keys}dh none\n`,
  server,
  proxy('AGENT a'),
  proxy('AGENT'),
  proxy('AGENT a b'),
  proxy('VERSION 1.1'),
  proxy('VERSION 1.1 x'),
  proxy('EXT1 a'),
  proxy('EXT3 a'),
  proxy('CUSTOM-HEADER a'),
  proxy('CUSTOM-HEADER a b'),
  proxy('CUSTOM-HEADER'),
  proxy('agent a'),
  `dev tun\nclient\n${keys}${login}${overUdp}${overProxy}`,
  `dev tun\nclient\n${keys}${overUdp}${login}${overProxy}`,
  `dev tun\nclient\n${keys}${overUdp}${overProxy}${login}`,
  `dev tun\nclient\n${keys}${overProxy}${login}${overUdp}`,
  peers(fingerprint),
  peers(`\n# x\n; y\n \t${fingerprint}\n${fingerprint}`),
  peers(`${fingerprint} `),
  peers(`${fingerprint}\r`),
  peers(`${fingerprint}:0f`),
  peers('0f:0f'),
  peers(`${fingerprint}\nkey server.key`),
  peers(`'${fingerprint}'`),
  peers(''),
  peers('# nobody'),
  `ca ca.crt\n${peers(fingerprint, 'verify-hash')}`,
  `ca ca.crt\n${peers('0f:0f', 'verify-hash')}`,
  `dev tun\ntls-server\nifconfig 10.3.0.1 10.3.0.2\ncapath ca.crt\ncert server.crt\nkey server.key\ndh none\n`,
]

needs('openvpn', 'openssl', 'root').each(cases)('%j loads exactly when we say so', text => {
  const files = { 'c.conf': text, 'ca.crt': '', 'server.crt': '', 'server.key': '' }
  const { verdict } = openvpn.resolve(openvpn.load('c.conf', memoryStore(files)), {
    ...defaultTarget,
    openvpn: [2, 6, 14],
  })
  const judged = openvpnTest({ 'c.conf': text, 'ca.crt': '' })
  expect(verdict.loads !== false, judged.output.slice(-300)).toBe(judged.loads)
})
