import { describe, expect } from 'vitest'
import { analyze, fix } from '../../src/engine/index.ts'
import { components } from '../../src/formats/sysctl/key.ts'
import { type Applier, appliers } from '../../src/formats/sysctl/model.ts'
import type { Target } from '../../src/target/index.ts'
import { needs } from './daemons.ts'
import { apply } from './sysctl-namespace.ts'

/** After our fixes the real appliers leave the wanted values in a namespace with three interfaces. */

const test = needs('sysctl', 'systemd-sysctl', 'ip', 'root', 'namespaces')
const debian12: Partial<Target> = { distribution: { id: 'debian', version: '12' } }

interface Scene {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  readonly start?: Readonly<Record<string, string>>
  readonly wanted: Readonly<Record<string, string>>
}

const interfaces = ['all', 'default', 'eth0', 'dummy0', 'eth0/100']
const everywhere = (family: string, attribute: string, value: string): Record<string, string> =>
  Object.fromEntries(interfaces.map(name => [`net.${family}.conf.${name}.${attribute}`, value]))

const scenes: readonly Scene[] = [
  {
    title: 'a redirect line for all only',
    files: { 'etc/sysctl.d/60-net.conf': 'net.ipv4.conf.all.accept_redirects = 0\n' },
    wanted: everywhere('ipv4', 'accept_redirects', '0'),
  },
  {
    title: 'an inert IPv6 line',
    files: { 'etc/sysctl.d/60-net.conf': 'net.ipv6.conf.all.accept_redirects = 0\nnet.ipv6.conf.all.accept_ra = 0\n' },
    wanted: { ...everywhere('ipv6', 'accept_redirects', '0'), ...everywhere('ipv6', 'accept_ra', '0') },
  },
  {
    title: 'redirects before forwarding is switched off on a host that forwards',
    files: {
      'etc/sysctl.d/60-net.conf':
        'net.ipv4.conf.all.accept_redirects = 1\nnet.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 1\n',
    },
    start: { 'net/ipv4/ip_forward': '1' },
    wanted: {
      'net.ipv4.ip_forward': '0',
      'net.ipv6.conf.all.forwarding': '0',
      'net.ipv4.conf.all.accept_redirects': '0',
      'net.ipv4.conf.eth0.accept_redirects': '0',
      'net.ipv4.conf.eth0.forwarding': '0',
    },
  },
  {
    title: 'one interface that forwards alone',
    files: { 'etc/sysctl.d/60-net.conf': 'net.ipv4.ip_forward = 0\nnet.ipv4.conf.eth0.forwarding = 1\n' },
    wanted: { 'net.ipv4.ip_forward': '0', 'net.ipv4.conf.eth0.forwarding': '0' },
  },
  {
    title: 'a file of a package that wins',
    files: {
      'etc/sysctl.d/60-net.conf': 'net.ipv4.tcp_synack_retries = 3\n',
      'usr/lib/sysctl.d/99-vendor.conf': 'net.ipv4.tcp_synack_retries = 5\nnet.ipv4.tcp_syncookies = 0\n',
    },
    wanted: { 'net.ipv4.tcp_synack_retries': '3', 'net.ipv4.tcp_syncookies': '1' },
  },
  {
    title: '/etc/sysctl.conf against a drop-in that sorts behind its link',
    files: {
      'etc/sysctl.conf': 'net.ipv4.icmp_ratelimit = 1000\n',
      'etc/sysctl.d/99-sysctl.conf': 'net.ipv4.icmp_ratelimit = 1000\n',
      'etc/sysctl.d/zz.conf': 'net.ipv4.icmp_ratelimit = 2000\n',
    },
    wanted: { 'net.ipv4.icmp_ratelimit': '2000' },
  },
  {
    title: 'lines that set nothing',
    files: {
      'etc/sysctl.d/60-net.conf':
        '\ufeffnet.ipv4.tcp_syncookies = 1\nnet.ipv4.tcp_rfc1337: 1\nsysctl -w net.ipv4.tcp_fin_timeout=30\nnet/ipv4.tcp_synack_retries = 4\nnet.ipv4.conf.eth0.100.rp_filter = 2\nnet.ipv4.tcp_ecn = "1"\nnet.ipv4.tcp_keepalive_probes = 5#five\n',
    },
    start: { 'net/ipv4/tcp_syncookies': '0' },
    wanted: {
      'net.ipv4.tcp_syncookies': '1',
      'net.ipv4.tcp_rfc1337': '1',
      'net.ipv4.tcp_fin_timeout': '30',
      'net.ipv4.tcp_synack_retries': '4',
      'net.ipv4.conf.eth0/100.rp_filter': '2',
      'net.ipv4.tcp_ecn': '1',
      'net.ipv4.tcp_keepalive_probes': '5',
    },
  },
  {
    title: 'interface lines before the line that overwrites them',
    files: {
      'etc/sysctl.d/60-net.conf': 'net.ipv6.conf.eth0.disable_ipv6 = 0\nnet.ipv6.conf.all.disable_ipv6 = 1\n',
    },
    wanted: { 'net.ipv6.conf.eth0.disable_ipv6': '0', 'net.ipv6.conf.dummy0.disable_ipv6': '1' },
  },
  {
    title: 'interface lines in a file before that of the line that overwrites them',
    files: {
      'etc/sysctl.d/10-guests.conf': 'net.ipv6.conf.eth0.disable_ipv6 = 0\n',
      'etc/sysctl.d/20-guests.conf': '-net.ipv6.conf.eth0.disable_ipv6=0\n',
      'etc/sysctl.d/50-ipv6.conf': 'net.ipv6.conf.all.disable_ipv6 = 1\n',
    },
    wanted: { 'net.ipv6.conf.eth0.disable_ipv6': '0', 'net.ipv6.conf.dummy0.disable_ipv6': '1' },
  },
  {
    title: 'interface lines that a file of a package overwrites',
    files: {
      'etc/sysctl.d/10-guests.conf': 'net.ipv6.conf.eth0.disable_ipv6 = 0\n',
      'usr/lib/sysctl.d/50-vendor.conf': 'net.ipv6.conf.all.disable_ipv6 = 1\n',
    },
    wanted: { 'net.ipv6.conf.eth0.disable_ipv6': '0', 'net.ipv6.conf.dummy0.disable_ipv6': '1' },
  },
  {
    title: 'interface lines that /etc/sysctl.conf overwrites',
    files: {
      'etc/sysctl.conf': 'net.ipv6.conf.all.disable_ipv6 = 1\n',
      'etc/sysctl.d/99-sysctl.conf': 'net.ipv6.conf.all.disable_ipv6 = 1\n',
      'etc/sysctl.d/10-guests.conf': 'net.ipv6.conf.eth0.disable_ipv6 = 0\n',
    },
    wanted: { 'net.ipv6.conf.eth0.disable_ipv6': '0', 'net.ipv6.conf.dummy0.disable_ipv6': '1' },
  },
]

const path = (key: string): string => components(key).join('/')

/** The files of a scene after every fix, at absolute paths. */
function repaired(files: Scene['files']): Record<string, string> {
  const input = { files, target: debian12, unsafe: true }
  const result = fix(input, analyze(input))
  const all = { ...files, ...Object.fromEntries(result.files) }
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [`/${name}`, text]))
}

const asks = (files: Record<string, string>, applier: Applier, scene: Scene): ReadonlyMap<string, string> =>
  apply({ files, applier, keys: Object.keys(scene.wanted).map(path), ...(scene.start && { start: scene.start }) }).after

describe.each(appliers.map(applier => [applier]))('%s', applier => {
  test.each(scenes.map(scene => [scene.title, scene] as const))('%s', (_title, scene) => {
    const unfixed = asks(
      Object.fromEntries(Object.entries(scene.files).map(([name, text]) => [`/${name}`, text])),
      applier,
      scene,
    )
    const files = repaired(scene.files)
    const after = asks(files, applier, scene)
    const shown = JSON.stringify(files, undefined, 1)
    for (const [key, value] of Object.entries(scene.wanted))
      expect(`${key} = ${after.get(path(key))}`, shown).toBe(`${key} = ${value}`)
    if (applier === 'systemd' && scene.title.startsWith('/etc/')) return
    expect(
      Object.entries(scene.wanted).some(([key, value]) => unfixed.get(path(key)) !== value),
      'the fix was needed',
    ).toBe(true)
  })
})
