import { describe, expect, test } from 'vitest'
import { builtin } from '../../../src/baseline/index.ts'
import { analyze } from '../../../src/engine/index.ts'

/** Rules about addresses, ports and routes that several programs of one host share. */

const base = builtin('balanced')
function found(rule: string, files: Record<string, string>): { subject: string; id: string; severity: string }[] {
  const baseline = { ...base, controls: { ...base.controls, [rule]: {} } }
  const { findings } = analyze({ files, baseline })
  return findings
    .filter(each => each.rule === rule)
    .map(({ subject, messageId, severity }) => ({ subject, id: messageId, severity }))
}

const server = (lines: string): string =>
  `dev tun0\ntopology subnet\nca ca.crt\ncert a.crt\nkey a.key\ndh none\nremote-cert-tls client\n${lines}`
const client = (lines: string): string =>
  `client\ndev tun0\nremote 198.51.100.20 1194\nca ca.crt\ncert a.crt\nkey a.key\nremote-cert-tls server\n${lines}`
const nginx = (listen: string, more = ''): string =>
  `events {}\nhttp {\n${more}server { listen ${listen}; return 204; }\n}\n`
const site = 'etc/nginx/nginx.conf'
const vpn = 'etc/openvpn/server/hq.conf'

describe('host/subnet-conflict', () => {
  const rule = 'host/subnet-conflict'
  const lan = { 'etc/network/interfaces': 'iface eth1 inet static\n  address 10.8.0.7\n  netmask 255.255.255.0\n' }
  test.each([
    ['a pool that is the local subnet', { ...lan, [vpn]: server('server 10.8.0.0 255.255.255.0\n') }, 'pool'],
    ['a pool around it', { ...lan, [vpn]: server('server 10.8.0.0 255.255.0.0\n') }, 'pool'],
    ['a route to a neighbour', { ...lan, 'etc/openvpn/client/a.conf': client('route 10.8.0.9\n') }, 'route'],
    [
      "Docker's bridge",
      { 'etc/docker/daemon.json': '{}', 'etc/openvpn/client/a.conf': client('route 172.17.4.0 255.255.255.0\n') },
      'route',
    ],
    [
      'two pools',
      {
        [vpn]: server('server 10.8.0.0 255.255.255.0\n'),
        'etc/openvpn/server/b.conf': server('port 1195\nserver 10.8.0.0 255.255.255.0\n'),
      },
      'tunnels',
    ],
    [
      'two equal routes',
      {
        'etc/openvpn/client/a.conf': client('route 10.9.0.0 255.255.0.0\n'),
        'etc/openvpn/client/b.conf': client('route 10.9.0.0 255.255.0.0\n'),
      },
      'tunnels',
    ],
  ])('%s', (_, files, id) => {
    expect(found(rule, files).map(each => each.id)).toEqual([id])
  })
  test.each([
    ['a wide route', { ...lan, 'etc/openvpn/client/a.conf': client('route 10.0.0.0 255.0.0.0\n') }],
    ['another pool', { ...lan, [vpn]: server('server 10.99.0.0 255.255.255.0\n') }],
    [
      'a route past the tunnel',
      { ...lan, 'etc/openvpn/client/a.conf': client('route 10.8.0.9 255.255.255.255 net_gateway\n') },
    ],
    [
      'another bridge',
      { 'etc/docker/daemon.json': '{"bip": "10.200.0.1/24"}', [vpn]: server('server 172.17.0.0 255.255.255.0\n') },
    ],
    [
      'fallbacks',
      {
        'etc/openvpn/client/a.conf': client('route 10.9.0.0 255.255.0.0 vpn_gateway 10\n'),
        'etc/openvpn/client/b.conf': client('route 10.9.0.0 255.255.0.0 vpn_gateway 20\n'),
      },
    ],
  ] as [string, Record<string, string>][])('not %s', (_, files) => {
    expect(found(rule, files)).toEqual([])
  })
})

describe('host/tunnel-port-collision', () => {
  const collides = (lines: string, listen: string): boolean =>
    found('host/tunnel-port-collision', {
      [vpn]: server(`${lines}server 10.8.0.0 255.255.255.0\n`),
      [site]: nginx(listen),
    }).length > 0
  test.each([
    ['port 8443\nproto tcp-server\n', '8443', true],
    ['port 8443\nproto tcp4-server\n', '[::]:8443', false],
    ['port 8443\nproto tcp6-server\n', '[::]:8443', true],
    ['port 8443\nproto udp\n', '8443', false],
    ['local 192.0.2.1\nport 8443\nproto tcp-server\n', '192.0.2.2:8443', false],
    ['local 192.0.2.1\nport 8443\nproto tcp-server\n', '192.0.2.1:8443', true],
    ['local 192.0.2.1\nport 8443\nproto tcp-server\n', '8443', true],
    ['local 192.0.2.1\nport 8443\nproto tcp-server\n', '127.0.0.1:8443', false],
  ])('%j and listen %s: %s', (lines, listen, expected) => {
    expect(collides(lines, listen)).toBe(expected)
  })
  // Each pair was started with 2.6.14: told is what ended with "Address already in use".
  test.each([
    ['', '', true],
    ['', 'proto udp6\n', true],
    ['proto tcp-server\n', 'proto tcp-server\n', true],
    ['proto tcp-server\n', '', false],
    ['local 10.0.0.5\n', '', true],
    ['', 'local 10.0.0.5\n', true],
    ['local 10.0.0.5\n', 'local 127.0.0.1\n', false],
    ['', 'local ::1\nproto udp6\n', false],
    ['bind-dev eth0\n', '', true],
    ['bind-dev eth0\n', 'bind-dev eth1\n', false],
    ['port 1195\n', '', false],
    ['port 1195\nmanagement 127.0.0.1 7505\n', 'management 127.0.0.1 7505\n', 'management'],
    ['port 1195\nmanagement 127.0.0.1 7505\n', 'management 127.0.0.1 7506\n', false],
    ['port 1195\nmanagement /run/m unix\n', 'management /run/m unix\n', false],
  ])('%j beside %j: %s', (one, other, expected) => {
    const files = {
      [vpn]: server(`${one}server 10.8.0.0 255.255.255.0\n`),
      'etc/openvpn/server/two.conf': server(`${other}server 10.9.0.0 255.255.255.0\n`).replace('tun0', 'tun1'),
    }
    expect(found('host/tunnel-port-collision', files).map(({ id }) => id)).toEqual(
      expected === false ? [] : [expected === true ? 'twice' : expected],
    )
  })
})

describe('host/tunnel-address-listener', () => {
  const rule = 'host/tunnel-address-listener'
  const keepalived = 'vrrp_instance a {\n  virtual_ipaddress {\n    192.0.2.50/24 dev eth0 # web\n  }\n}\n'
  test('the address that keepalived moves', () => {
    const files = { 'etc/keepalived/keepalived.conf': keepalived, [site]: nginx('192.0.2.50:8080') }
    expect(found(rule, files)).toMatchObject([{ id: 'floating' }])
    const free = { ...files, 'etc/sysctl.d/60-a.conf': 'net.ipv4.ip_nonlocal_bind = 1\n' }
    expect(found(rule, free)).toEqual([])
    expect(found(rule, { ...files, [site]: nginx('192.0.2.51:8080') })).toEqual([])
  })
  test('only requests fail that are sent from a tunnel address', () => {
    const files = {
      [vpn]: server('server 10.8.0.0 255.255.255.0\n'),
      [site]: nginx('127.0.0.1:8080', 'proxy_bind 10.8.0.1;\n'),
    }
    expect(found(rule, files)).toMatchObject([{ id: 'bind', severity: 'low' }])
  })
  test('the other addresses of the pool belong to clients', () => {
    expect(found(rule, { [vpn]: server('server 10.8.0.0 255.255.255.0\n'), [site]: nginx('10.8.0.6:8080') })).toEqual(
      [],
    )
  })
})

const proxy = (target: string): string =>
  `events {}\nhttp { server { listen 127.0.0.1:8080; location / { proxy_pass ${target}; } } }\n`
const hq = 'etc/openvpn/client/hq.conf'
const wants = { 'etc/systemd/system/multi-user.target.wants/nginx.service': '' }

describe('host/upstream-without-tunnel', () => {
  const rule = 'host/upstream-without-tunnel'
  const routed = { [hq]: client('route 10.20.0.0 255.255.0.0\n') }
  test.each([
    ['disabled', { ...routed, ...wants, [site]: proxy('http://10.20.1.5:8080') }],
    ['no-route', { [hq]: client('route-nopull\nroute 10.30.0.0 255.255.0.0\n'), [site]: proxy('http://10.20.1.5') }],
  ] as [string, Record<string, string>][])('%s', (id, files) => {
    expect(found(rule, files)).toMatchObject([{ id, subject: '10.20.1.5' }])
  })
  test.each([
    ['which units are enabled is not known', { ...routed, [site]: proxy('http://10.20.1.5') }],
    ['TLS', { ...routed, ...wants, [site]: proxy('https://10.20.1.5') }],
    ['a full tunnel', { ...wants, [hq]: client('redirect-gateway def1\n'), [site]: proxy('http://10.20.1.5') }],
    ['routes may be pushed', { [hq]: client(''), [site]: proxy('http://10.20.1.5') }],
    ['a public backend', { ...routed, ...wants, [site]: proxy('http://203.0.113.5') }],
    [
      'a neighbour',
      { ...routed, ...wants, [site]: proxy('http://10.20.1.5'), 'etc/network/interfaces': 'address 10.20.1.7/24\n' },
    ],
  ] as [string, Record<string, string>][])('not when: %s', (_, files) => {
    expect(found(rule, files)).toEqual([])
  })
})

describe('host/tunnel-required', () => {
  const rule = 'host/tunnel-required'
  const lan = { 'etc/network/interfaces': 'iface eth0 inet static\n  address 192.168.7.5/24\n' }
  const unverified = client('route 10.20.0.0 255.255.0.0\n').replace('remote-cert-tls server\n', '')
  test('without a tunnel, or with one that takes any server', () => {
    expect(found(rule, { ...lan, [site]: proxy('http://10.20.1.5') })).toMatchObject([{ id: 'none' }])
    expect(found(rule, { ...lan, [hq]: unverified, [site]: proxy('http://10.20.1.5') })).toMatchObject([
      { id: 'unverified' },
    ])
  })
  test('not with a verified one, WireGuard, or where the own networks are not known', () => {
    const backend = { [site]: proxy('http://10.20.1.5') }
    expect(found(rule, { ...lan, ...backend, [hq]: client('route 10.20.0.0 255.255.0.0\n') })).toEqual([])
    expect(found(rule, { ...lan, ...backend, 'etc/wireguard/wg0.conf': '[Interface]\n' })).toEqual([])
    expect(found(rule, backend)).toEqual([])
  })
})
