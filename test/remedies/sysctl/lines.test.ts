import { describe, expect, it } from 'vitest'
import { analyze, fix } from '../../../src/index.ts'

type Files = Readonly<Record<string, string>>

const own = 'etc/sysctl.d/60-own.conf'

/** The files after the fixes of one rule, none of which may be left out. */
function repaired(rule: string, files: Files, more: Files = {}): Files {
  const input = { files: { ...files, ...more }, unsafe: true }
  const result = fix(input, analyze(input), finding => finding.rule === rule)
  expect(result.rejected.map(({ because }) => because.en)).toEqual([])
  expect(result.report.findings.filter(finding => finding.rule === rule)).toEqual([])
  const after = Object.fromEntries(result.files)
  return { ...files, ...after }
}

const sysrq = (value: number): string => `kernel.sysrq = ${value}\n`

describe('a key that several files set alike', () => {
  it.each([
    [[own, 'etc/sysctl.d/70-more.conf']],
    [[own, 'etc/sysctl.conf']],
    [[own, 'etc/sysctl.d/99-sysctl.conf', 'etc/sysctl.conf']],
    [['run/sysctl.d/99-z.conf', 'etc/sysctl.conf']],
  ])('%j: all of them change', paths => {
    const files = (value: number): Files => Object.fromEntries(paths.map(path => [path, sysrq(value)]))
    expect(repaired('sysctl/sysrq', files(1))).toEqual(files(438))
  })

  it('as a pattern', () => {
    const files = (value: number): Files => ({
      [own]: `net.ipv6.conf.*.accept_redirects = ${value}\nnet.ipv6.conf.default.accept_redirects = ${value}\n`,
      'etc/sysctl.conf': `net.ipv6.conf.*.accept_redirects = ${value}\nnet.ipv6.conf.default.accept_redirects = ${value}\n`,
    })
    expect(repaired('sysctl/redirects', files(1))).toEqual(files(0))
  })

  it('a file of a package that is read later is beaten by a drop-in', () => {
    const files = { [own]: sysrq(1), 'usr/lib/sysctl.d/99-last.conf': sysrq(1) }
    const after = { ...files, [own]: sysrq(438), 'etc/sysctl.d/zz-confward.conf': sysrq(438) }
    expect(repaired('sysctl/sysrq', files)).toEqual(after)
  })

  it('a file of a package that is read earlier stays', () => {
    const files = { 'usr/lib/sysctl.d/50-default.conf': sysrq(1), [own]: sysrq(1) }
    expect(repaired('sysctl/sysrq', files)).toEqual({ ...files, [own]: sysrq(438) })
  })

  it('is deleted in every file, where it goes', () => {
    const sealed = 'kernel.modules_disabled = 1\n'
    const files = { [own]: `${sealed}vm.swappiness = 10\n`, 'etc/sysctl.conf': sealed }
    expect(repaired('sysctl/dangerous-value', files)).toEqual({ [own]: 'vm.swappiness = 10\n', 'etc/sysctl.conf': '' })
  })

  it('keeps another value that somebody wrote', () => {
    const files = { [own]: sysrq(0), 'etc/sysctl.d/70-more.conf': sysrq(1) }
    expect(repaired('sysctl/sysrq', files)).toEqual({ ...files, 'etc/sysctl.d/70-more.conf': sysrq(438) })
  })
})
