import { describe, expect, test } from 'vitest'
import { analyze } from '../../../src/engine/index.ts'
import type { AnalyzeInput, Finding } from '../../../src/engine/types.ts'

/** Live values against files, class by class. */

const debian = { distribution: { id: 'debian', version: '12' }, kernel: [6, 12] } as const
const filler = Array.from({ length: 120 }, (_, at) => `kernel.filler${at} = 1\n`).join('')

function drift(files: Record<string, string>, live: string, more: Partial<AnalyzeInput> = {}): Finding[] {
  const input = { files: { ...files, 'live.txt': live + filler }, live: 'live.txt', target: debian, ...more }
  return analyze(input).findings.filter(each => each.rule === 'sysctl/drift')
}
const ids = (findings: readonly Finding[]): string[] => findings.map(each => `${each.messageId} ${each.subject}`)
const own = 'etc/sysctl.d/60-own.conf'

describe('the class of a difference', () => {
  test.each([
    ['not-applied', { [own]: 'kernel.kptr_restrict = 2\n' }, 'kernel.kptr_restrict = 0\n'],
    ['sticky', { [own]: 'kernel.unprivileged_bpf_disabled = 2\n' }, 'kernel.unprivileged_bpf_disabled = 1\n'],
    ['sticky', { [own]: 'kernel.yama.ptrace_scope = 1\n' }, 'kernel.yama.ptrace_scope = 3\n'],
    ['not-applied', { [own]: 'kernel.yama.ptrace_scope = 1\n' }, 'kernel.yama.ptrace_scope = 0\n'],
    [
      'later-setter',
      { [own]: 'net.ipv4.ip_forward = 0\n', 'etc/docker/daemon.json': '{}\n' },
      'net.ipv4.ip_forward = 1\n',
    ],
    [
      'later-setter',
      {
        [own]: 'net.ipv4.conf.all.log_martians = 1\n',
        'etc/ufw/ufw.conf': 'ENABLED=yes\n',
        'etc/default/ufw': 'IPT_SYSCTL=/etc/ufw/sysctl.conf\n',
        'etc/ufw/sysctl.conf': 'net/ipv4/conf/all/log_martians=0\n',
      },
      'net.ipv4.conf.all.log_martians = 0\n',
    ],
    ['rejected', { [own]: 'net.ipv4.tcp_syncookies = yes\n' }, 'net.ipv4.tcp_syncookies = 1\n'],
    ['late-key', { [own]: 'net.netfilter.nf_conntrack_tcp_loose = 0\n' }, 'net.netfilter.nf_conntrack_tcp_loose = 1\n'],
    ['absent', { [own]: 'kernel.kptr_restrict = 2\n' }, ''],
  ] as const)('%s: %j', (message, files, live) => {
    const found = drift(files as Record<string, string>, live)
    expect(found.map(each => each.messageId)).toEqual([message])
  })

  test('runtime-only, where the files of packages are given too', () => {
    const vendor = { 'usr/lib/sysctl.d/99-protect-links.conf': 'fs.protected_symlinks = 1\n' }
    const live = 'kernel.kptr_restrict = 2\nfs.protected_symlinks = 1\n'
    expect(drift({ [own]: 'kernel.sysrq = 4\n' }, `${live}kernel.sysrq = 4\n`)).toEqual([])
    const found = drift({ ...vendor, [own]: 'kernel.sysrq = 4\n' }, `${live}kernel.sysrq = 4\n`)
    expect(ids(found)).toEqual(['runtime-only runtime-only'])
    expect(found[0]?.params.keys).toEqual(['kernel.kptr_restrict'])
  })
})

describe('no drift', () => {
  test.each([
    ['hex', 'kernel.sysrq = 0x01b6', 'kernel.sysrq = 438'],
    ['octal', 'net.ipv4.tcp_fin_timeout = 036', 'net.ipv4.tcp_fin_timeout = 30'],
    ['tabs', 'net.ipv4.ip_local_port_range = 20000 30000', 'net.ipv4.ip_local_port_range = 20000\t30000'],
    ['rounding to jiffies', 'net.ipv4.icmp_ratelimit = 501', 'net.ipv4.icmp_ratelimit = 504'],
    ['words that are dropped', 'net.ipv4.tcp_syncookies = 1 # on', 'net.ipv4.tcp_syncookies = 1'],
    ['a clamped boolean', 'dev.tty.legacy_tiocsti = 5', 'dev.tty.legacy_tiocsti = 1'],
    ['a VLAN', 'net.ipv4.conf.eth0/100.rp_filter = 1', 'net.ipv4.conf.eth0/100.rp_filter = 1'],
    ['the same VLAN with slashes', 'net/ipv4/conf/eth0.100/rp_filter = 1', 'net.ipv4.conf.eth0/100.rp_filter = 1'],
    ['an alias', 'net.ipv4.conf.all.forwarding = 1', 'net.ipv4.ip_forward = 1'],
    ['a key only root may read', 'net.core.bpf_jit_harden = 2', ''],
    ['a denied key', 'kernel.kptr_restrict = 2', "sysctl: permission denied on key 'kernel.kptr_restrict'"],
    ['a key that is only written', 'net.ipv4.route.flush = 1', ''],
    ['an interface that is away', 'net.ipv4.conf.wlan0.rp_filter = 1', ''],
    ['a module that is away', 'net.netfilter.nf_conntrack_max = 262144', ''],
  ])('%s', (_, line, live) => {
    expect(drift({ [own]: `${line}\n` }, live === '' ? '' : `${live}\n`, { baseline: 'strict' })).toEqual([])
  })

  test('nor a secret, which is neither read nor shown', () => {
    const report = analyze({
      files: {
        [own]: 'net.ipv4.tcp_fastopen_key = 11111111-22222222-33333333-44444444\n',
        'live.txt': 'net.ipv4.tcp_fastopen_key = aaaaaaaa-bbbbbbbb-cccccccc-dddddddd\n',
      },
      live: 'live.txt',
    })
    expect(report.findings.filter(each => each.rule === 'sysctl/drift')).toEqual([])
    expect(JSON.stringify(report)).not.toMatch(/11111111|aaaaaaaa/)
  })
})

test('a single file and a folder of drop-ins are compared too', () => {
  for (const path of ['hardening.sysctl.conf', 'roles/web/sysctl.d/60-own.conf'])
    expect(ids(drift({ [path]: 'kernel.kptr_restrict = 2\n' }, 'kernel.kptr_restrict = 0\n'))).toEqual([
      'not-applied kernel.kptr_restrict',
    ])
})

test('a copy of /proc/sys serves as live values', () => {
  const files = {
    [own]: 'kernel.kptr_restrict = 2\nnet.ipv4.conf.eth0/100.rp_filter = 1\n',
    'copy/kernel/kptr_restrict': '0\n',
    'copy/net/ipv4/conf/eth0.100/rp_filter': '2\n',
  }
  const { findings } = analyze({ files, roots: [own], live: 'copy', target: debian })
  const found = findings.filter(each => each.rule === 'sysctl/drift')
  expect(found[0]?.params.keys).toEqual(['kernel.kptr_restrict', 'net.ipv4.conf.eth0/100.rp_filter'])
})
