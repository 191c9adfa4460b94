import { describe, expect, test } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'

/** What a host's files say about its release and kernel. */

const debian13 = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_ID="13"\n'
const ubuntu = 'ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n'
const rocky = 'ID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n'
const main = { 'etc/sysctl.conf': 'kernel.kptr_restrict = 2\n' }

const target = (files: Record<string, string>, more: Partial<AnalyzeInput> = {}): Report['target'] =>
  analyze({ files: { ...main, ...files }, ...more }).target

describe('the release', () => {
  test.each([
    [debian13, { id: 'debian', version: '13' }, [6, 12], [257]],
    [ubuntu, { id: 'ubuntu', version: '24.04' }, [6, 8], [255]],
    [rocky, { id: 'rhel', version: '9.4' }, [5, 14], [252]],
    ['ID=alpine\nVERSION_ID=3.20.1\n', { id: 'alpine', version: '3.20.1' }, [6, 1], [252]],
    ['ID=arch\n', { id: 'other', version: '' }, [6, 1], [252]],
  ])('%j', (text, distribution, kernel, systemd) => {
    const found = target({ 'etc/os-release': text })
    expect(found).toMatchObject({ distribution, kernel, systemd })
    expect(found.assumed).not.toContain('distribution')
    expect(found.assumed).toContain('kernel')
    expect(target({ 'usr/lib/os-release': text })).toMatchObject({ distribution })
  })

  test('what is stated stands', () => {
    const stated = { distribution: { id: 'debian', version: '12' }, kernel: [6, 1] } as const
    expect(target({ 'etc/os-release': debian13 }, { target: stated })).toMatchObject({ ...stated, systemd: [252] })
    expect(target({}, { target: { distribution: { id: 'debian', version: '13' } } })).toMatchObject({ kernel: [6, 12] })
    expect(target({})).toMatchObject({ distribution: { id: 'debian', version: '12' } })
  })

  test('decides whether the boot reads /etc/sysctl.conf, host by host', () => {
    const files = {
      'a/etc/sysctl.conf': 'kernel.kptr_restrict = 2\n',
      'a/etc/os-release': debian13,
      'b/etc/sysctl.conf': 'kernel.kptr_restrict = 2\n',
      'b/etc/os-release': ubuntu,
    }
    const { findings } = analyze({ files })
    expect(findings.filter(each => each.rule === 'sysctl/never-read').map(each => each.path)).toEqual([
      'a/etc/sysctl.conf',
    ])
  })
})

test('the kernel that runs, or ran when the live values were taken', () => {
  expect(target({ 'proc/sys/kernel/osrelease': '6.12.38-amd64\n' }).kernel).toEqual([6, 12, 38])
  const live = { 'live.txt': 'kernel.osrelease = 5.15.0-91-generic\nkernel.kptr_restrict = 2\n' }
  expect(target(live, { live: 'live.txt' })).toMatchObject({ kernel: [5, 15, 0] })
})
