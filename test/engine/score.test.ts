import { expect, test } from 'vitest'
import { score, scoreAfter } from '../../src/engine/score.ts'
import type { Finding, Plan, Report } from '../../src/engine/types.ts'
import type { Severity } from '../../src/rules/rule.ts'

const control = (rule: string, severity: Severity): Report['controls'][number] => ({ rule, severity })
const finding = (rule: string, severity: Severity, waived?: Finding['waived']): Finding =>
  ({ rule, severity, fingerprint: rule, ...(waived && { waived }) }) as Finding

const controls = [
  control('a', 'critical'),
  control('b', 'high'),
  control('c', 'medium'),
  control('d', 'low'),
  control('e', 'info'),
]

test('weights are 10, 6, 3 and 1 of what applies; info weighs nothing', () => {
  expect(score({ controls, findings: [] }).value).toBe(100)
  expect(score({ controls, findings: [finding('c', 'medium')] }).value).toBe(85)
  expect(score({ controls, findings: [finding('d', 'low'), finding('e', 'info')] }).value).toBe(95)
  expect(score({ controls: [], findings: [] }).value).toBe(100)
})

test('an open critical caps at 49, an open high at 79, each with its reason', () => {
  const many = Array.from({ length: 50 }, (_, at) => control(`x${at}`, 'critical'))
  const high = score({ controls: many, findings: [finding('x1', 'high')] })
  expect(high).toMatchObject({ value: 79, caps: [{ limit: 79, because: { en: '1 high finding is open' } }] })
  const both = score({
    controls: many,
    findings: [finding('x1', 'high'), finding('x2', 'critical'), finding('x3', 'critical')],
  })
  expect(both.value).toBe(49)
  expect(both.caps.map(cap => cap.because.en)).toEqual(['2 critical findings are open', '1 high finding is open'])
})

test('what is waived counts as failed, is shown apart and caps nothing', () => {
  const waived = { kind: 'file', reason: 'x' } as const
  expect(score({ controls, findings: [finding('b', 'high', waived)] })).toEqual({
    value: 70,
    waivedAsPassed: 100,
    caps: [],
  })
})

test('after the plan only what stays open counts', () => {
  const findings = [finding('a', 'critical'), finding('c', 'medium')]
  expect(scoreAfter({ controls, findings }, { open: ['c'] } as unknown as Plan).value).toBe(85)
})
