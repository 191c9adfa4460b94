import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/index.ts'
import { main, only } from '../rules/nginx/found.ts'

const server = 'dev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert s.crt\nkey s.key\ndh none\n'
const client =
  'client\ndev tun\nremote vpn.example.com 1194\nca ca.crt\ncert c.crt\nkey c.key\nremote-cert-tls server\n'

const proxied = (to: string): string => `server { listen 127.0.0.1:80; location / { proxy_pass http://${to}; } }`

interface Host {
  readonly tunnel?: string
  readonly peer?: string
  readonly folder?: string
}

/** What `rule` says about http{} on a host whose OpenVPN files are these. */
function said(rule: string, http: string, { tunnel, peer, folder = 'a' }: Host): string[] {
  const files = {
    'a/etc/nginx/nginx.conf': main(http),
    ...(tunnel !== undefined && { [`${folder}/etc/openvpn/server.conf`]: tunnel }),
    ...(peer !== undefined && { 'peer.conf': peer }),
  }
  const report = analyze({ files, baseline: only(rule), ...(peer !== undefined && { peer: 'peer.conf' }) })
  return report.findings.filter(each => each.rule === rule).map(({ severity }) => severity)
}

const upstream = (to: string, host: Host): string[] => said('nginx/plaintext-upstream', proxied(to), host)

describe('an upstream inside a tunnel of this host', () => {
  it.each([
    ['the pool of a server', '10.8.0.7:3000', server],
    ['authenticated encryption needs no digest', '10.8.0.7:3000', `${server}auth none\n`],
    ['the other end of a line', '10.9.0.2:80', `${client}ifconfig 10.9.0.1 10.9.0.2\n`],
    ['a subnet', '10.9.0.77:80', `${client}topology subnet\nifconfig 10.9.0.1 255.255.255.0\n`],
    ['IPv6', '[fd42::7]:80', `${server}server-ipv6 fd42::/64\n`],
    ['a shared key', '10.9.0.2', 'dev tun\nsecret k\ncipher AES-256-CBC\nifconfig 10.9.0.1 10.9.0.2\n'],
  ])('is not in clear on the wire: %s', (_, to, tunnel) => expect(upstream(to, { tunnel })).toEqual([]))

  it('is not, where the server on the other end says what the network is', () =>
    expect(upstream('10.8.0.1', { tunnel: client, peer: server })).toEqual([]))

  it.each([
    ['no tunnel', '10.8.0.7', undefined],
    ['beside the pool', '10.8.1.7', server],
    ['no cipher', '10.8.0.7', `${server}data-ciphers none\n`],
    ['a peer may ask for no cipher', '10.8.0.7', `${server}data-ciphers AES-256-GCM:none\n`],
    ['nothing authenticates', '10.8.0.7', `${server}data-ciphers AES-256-CBC\nauth none\n`],
    ['no key at all', '10.9.0.2', 'dev tun\nremote 192.0.2.1\nifconfig 10.9.0.1 10.9.0.2\n'],
    ['behind the other end, where the tunnel ended', '10.20.0.5', `${client}route 10.20.0.0 255.255.0.0\n`],
  ])('is: %s', (_, to, tunnel) => expect(upstream(to, tunnel === undefined ? {} : { tunnel })).toEqual(['medium']))

  it('is, where the tunnel is another host’s', () =>
    expect(upstream('10.8.0.7', { tunnel: server, folder: 'b' })).toEqual(['medium']))
})

describe('an administration interface', () => {
  const at = (...listens: readonly string[]): string[] =>
    said(
      'nginx/admin-unrestricted',
      `server { ${listens.map(each => `listen ${each};`).join(' ')} location /admin/ { root /srv; } }`,
      { tunnel: `${server}server-ipv6 fd42::/64\n` },
    )

  it('that only members of a tunnel reach is not open', () => {
    expect(at('10.8.0.1:80', '127.0.0.1:80')).toEqual([])
    expect(at('[fd42::1]:80')).toEqual([])
  })

  it('with one more socket is', () => {
    expect(at('10.8.0.1:80', '10.9.0.1:80')).toEqual(['low'])
    expect(at('80')).toEqual(['high'])
  })
})
