import { describe, expect, test } from 'vitest'
import { sysctl } from '../../../src/formats/sysctl/index.ts'
import type { SysctlModel } from '../../../src/formats/sysctl/model.ts'
import { readSnapshot } from '../../../src/formats/sysctl/snapshot.ts'
import { defaultTarget, type Target } from '../../../src/target/index.ts'
import { applyEdits, decode } from '../../../src/text/index.ts'
import { type Entry, hostStore } from './store.ts'

const on = (id: 'debian' | 'alpine', version: string): Target => ({
  ...defaultTarget,
  distribution: { id, version },
  assumed: [],
})

const model = (
  files: Readonly<Record<string, Entry>>,
  target: Target = on('debian', '12'),
  complete = false,
): SysctlModel => sysctl.resolve(sysctl.load('/', hostStore(files, complete)), target)

const alone = (text: string): SysctlModel =>
  sysctl.resolve(sysctl.load('/x.conf', hostStore({ '/x.conf': text })), on('debian', '12'))

describe('value', () => {
  test('takes any spelling and both names of one variable', () => {
    const { value } = alone('net/ipv4/conf/all/forwarding = 1\n')
    for (const key of ['net.ipv4.ip_forward', 'net/ipv4/ip_forward', 'net.ipv4.conf.all.forwarding'])
      expect(value(key)?.value).toBe('1')
  })

  test('says where it comes from and what it hides', () => {
    const held = alone('kernel.sysrq = 1\nkernel.sysrq = 438\n').value('kernel.sysrq')
    expect(held?.origin).not.toBe('default')
    expect(held?.shadowed.map(line => line.args[0]?.value)).toEqual(['1'])
    expect(held?.losers[0]?.because).toBe('later-line')
  })

  test('is the start value of the kernel when nobody sets the key, and nothing when that is not known', () => {
    const { value } = alone('')
    expect(value('net.ipv4.tcp_syncookies')).toMatchObject({ value: '1', origin: 'default', certainty: 'certain' })
    expect(value('kernel.no_such_key')).toBeUndefined()
  })

  test('is unsure about defaults that differ between builds when nobody states the build', () => {
    const unstated = sysctl.resolve(sysctl.load('/x.conf', hostStore({ '/x.conf': '' })), defaultTarget)
    expect(unstated.value('fs.protected_symlinks')?.certainty).toBe('assumed')
    expect(alone('').value('fs.protected_symlinks')?.certainty).toBe('certain')
    expect(alone('').value('net.ipv4.tcp_max_syn_backlog')?.certainty).toBe('assumed')
  })

  test('keeps what a pair holds behind one number', () => {
    expect(alone('net.ipv4.ip_local_port_range = 21000\n').value('net.ipv4.ip_local_port_range')?.value).toBe(
      '21000 60999',
    )
  })
})

describe('in force', () => {
  const force = (text: string, attribute: string, name = '*', family: 'ipv4' | 'ipv6' = 'ipv4'): number | undefined =>
    alone(text).inForce(family, attribute, name)?.value

  test('rp_filter is the larger of all and the interface', () => {
    expect(force('net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.*.rp_filter = 2\n', 'rp_filter')).toBe(2)
    expect(force('net.ipv4.conf.all.rp_filter = 1\n', 'rp_filter')).toBe(1)
  })

  test('redirects: either is enough on a host, both are needed on a router', () => {
    const lines = 'net.ipv4.conf.all.accept_redirects = 0\n'
    expect(force(lines, 'accept_redirects')).toBe(1)
    expect(force(`net.ipv4.ip_forward = 1\n${lines}`, 'accept_redirects')).toBe(0)
  })

  test('source routes need both', () => {
    expect(force('net.ipv4.conf.default.accept_source_route = 1\n', 'accept_source_route')).toBe(0)
  })

  test('IPv6 takes all for forwarding and the interface for router advertisements', () => {
    expect(
      force('net.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.eth0.forwarding = 0\n', 'forwarding', 'eth0', 'ipv6'),
    ).toBe(1)
    expect(force('net.ipv6.conf.all.accept_ra = 0\n', 'accept_ra', 'eth0', 'ipv6')).toBe(1)
    expect(force('net.ipv6.conf.*.accept_ra = 0\n', 'accept_ra', 'eth0', 'ipv6')).toBe(0)
  })

  test('an IPv4 interface without a line follows default', () => {
    expect(
      force('net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.default.send_redirects = 0\n', 'send_redirects'),
    ).toBe(0)
  })
})

describe('files of a host', () => {
  const main = { '/etc/sysctl.conf': 'kernel.sysrq = 0\n' }

  test('Debian 12 links /etc/sysctl.conf even where a part of the host does not show it; Debian 13 does not', () => {
    expect(model(main).value('kernel.sysrq')?.value).toBe('0')
    expect(model(main).neverRead).toEqual([])
    const recent = model(main, on('debian', '13'))
    expect(recent.value('kernel.sysrq')?.value).toBe('438')
    expect(recent.value('kernel.sysrq', 'procps')?.value).toBe('0')
    expect(recent.neverRead.map(each => each.because)).toEqual(['no-link'])
  })

  test('where the whole host is given, the link must be there', () => {
    expect(model(main, on('debian', '12'), true).neverRead.map(each => each.because)).toEqual(['no-link'])
    const linked = { ...main, '/etc/sysctl.d/99-sysctl.conf': { link: '../sysctl.conf' } }
    expect(model(linked, on('debian', '12'), true).neverRead).toEqual([])
  })

  test('Alpine has no systemd: procps counts', () => {
    expect(model(main, on('alpine', '3')).applier).toBe('procps')
  })

  test('masks are told by what they are', () => {
    const vendor = { '/usr/lib/sysctl.d/50-x.conf': 'kernel.sysrq = 0\n' }
    const how = (entry: Entry): string | undefined =>
      model({ ...vendor, '/etc/sysctl.d/50-x.conf': entry }).masked[0]?.how
    expect(how('')).toBe('empty')
    expect(how('kernel.kptr_restrict = 1\n')).toBe('file')
    expect(how({ link: '/dev/null' })).toBe('null-device')
    expect(how({ link: '/nowhere' })).toBe('dangling')
    expect(how({ directory: true })).toBe('directory')
  })

  test('reads what else the host shows: ufw, modules, setters', () => {
    const { evidence } = model({
      ...main,
      '/etc/ufw/ufw.conf': 'ENABLED=yes\n',
      '/etc/ufw/sysctl.conf': 'net/ipv4/conf/all/log_martians=0\n',
      '/etc/modules-load.d/k8s.conf': '# for kubelet\nbr_netfilter\noverlay\n',
      '/etc/docker/daemon.json': '{}',
    })
    expect(evidence.ufw?.enabled).toBe(true)
    expect(evidence.ufw?.statements.length).toBe(1)
    expect([...evidence.modules]).toEqual(['br_netfilter', 'overlay'])
    expect([...evidence.setters.keys()]).toEqual(['docker'])
  })
})

test('a snapshot: pairs, empty values, denied keys; secrets are left out', () => {
  const text = [
    'kernel.domainname = ',
    'net.ipv4.ip_local_port_range = 32768\t60999',
    'net.ipv4.tcp_fastopen_key = 0-0-0-1',
    "sysctl: permission denied on key 'net.core.bpf_jit_harden'",
    'net.ipv4.conf.eth0/100.rp_filter = 2',
  ].join('\n')
  const { values, denied } = readSnapshot(decode('sysctl-a.txt', text))
  expect(values.get('net.ipv4.ip_local_port_range')).toBe('32768 60999')
  expect(values.get('kernel.domainname')).toBe('')
  expect(values.get('net.ipv4.conf.eth0/100.rp_filter')).toBe('2')
  expect(values.has('net.ipv4.tcp_fastopen_key')).toBe(false)
  expect([...denied]).toEqual(['net.core.bpf_jit_harden'])
})

test('files are recognised by place and by keys', () => {
  const sure = (path: string, text: string): number => sysctl.detect(decode(path, text))
  expect(sure('etc/sysctl.d/10-x.conf', '')).toBe(1)
  expect(sure('roles/base/files/sysctl.conf', 'vm.swappiness = 10\n')).toBeGreaterThan(0.5)
  expect(sure('hardening.txt', 'kernel.kptr_restrict = 2\nkernel.dmesg_restrict = 1\n')).toBeGreaterThan(0.5)
  expect(sure('etc/sysctl.d/README.sysctl', 'Kernel variables can be set here')).toBe(0)
  expect(sure('etc/default/grub', 'GRUB_TIMEOUT=5\n')).toBe(0)
  expect(sure('sysctl-a.txt', 'kernel.kptr_restrict = 2\n')).toBe(0)
})

test('no edit of a tree loses a byte', () => {
  const text = '\ufeff# a\r\nx\r\n key = v \t\r\n\0y=1\rz\n;'
  const tree = sysctl.parse(decode('x.conf', text))
  const edits = tree.nodes.map(node => ({
    path: 'x.conf',
    span: node.span,
    text: text.slice(node.span.start, node.span.end),
  }))
  expect(applyEdits(text, edits)).toBe(text)
})

test('secrets never reach the list of effective values', () => {
  const shown = [...sysctl.effective(alone('net.ipv4.tcp_fastopen_key = 11111111-2-3-4\n'))]
  expect(JSON.stringify(shown.map(each => each.value))).not.toContain('11111111')
})
