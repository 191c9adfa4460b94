import { expect, test } from 'vitest'
import { analyze, fix, plan } from '../../../src/engine/index.ts'
import type { AnalyzeInput } from '../../../src/engine/types.ts'
import { keptPatterns } from '../../../src/report/sh/kept.ts'

const own = 'etc/sysctl.d/60-own.conf'
const hidden = 'etc/sysctl.d/hardening'

const fixed = (files: Record<string, string>): Record<string, string> => {
  const input: AnalyzeInput = { files, unsafe: true }
  return Object.fromEntries(fix(input, analyze(input)).files)
}

test('one step applies the files for all findings, checks each value and keeps what it changes', () => {
  const input: AnalyzeInput = { files: { [own]: 'net.ipv4.ip_forward = 1\nkernel.kptr_restrict = 0\n' } }
  const steps = plan(input, analyze(input)).steps.filter(step => step.kind === 'command')
  expect(steps).toHaveLength(1)
  expect(steps[0]).toMatchObject({
    id: 'sysctl/apply',
    commands: [{ argv: ['systemctl', 'restart', 'systemd-sysctl'] }],
  })
  expect(steps[0]?.verify?.map(({ argv, expect }) => [argv.at(-1), expect?.equals])).toEqual([
    ['kernel.kptr_restrict', '1'],
    ['net.ipv4.ip_forward', '0'],
  ])
  expect(steps[0]?.keeps).toEqual(
    expect.arrayContaining(['net.ipv4.ip_forward', 'net.ipv4.conf.all.accept_redirects', 'kernel.kptr_restrict']),
  )
})

test('an interface that may not be there is not asked for its values', () => {
  const asked = (live: Record<string, string>): (string | undefined)[] => {
    const input: AnalyzeInput = { files: { [own]: 'net.ipv4.conf.tun7.rp_filter = 0\n', ...live }, unsafe: true }
    const steps = plan(input, analyze(input)).steps.filter(({ id }) => id === 'sysctl/apply')
    return steps.flatMap(({ verify = [] }) => verify.map(({ argv }) => argv.at(-1)))
  }
  expect(asked({})).toContain('net.ipv4.conf.all.rp_filter')
  expect(asked({})).not.toContain('net.ipv4.conf.tun7.rp_filter')
  expect(asked({ 'proc/sys/net/ipv4/conf/tun7/rp_filter': '0\n' })).toContain('net.ipv4.conf.tun7.rp_filter')
})

test('what copies itself is kept, and written back, before the copies', () => {
  const keys = ['kernel.sysrq', 'net.ipv4.ip_forward', 'net.ipv4.conf.eth0/1.forwarding', 'net.ipv4.conf.*.forwarding']
  expect(keptPatterns(keys)).toEqual([
    '^(net\\.ipv4\\.ip_forward)$',
    '^(kernel\\.sysrq|net\\.ipv4\\.conf\\.[^.]+\\.forwarding)$',
  ])
  expect(keptPatterns([])).toEqual([])
})

test('a line that the change of ip_forward would write over comes behind it', () => {
  const redirects = 'net.ipv4.conf.all.accept_redirects = 0\n'
  const glob = 'net.ipv4.conf.default.accept_redirects = 0\nnet.ipv4.conf.*.accept_redirects = 0\n'
  expect(fixed({ [own]: `${redirects}net.ipv4.ip_forward = 1\n` })).toEqual({
    [own]: `net.ipv4.ip_forward = 0\n${redirects}${glob}`,
  })
  expect(fixed({ 'etc/sysctl.d/10-a.conf': `${redirects}${glob}`, [own]: 'net.ipv4.ip_forward = 1\n' })).toEqual({
    'etc/sysctl.d/10-a.conf': glob,
    [own]: `net.ipv4.ip_forward = 0\n${redirects}`,
  })
})

test('lines that nobody reads go to a drop-in, what has side effects first, and the lines they contradict go', () => {
  const made = fixed({
    'etc/sysctl.conf': '# repair\nnet.ipv4.ip_forward = 1\n',
    [hidden]: 'net.ipv4.tcp_syncookies = 1\nkernel.yama.ptrace_scope = 2\nnet.ipv4.ip_forward = 0\n',
  })
  expect(made).toEqual({
    'etc/sysctl.conf': '# repair\n',
    [hidden]: '',
    'etc/sysctl.d/zz-confward.conf':
      'net.ipv4.ip_forward = 0\nnet.ipv4.tcp_syncookies = 1\nkernel.yama.ptrace_scope = 2\n',
  })
})

test.each([
  ['a key that is none', 'kernel.kptr_restrict = 2\nkernel.nonsense = 1\n'],
  ['a value that the kernel refuses', 'net.ipv4.tcp_syncookies = yes\n'],
  ['a line without a key', 'kernel.kptr_restrict = 2\nkernel.sysrq\n'],
  ['a secret', 'net.ipv4.tcp_fastopen_key = 1-2-3-4\n'],
])('not with %s among them', (_, text) => {
  expect(Object.keys(fixed({ [hidden]: text }))).not.toContain('etc/sysctl.d/zz-confward.conf')
})

test('what cannot be taken back is asked about before it is applied', () => {
  const input: AnalyzeInput = {
    files: { [hidden]: 'kernel.yama.ptrace_scope = 3\nkernel.kptr_restrict = 2\n' },
    unsafe: true,
  }
  const steps = plan(input, analyze(input)).steps
  const question = steps.find(each => each.kind === 'decide')
  expect(question?.id).toBe('sysctl/irreversible:kernel.yama.ptrace_scope')
  const apply = steps.find(each => each.id === 'sysctl/apply')
  expect(apply?.needs).toContain(question?.id)
  expect(steps.indexOf(apply!)).toBeGreaterThan(steps.indexOf(question!))
})
