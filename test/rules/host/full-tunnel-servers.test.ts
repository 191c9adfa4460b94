import { describe, expect, test } from 'vitest'
import { builtin } from '../../../src/baseline/index.ts'
import { analyze, plan } from '../../../src/engine/index.ts'

/** OpenVPN servers beside a client that takes all traffic. What is lost was measured with 2.6.14 and 2.7.8 in namespaces. */

const rule = 'host/full-tunnel-public-listener'
const baseline = { ...builtin('balanced'), controls: { [rule]: {} }, settings: [] }
const serverOf = (lines: string): string =>
  `dev tun1\n${lines}server 10.9.0.0 255.255.255.0\ntopology subnet\nca ca.crt\ncert a.crt\nkey a.key\ndh none\n`
const clientOf = (lines: string): string =>
  `client\ndev tun0\nremote 198.51.100.20 1194\nca hq.crt\ncert a.crt\nkey a.key\nredirect-gateway def1${lines}\n`
const at = { server: 'etc/openvpn/server/own.conf', client: 'etc/openvpn/client/hq.conf' }
const routing = { 'etc/systemd/network/eth0.network': '[Match]\nName=eth0\n[RoutingPolicyRule]\nFrom=203.0.113.10\n' }
const byPort = {
  'etc/network/interfaces': 'iface eth0 inet dhcp\n  up ip rule add ipproto udp sport 1194 lookup 128\n',
}

const told = (server: string, more: Record<string, string> = {}, flags = '', openvpn = '2.6.14'): string[] =>
  analyze({
    files: { [at.server]: serverOf(server), [at.client]: clientOf(flags), ...more },
    target: { openvpn: openvpn.split('.').map(Number) },
    baseline,
  } as Parameters<typeof analyze>[0]).findings.map(each => each.messageId)

describe('nothing routes replies', () => {
  test.each([
    ['UDP', '', []],
    ['an address of its own', 'local 203.0.113.10\n', []],
    ['an address behind a router', 'local 10.0.0.5\n', []],
    ['TCP, which multihome does nothing for', 'proto tcp-server\nmultihome\n', []],
  ])('lost: %s', (_, lines) => {
    expect(told(lines)).toEqual(['server'])
  })
  test('lost: multihome from 2.7 on, and with IPv6 in the tunnel', () => {
    expect(told('multihome\n', {}, '', '2.7.0')).toEqual(['server'])
    expect(told('proto udp6\nmultihome\n', {}, ' ipv6')).toEqual(['server'])
  })
  test.each([
    ['multihome up to 2.6', 'multihome\n', '2.6.14'],
    ['multihome on the same interface', 'multihome same-interface\n', '2.7.0'],
    ['a socket of the interface', 'bind-dev eth0\n', '2.7.0'],
    ['TCP on the interface', 'proto tcp-server\nbind-dev eth0\n', '2.6.14'],
    ['a server for this host only', 'local 127.0.0.1\n', '2.6.14'],
  ])('kept: %s', (_, lines, version) => {
    expect(told(lines, {}, '', version)).toEqual([])
  })
})

describe('replies are routed by their source address', () => {
  test.each([
    ['UDP', '', ['unbound']],
    ['UDP on the wildcard', 'local 0.0.0.0\n', ['unbound']],
    ['multihome', 'multihome\n', []],
    ['an address', 'local 203.0.113.10\n', []],
    ['TCP', 'proto tcp-server\n', []],
    ['an interface', 'bind-dev eth0\n', []],
    ['a mark', 'mark 7\n', []],
  ])('%s', (_, lines, expected) => {
    expect(told(lines, routing)).toEqual(expected)
  })
  test('rules by the port of the server hold for it', () => {
    expect(told('', byPort)).toEqual([])
  })
})

test('a client of the same server is one of those that connect to it, not one that runs here', () => {
  const own = clientOf('').replace('hq.crt', 'ca.crt').replace('client\n', 'client\nport 1194\n')
  const files = { 'etc/openvpn/server.conf': serverOf(''), 'etc/openvpn/client.conf': own }
  expect(analyze({ files, baseline }).findings).toEqual([])
  const loose = { 'vpn/server.conf': serverOf(''), 'vpn/client.ovpn': clientOf('') }
  expect(analyze({ files: loose, baseline }).findings).toEqual([])
})

test('the tunnel gets a name that no server has, and the kill switch lets the server talk to its clients', () => {
  const files = {
    'etc/openvpn/server/a.conf': serverOf('').replace('tun1', 'tun0'),
    'etc/openvpn/server/b.conf': serverOf('proto tcp-server\nport 8443\n').replace('dev tun1', 'dev tun'),
    [at.client]: clientOf('').replace('dev tun0', 'dev tun'),
  }
  const made = plan({ files, baseline }, analyze({ files, baseline }))
  expect(made.files.find(({ path }) => path === at.client)?.after).toContain('\ndev tun1\n')
  const rules = made.steps.flatMap(step => (step.kind === 'write' && step.path.endsWith('.nft') ? [step.text] : []))
  expect(rules.join()).toContain('oifname { "lo", "tun1", "tun0" } accept')
  expect(rules.join()).toContain('tcp sport { 22, 8443 }')
})

describe('where hosts keep rules for replies', () => {
  const site = { 'etc/nginx/nginx.conf': 'events {}\nhttp { server { listen 8443; return 204; } }\n' }
  const rules = '#!/bin/sh\nip rule add from 203.0.113.10 lookup 128\n'
  const found = (more: Record<string, string>, lines = ''): string[] =>
    analyze({ files: { ...site, [at.client]: clientOf(`\n${lines}`), ...more }, baseline }).findings.map(
      ({ messageId, confidence }) => `${messageId} ${confidence}`,
    )
  test.each([
    'etc/network/if-up.d/replies',
    'etc/rc.local',
    'etc/NetworkManager/dispatcher.d/10-replies',
    'etc/networkd-dispatcher/routable.d/replies',
    'etc/local.d/replies.start',
    'etc/openvpn/client/replies.sh',
    'usr/local/sbin/replies',
  ])('%s', path => {
    expect(found({ [path]: rules })).toEqual([])
    expect(found({ [path]: rules.replace('ip rule', '# ip rule') })).toEqual(['found medium'])
  })
  test('files of network-scripts and of wicked hold nothing else', () => {
    expect(found({ 'etc/sysconfig/network-scripts/rule-eth0': 'from 203.0.113.10 table 128\n' })).toEqual([])
    expect(found({ 'etc/sysconfig/network/ifrule-eth0': 'ipv4 from 203.0.113.10 table 128\n' })).toEqual([])
    expect(found({ 'etc/sysconfig/network-scripts/ifcfg-eth0': 'DEVICE=eth0\n' })).toEqual(['found medium'])
  })
  test('the script that the tunnel runs', () => {
    const up = 'script-security 2\nroute-up /etc/openvpn/routing/run\n'
    expect(found({ 'etc/openvpn/routing/run': rules }, up)).toEqual([])
  })
})
