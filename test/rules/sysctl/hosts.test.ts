import { describe, expect, test } from 'vitest'
import { analyze, fix } from '../../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../../src/engine/types.ts'
import { type Entry, hostStore } from '../../formats/sysctl/store.ts'

/** What rules say of whole hosts, and what they keep to themselves. */

const debian = { distribution: { id: 'debian', version: '12' } } as const
const protectLinks =
  'fs.protected_fifos = 1\nfs.protected_hardlinks = 1\nfs.protected_regular = 2\nfs.protected_symlinks = 1\n'

const whole = (files: Readonly<Record<string, Entry>>, more: Partial<AnalyzeInput> = {}): AnalyzeInput => ({
  files: hostStore({ '/usr/lib/sysctl.d/99-protect-links.conf': protectLinks, ...files }, true),
  roots: ['/usr/lib/sysctl.d/99-protect-links.conf'].map(() => '/'),
  format: 'sysctl',
  target: debian,
  ...more,
})

const rules = ({ findings }: Report): string[] => [...new Set(findings.map(each => each.rule))].sort()

describe('a key that nobody sets', () => {
  test('is a finding where the whole host is known and the start value is bad, one per family', () => {
    const report = analyze(whole({}))
    expect(rules(report)).toEqual([
      'sysctl/bpf',
      'sysctl/kernel-attack-surface',
      'sysctl/kernel-info-leak',
      'sysctl/ptrace-scope',
      'sysctl/redirects',
      'sysctl/rp-filter',
    ])
    expect(new Set(report.findings.map(each => each.path))).toEqual(new Set(['/etc/sysctl.d/zz-confward.conf']))
  })

  test('is none in a part of a host, nor when its start value hangs on a build that nobody states', () => {
    expect(analyze({ files: { 'etc/sysctl.d/60-a.conf': 'vm.swappiness = 10\n' }, target: debian }).findings).toEqual(
      [],
    )
    const { distribution: _, ...unstated } = debian
    const fired = rules(analyze(whole({}, { target: unstated })))
    expect(fired).not.toContain('sysctl/ptrace-scope')
    expect(fired).not.toContain('sysctl/fs-links')
  })

  test('is fixed in one drop-in after which nothing is left', () => {
    const input = whole({}, { unsafe: true })
    const result = fix(input, analyze(input))
    expect([...result.files.keys()]).toEqual(['/etc/sysctl.d/zz-confward.conf'])
    expect(result.rejected).toEqual([])
    expect(result.report.findings).toEqual([])
  })

  test('counts as it is live when a snapshot shows it', () => {
    const report = analyze(whole({ '/sysctl-a.txt': 'kernel.kptr_restrict = 1\nkernel.yama.ptrace_scope = 1\n' }))
    expect(rules(report)).toContain('sysctl/drift')
    expect(rules(report)).not.toContain('sysctl/kernel-info-leak')
    const lost = report.findings.find(each => each.messageId === 'runtime-only')
    expect(lost?.params.keys).toEqual(['kernel.kptr_restrict', 'kernel.yama.ptrace_scope'])
  })
})

test('the vendor file of Debian 12 beats a stricter value of the admin', () => {
  const report = analyze(whole({ '/etc/sysctl.d/60-hardening.conf': 'fs.protected_fifos = 2\n' }))
  const found = report.findings.find(each => each.rule === 'sysctl/shadowed')
  expect(found).toMatchObject({ severity: 'high', path: '/etc/sysctl.d/60-hardening.conf' })
})

test('roles decide about forwarding', () => {
  const file = { '/etc/sysctl.d/60-a.conf': 'net.ipv4.ip_forward = 1\n' }
  expect(rules(analyze(whole(file)))).toContain('sysctl/ip-forward')
  expect(rules(analyze(whole(file, { roles: ['router'] })))).not.toContain('sysctl/ip-forward')
  const off = { '/etc/sysctl.d/60-a.conf': 'net.ipv4.ip_forward = 0\n' }
  expect(rules(analyze(whole(off, { roles: ['router'] })))).toContain('sysctl/role-conflict')
})

test('a secret is named and never shown', () => {
  const report = analyze({
    files: {
      'etc/sysctl.d/60-a.conf':
        'net.ipv4.tcp_fastopen_key = 13131313-2-3-4\nnet.ipv4.tcp_fastopen_key = 57575757-2-3-4\n',
    },
  })
  expect(rules(report)).toContain('sysctl/secret-value')
  const { findings } = report
  expect(
    JSON.stringify(findings.map(({ message, params, subject, related }) => [message, params, subject, related])),
  ).not.toMatch(/13131313|57575757/)
})

test('a file for another system is one finding, not fifty', () => {
  const text = Array.from({ length: 50 }, (_, at) => `kern.option${at} = 1`).join('\n')
  expect(analyze({ files: { 'etc/sysctl.conf': text } }).findings.map(each => each.rule)).toEqual([
    'sysctl/foreign-syntax',
  ])
})

describe('an explicit line beside a pattern or a default', () => {
  const own = 'etc/sysctl.d/60-a.conf'
  const found = (text: string): string[] =>
    analyze({ files: { [own]: text } }).findings.map(each => `${each.rule} ${each.messageId}`)

  test('is left out by systemd when it changes nothing, and then overridden: one finding, mended by the order', () => {
    for (const wide of ['*', 'default']) {
      const files = { [own]: `net.ipv4.conf.eth0.arp_announce = 0\nnet.ipv4.conf.${wide}.arp_announce = 2\n` }
      const report = analyze({ files })
      expect(report.findings.map(each => `${each.rule} ${each.messageId}`)).toContain('sysctl/order followed')
      expect(report.findings.map(each => each.rule)).not.toContain('sysctl/applier-disagreement')
      expect(fix({ files }, report).files.get(own)).toMatch(/^net\.ipv4\.conf\.(?:\*|default).*\nnet\.ipv4\.conf\.eth0/)
    }
  })

  test('holds when it changes something, or stands behind', () => {
    expect(found('net.ipv4.conf.eth0.arp_announce = 1\nnet.ipv4.conf.*.arp_announce = 2\n')).toEqual([])
    expect(found('net.ipv4.conf.*.arp_announce = 2\nnet.ipv4.conf.eth0.arp_announce = 1\n')).toEqual([])
  })
})

describe('what the distribution ships', () => {
  const privacy = 'net.ipv6.conf.all.use_tempaddr = 2\nnet.ipv6.conf.default.use_tempaddr = 2\n'
  const inert = (path: string, text: string): boolean =>
    rules(analyze(whole({ [path]: text }))).includes('sysctl/inert-all')

  test.each([
    ['/etc/sysctl.d/10-ipv6-privacy.conf', privacy, false],
    ['/usr/lib/sysctl.d/10-privacy.conf', privacy, false],
    ['/etc/sysctl.d/99-privacy.conf', privacy, true],
    ['/etc/sysctl.d/10-ipv6-privacy.conf', 'net.ipv6.conf.all.use_tempaddr = 2\n', true],
  ])('%s: is a line for all interfaces without effect told: %#', (path, text, expected) =>
    expect(inert(path, text)).toBe(expected),
  )
})
