import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../../src/engine/types.ts'

/** Which role a host has, and what contradicts it. */

const own = 'etc/sysctl.d/60-own.conf'
const report = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): Report =>
  analyze({ files: { [own]: 'net.ipv4.tcp_syncookies = 1\n', ...files }, ...more })
const roles = (files: Record<string, string>): string[] => report(files).roles.map(each => each.role)
const conflicts = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): string[] =>
  report(files, more)
    .findings.filter(each => each.rule === 'sysctl/role-conflict')
    .map(each => `${each.messageId} ${each.severity} ${each.subject}`)

const server = 'dev tun0\nserver 10.8.0.0 255.255.255.0\ntopology subnet\nca a\ncert b\nkey c\ndh none\n'

const masquerade = 'iptables -t nat -A POSTROUTING -s 10.8.0.0/24 -o eth0 -j MASQUERADE'

describe('the role shows in', () => {
  test.each([
    ['web-server', { 'etc/nginx/nginx.conf': 'events {}\nhttp { server { listen 8080; } }\n' }],
    ['vpn-client', { 'etc/openvpn/client/a.conf': 'client\ndev tun\nremote 192.0.2.1\nca a\n' }],
    ['vpn-gateway', { 'etc/openvpn/server/a.conf': `${server}push "route 10.0.0.0 255.0.0.0"\n` }],
    [
      'vpn-gateway',
      {
        'etc/openvpn/server/a.conf': `${server}client-config-dir ccd\n`,
        'etc/openvpn/server/ccd/branch': 'iroute 10.9.0.0 255.255.255.0\n',
      },
    ],
    ['router', { 'etc/nftables.conf': 'table ip nat { chain post { oifname "eth0" masquerade } }\n' }],
    ['router', { 'etc/systemd/network/lan.network': '[Network]\nIPForward=yes\n' }],
    ['router', { 'etc/iptables/rules.v4': '*nat\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n' }],
    ['router', { 'etc/ufw/before.rules': '*nat\n-A POSTROUTING -s 10.0.0.0/8 -o eth0 -j MASQUERADE\nCOMMIT\n' }],
    ['router', { 'etc/firewalld/zones/public.xml': '<zone>\n  <masquerade/>\n</zone>\n' }],
    [
      'router',
      {
        'etc/wireguard/wg0.conf':
          '[Interface]\nPrivateKey = x\nPostUp = iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE\n',
      },
    ],
    ['router', { 'etc/sysconfig/iptables': '*nat\n-A POSTROUTING -o eth0 -j MASQUERADE\nCOMMIT\n' }],
    ['router', { 'etc/network/interfaces': `iface eth0 inet dhcp\n  post-up ${masquerade}\n` }],
    ['router', { 'etc/rc.local': `#!/bin/sh\n${masquerade}\n` }],
    ['router', { 'etc/iptables/add-openvpn-rules.sh': `#!/bin/sh\n${masquerade}\n` }],
    ['router', { 'etc/systemd/system/openvpn-iptables.service': `[Service]\nExecStart=/usr/sbin/${masquerade}\n` }],
    ['router', { 'etc/shorewall/shorewall.conf': 'IP_FORWARDING=On\n' }],
    ['router', { 'etc/config/firewall': "config forwarding\n\toption src 'lan'\n\toption dest 'wan'\n" }],
    ['router', { 'etc/ipsec.conf': 'conn office\n  leftsubnet=10.1.0.0/16\n' }],
    ['container-host', { 'etc/docker/daemon.json': '{}\n' }],
    ['kubernetes-node', { 'etc/rancher/k3s/config.yaml': 'token: x\n' }],
    ['container-host', { [own]: 'net.bridge.bridge-nf-call-iptables = 1\nnet.ipv4.ip_forward = 1\n' }],
    ['kubernetes-node', { 'var/lib/kubelet/config.yaml': 'kind: KubeletConfiguration\n' }],
    ['hypervisor', { 'etc/libvirt/qemu.conf': '\n' }],
    ['desktop', { 'etc/gdm3/daemon.conf': '\n' }],
  ] as [string, Record<string, string>][])('%s: %j', (role, files) => {
    expect(roles(files)).toContain(role)
  })

  test('no commented rule, and not in a server without routes', () => {
    expect(roles({ 'etc/nftables.conf': '# masquerade\n', 'etc/openvpn/server/a.conf': server })).toEqual([])
  })

  test('not in a tunnel that only comes in, nor in rules that are commented out', () => {
    const files = {
      'etc/wireguard/wg0.conf': '[Interface]\nPrivateKey = x\n# PostUp = iptables -j MASQUERADE\n',
      'etc/ufw/before.rules': '# -A POSTROUTING -j MASQUERADE\n',
      'etc/rc.local': `# ${masquerade}\n`,
      'etc/ipsec.conf': 'conn host\n  leftsubnet=10.1.2.3/32\n',
    }
    expect(roles(files)).toEqual([])
  })

  test('a host that filters a bridge and passes nothing on', () => {
    expect(roles({ [own]: 'net.bridge.bridge-nf-call-iptables = 1\nnet.ipv4.ip_forward = 0\n' })).toEqual([])
    expect(roles({ [own]: 'net.bridge.bridge-nf-call-iptables = 0\nnet.ipv4.ip_forward = 1\n' })).toEqual([])
  })

  test('the message says what shows it', () => {
    const { findings } = report({ [own]: 'net.ipv4.ip_forward = 0\n', 'etc/nftables.conf': 'oif eth0 masquerade\n' })
    const found = findings.find(each => each.rule === 'sysctl/role-conflict')
    expect(found?.message.en).toContain('this host is a router (/etc/nftables.conf)')
  })
})

describe('a conflict', () => {
  test.each([
    ['forward', 'net.ipv4.ip_forward = 0\n', { 'etc/nftables.conf': 'masquerade\n' }],
    ['namespaces', 'kernel.unprivileged_userns_clone = 0\n', { 'etc/docker/daemon.json': '{}\n' }],
    ['namespaces', 'user.max_user_namespaces = 0\n', { 'etc/gdm3/daemon.conf': '\n' }],
    ['bridge', 'net.bridge.bridge-nf-call-iptables = 0\n', { 'var/lib/kubelet/config.yaml': 'kind: x\n' }],
    ['kdump', 'kernel.kexec_load_disabled = 1\n', { 'etc/default/kdump-tools': 'USE_KDUMP=1\n' }],
    ['crash', 'kernel.yama.ptrace_scope = 2\n', { 'etc/gdm3/daemon.conf': '\n' }],
    ['slaac', 'net.ipv6.conf.eth0.accept_ra = 0\n', { 'etc/network/interfaces': 'iface eth0 inet6 auto\n' }],
    ['slaac', 'net.ipv6.conf.*.accept_ra = 0\n', { 'etc/network/interfaces': 'iface eth0 inet6 auto\n' }],
    [
      'strict',
      'net.ipv4.conf.all.rp_filter = 1\n',
      {
        'etc/nftables.conf': 'masquerade\n',
        'etc/systemd/network/a.network': '[RoutingPolicyRule]\nFrom=192.0.2.1\nTable=7\n',
      },
    ],
  ] as [string, string, Record<string, string>][])('%s: %j', (id, text, files) => {
    expect(conflicts({ [own]: text, ...files }).map(each => each.split(' ')[0])).toEqual([id])
  })

  test.each([
    [
      'addresses by hand',
      'net.ipv6.conf.eth0.accept_ra = 0\n',
      { 'etc/network/interfaces': 'iface eth0 inet6 static\n' },
    ],
    [
      'another interface',
      'net.ipv6.conf.eth1.accept_ra = 0\n',
      { 'etc/network/interfaces': 'iface eth0 inet6 auto\n' },
    ],
    [
      'conf.all, which counts for nothing',
      'net.ipv6.conf.all.accept_ra = 0\n',
      { 'etc/network/interfaces': 'iface eth0 inet6 auto\n' },
    ],
    ['one way only', 'net.ipv4.conf.all.rp_filter = 1\n', { 'etc/nftables.conf': 'masquerade\n' }],
    ['a server', 'kernel.yama.ptrace_scope = 2\n', {}],
  ] as [string, string, Record<string, string>][])('none with %s', (_, text, files) => {
    expect(conflicts({ [own]: text, ...files })).toEqual([])
  })

  test('is information where nothing tells the role, and nothing where a role that needs it not is stated', () => {
    const files = { [own]: 'kernel.unprivileged_userns_clone = 0\nnet.ipv4.ip_forward = 0\n' }
    expect(conflicts(files)).toEqual(['unknown info kernel.unprivileged_userns_clone'])
    expect(conflicts(files, { roles: ['web-server'] })).toEqual([])
  })
})
