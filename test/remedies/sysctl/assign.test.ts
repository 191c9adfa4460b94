import { describe, expect, test } from 'vitest'
import { sysctl } from '../../../src/formats/sysctl/index.ts'
import type { SysctlModel } from '../../../src/formats/sysctl/model.ts'
import { type Assignment, assign, changesOf } from '../../../src/remedies/sysctl/assign.ts'
import { winningName } from '../../../src/remedies/sysctl/dropin.ts'
import { defaultTarget } from '../../../src/target/index.ts'
import { applyEdits, editsByPath } from '../../../src/text/index.ts'
import { hostStore } from '../../formats/sysctl/store.ts'

const model = (files: Readonly<Record<string, string>>, root = '/'): SysctlModel =>
  sysctl.resolve(sysctl.load(root, hostStore(files)), defaultTarget)

function edited(
  files: Readonly<Record<string, string>>,
  wishes: readonly Assignment[],
  anchor?: string,
): Record<string, string> {
  const before = model(files)
  const edits = assign(before, wishes, anchor === undefined ? undefined : before.value(anchor)?.statement)
  const changed = [...editsByPath(edits)].map(([path, list]) => [path, applyEdits(files[path] ?? '', list)])
  return Object.fromEntries(changed)
}

describe('the drop-in', () => {
  test('sorts behind every other name', () => {
    expect(winningName(['99-sysctl.conf', '99-protect-links.conf'])).toBe('zz-confward.conf')
    expect(winningName(['zzz.conf'])).toBe('zzzz-confward.conf')
    expect(winningName(['zz-confward.conf'])).toBe('zz-confward.conf')
  })

  test('takes what no line of the admin decides, seals last, forwarding first', () => {
    const files = { '/usr/lib/sysctl.d/99-vendor.conf': 'kernel.sysrq = 1\n' }
    const wishes: Assignment[] = [
      ['kernel.unprivileged_bpf_disabled', '1'],
      ['kernel.sysrq', '438'],
      ['net.ipv4.ip_forward', '0'],
    ]
    expect(edited(files, wishes)).toEqual({
      '/etc/sysctl.d/zz-confward.conf':
        'net.ipv4.ip_forward = 0\nkernel.sysrq = 438\nkernel.unprivileged_bpf_disabled = 1\n',
    })
  })
})

describe('a line of the admin', () => {
  test('changes where it stands, for each applier that another line decides', () => {
    const files = { '/etc/sysctl.conf': 'kernel.sysrq=1\n', '/etc/sysctl.d/zz.conf': 'kernel.sysrq\t= 1\n' }
    expect(edited(files, [['kernel.sysrq', '438']])).toEqual({
      '/etc/sysctl.conf': 'kernel.sysrq=438\n',
      '/etc/sysctl.d/zz.conf': 'kernel.sysrq\t= 438\n',
    })
  })

  test('gets company in its own style, behind the forwarding line that would undo it', () => {
    const text = 'net.ipv4.conf.all.accept_redirects=0\nnet.ipv4.ip_forward=1\nkernel.sysrq=0\n'
    const result = edited(
      { '/etc/sysctl.d/60-a.conf': text },
      [['net.ipv4.conf.*.accept_redirects', '0']],
      'net.ipv4.conf.default.accept_redirects',
    )
    expect(result).toEqual({ '/etc/sysctl.d/zz-confward.conf': 'net.ipv4.conf.*.accept_redirects = 0\n' })
    const beside = edited(
      { '/etc/sysctl.d/60-a.conf': 'net.ipv4.conf.default.accept_redirects=1\nnet.ipv4.ip_forward=1\n' },
      [['net.ipv4.conf.*.accept_redirects', '0']],
      'net.ipv4.conf.default.accept_redirects',
    )
    expect(beside).toEqual({
      '/etc/sysctl.d/60-a.conf':
        'net.ipv4.conf.default.accept_redirects=1\nnet.ipv4.ip_forward=1\nnet.ipv4.conf.*.accept_redirects=0\n',
    })
  })
})

test('announces copies and side effects', () => {
  const host = model({ '/etc/sysctl.d/60-a.conf': 'net.ipv4.conf.eth0.rp_filter = 2\n' })
  expect(changesOf(host, ['net.ipv4.conf.all.forwarding'])).toEqual(
    expect.arrayContaining([
      'net.ipv4.ip_forward',
      'net.ipv4.conf.eth0.forwarding',
      'net.ipv4.conf.all.accept_redirects',
    ]),
  )
  expect(changesOf(host, ['net.ipv4.conf.*.rp_filter'])).toContain('net.ipv4.conf.eth0.rp_filter')
})
