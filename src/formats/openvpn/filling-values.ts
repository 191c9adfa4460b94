/**
 * Two values that a placeholder may stand for. The first is what a careful administrator writes; nothing that is said
 * about the one is said about the other because of its value.
 */
export type Two = readonly [good: string, other: string]

/** Of any length that is written. */
const networks: Two = ['10.0.0.0', '172.27.240.0']
export const addresses: Two = ['10.201.16.5', '172.27.240.9']
const masks: Two = ['255.255.255.0', '255.255.0.0']
const ports: Two = ['1194', '443']
const protocols: Two = ['udp', 'tcp4']
const flags: Two = ['ipv6', '!ipv4']
export const files: Two = ['/etc/openvpn/filled.a', '/srv/filled/b']
export const some: Two = ['filled-a', 'filled-b']

/** By option, the values of its parameters. */
export const values: Readonly<Record<string, readonly Two[]>> = {
  'allow-compression': [['no', 'yes']],
  auth: [['SHA256', 'SHA512']],
  cipher: [['AES-256-GCM', 'AES-128-CBC']],
  'comp-lzo': [['no', 'yes']],
  compress: [['stub-v2', 'lz4-v2']],
  'data-ciphers': [['AES-256-GCM:AES-128-GCM', 'CHACHA20-POLY1305']],
  'data-ciphers-fallback': [['AES-256-CBC', 'BF-CBC']],
  dev: [['tun', 'tap0']],
  'dev-type': [['tun', 'tap']],
  'dhcp-option': [['DNS', 'DOMAIN'], addresses],
  dh: [['none', '/srv/filled/dh.pem']],
  group: [['nogroup', 'openvpn']],
  ifconfig: [addresses, masks],
  'ifconfig-pool': [addresses, addresses, masks],
  keepalive: [
    ['10', '15'],
    ['60', '120'],
  ],
  'key-direction': [['0', '1']],
  lport: [ports],
  management: [
    ['127.0.0.1', '/run/openvpn/filled.sock'],
    ['7505', '7506'],
  ],
  mode: [['server', 'p2p']],
  mssfix: [['1360', '1280']],
  'ncp-ciphers': [['AES-256-GCM:AES-128-GCM', 'CHACHA20-POLY1305']],
  port: [ports],
  proto: [protocols],
  push: [['ping 10', 'route 172.27.240.0 255.255.0.0']],
  'redirect-gateway': [flags, flags, flags],
  remote: [['filled.example.org', '198.51.100.7'], ports, protocols],
  'reneg-sec': [['3600', '7200']],
  'resolv-retry': [['infinite', '30']],
  route: [networks, ['255.0.0.0', '255.255.255.255'], addresses],
  rport: [ports],
  'script-security': [['1', '2']],
  secret: [files, ['0', '1']],
  server: [['10.201.16.0', '172.27.240.0'], masks],
  'server-bridge': [addresses, masks, addresses, addresses],
  'server-ipv6': [['fd00:201::/64', '2001:db8:7::/64']],
  'tls-auth': [files, ['0', '1']],
  'tls-cipher': [['TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384', 'TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384']],
  'tls-cert-profile': [['preferred', 'legacy']],
  'tls-version-max': [['1.3', '1.1']],
  'tls-version-min': [['1.2', '1.0']],
  topology: [['subnet', 'net30']],
  'tun-mtu': [['1500', '1400']],
  user: [['nobody', 'openvpn']],
  verb: [['3', '4']],
  'verify-client-cert': [['require', 'none']],
}
