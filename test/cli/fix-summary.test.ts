import { expect, test } from 'vitest'
import { fixSummary, rejections } from '../../src/cli/fix-summary.ts'
import type { FixResult } from '../../src/engine/index.ts'
import { both, finding, replaceFix, report } from '../report/sample.ts'

const early = finding('listen', { rule: 'nginx/early', fingerprint: 'early' })
const late = finding('server', { rule: 'nginx/late', fingerprint: 'late' })
const rejected = ['early', 'late', 'gone'].map(print => ({
  finding: print,
  fix: { ...replaceFix('listen', 'x'), title: both('try it') },
  because: { en: 'nginx would refuse', zh: '拒绝' },
}))

const said = (left: Parameters<typeof report>[0]): string[] =>
  rejections(report({ findings: [early] }), { rejected, report: report(left) } as unknown as FixResult).map(
    ({ en }) => en,
  )

test('what was left out is told by rule and place, also of findings that came up on the way', () => {
  expect(said({ findings: [early, late] })).toEqual([
    'etc/nginx/site.conf:2 nginx/early: "try it" left out: nginx would refuse',
    'etc/nginx/site.conf:1 nginx/late: "try it" left out: nginx would refuse',
  ])
})

test('nothing is told of findings that are gone in the end', () => expect(said({ findings: [] })).toEqual([]))

test('an unsafe fix that is left although it was asked for is not offered again', () => {
  const open = finding('listen', { rule: 'nginx/early', fixes: [{ ...replaceFix('listen', 'x'), safety: 'unsafe' }] })
  const result = { edits: [], applied: [], rejected: [], report: report({ findings: [open] }) } as unknown as FixResult
  const said = (unsafe: boolean) =>
    fixSummary(report({ findings: [open] }), result, { write: false, unsafe, writable: true })
  expect(said(false).en).toContain(', 1 more with --unsafe')
  expect(said(true).en).toBe('0 fixes in 0 files, findings 1 → 1, 1 left out')
  expect(said(true).zh).toBe('0 个文件，0 处修复，发现 1 → 1，1 处修复未采用')
})
