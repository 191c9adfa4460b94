import { beforeEach, expect, test, vi } from 'vitest'
import type { AnalyzeInput, Report } from '../../src/engine/types.ts'
import { analyze, fix } from '../../src/index.ts'
import type { AnyRule, Fix } from '../../src/rules/rule.ts'
import type { Directive } from '../../src/tree/index.ts'
import { edit, lineRule } from './toy.ts'

const registry = vi.hoisted(() => ({ rules: [] as AnyRule[] }))
vi.mock('../../src/formats/index.ts', async () => ({ formats: [(await import('./toy.ts')).toyFormat] }))
vi.mock('../../src/rules/by-format.gen.ts', () => ({
  rulesOf: (format: string) => registry.rules.filter(rule => rule.format === format),
  ruleNamed: (id: string) => registry.rules.find(rule => rule.id === id),
  get ruleIds() {
    return registry.rules.map(rule => rule.id)
  },
}))

const controls = { 'toy/bad': {}, 'toy/worse': {} }
const baseline = { name: 'toy', version: '1', description: '', extends: [], controls, settings: [] }
const inputOf = (text: string, rest: Partial<AnalyzeInput> = {}): AnalyzeInput => ({
  files: { 'a.toy': text },
  baseline,
  today: '2027-01-15',
  ...rest,
})
const check = (text: string, rest: Partial<AnalyzeInput> = {}): Report => analyze(inputOf(text, rest))
/** `rule@line`, `~` in front when waived. */
const seen = (report: Report): string[] =>
  report.findings.map(each => `${each.waived ? '~' : ''}${each.rule}@${each.line}`).sort()

beforeEach(() => {
  const bad = lineRule('toy/bad', (_, value) => value.startsWith('bad'))
  const worse = lineRule('toy/worse', (_, value) => value === 'bad worse')
  registry.rules.splice(0, registry.rules.length, bad, worse)
})

test('an ignore covers the next statement and nothing behind it', () => {
  const report = check('# confward:ignore toy/bad -- legacy client, see #12\na bad\nb bad\n')
  expect(seen(report)).toEqual(['toy/bad@3', '~toy/bad@2'])
  expect(report.waivers).toMatchObject([{ kind: 'inline', reason: 'legacy client, see #12' }])
})

test('several rules stand in one ignore', () => {
  expect(seen(check('# confward:ignore toy/bad, toy/worse -- why\na bad worse\n'))).toEqual([
    '~toy/bad@2',
    '~toy/worse@2',
  ])
})

test('an ignore without a reason does not hold', () => {
  for (const text of ['# confward:ignore toy/bad\na bad\n', '# confward:ignore toy/bad --\na bad\n'])
    expect(seen(check(text))).toEqual(['confward/ignore-without-reason@1', 'toy/bad@2'])
})

test('an ignore holds until the end of its day', () => {
  const text = '# confward:ignore toy/bad -- why until 2027-01-15\na bad\n'
  expect(check(text).findings[0]?.waived).toMatchObject({ reason: 'why', until: '2027-01-15' })
  expect(seen(check(text, { today: '2027-01-16' }))).toEqual(['confward/expired-ignore@1', 'toy/bad@2'])
})

test('an unused ignore is found and removed', () => {
  const input = inputOf('# confward:ignore toy/bad -- why\na good\n')
  const report = analyze(input)
  expect(seen(report)).toEqual(['confward/unused-ignore@1'])
  expect(fix(input, report).files.get('a.toy')).toBe('a good\n')
})

test('an ignore of a rule that this baseline does not check is not called unused', () => {
  const only = { ...baseline, controls: { 'toy/worse': {} } }
  expect(seen(check('# confward:ignore toy/bad -- why\na bad\n', { baseline: only }))).toEqual([])
})

test('an unknown rule is named with the nearest one', () => {
  const report = check('# confward:ignore toy/bat -- why\na bad\n')
  expect(seen(report)).toEqual(['confward/unknown-ignore@1', 'toy/bad@2'])
  expect(report.findings.find(each => each.line === 1)?.message.en).toBe(
    'ignore names toy/bat, which is no rule, did you mean toy/bad?',
  )
})

test('a baseline may silence what the engine itself says', () => {
  const silent = { ...baseline, controls: { ...controls, 'confward/unused-ignore': { severity: 'off' as const } } }
  expect(seen(check('# confward:ignore toy/bad -- why\na good\n', { baseline: silent }))).toEqual([])
})

const waiver = { rule: 'toy/bad', reason: 'accepted', owner: 'ops', until: '2027-03-01' }

test('a waiver is met by rule, path and subject', () => {
  const text = 'a bad\nb bad\n'
  expect(seen(check(text, { waivers: [waiver] }))).toEqual(['~toy/bad@1', '~toy/bad@2'])
  expect(seen(check(text, { waivers: [{ ...waiver, path: './a.toy', subject: 'b' }] }))).toEqual([
    'toy/bad@1',
    '~toy/bad@2',
  ])
  expect(seen(check(text, { waivers: [{ ...waiver, path: 'b.toy' }] }))).toContain('confward/unused-waiver@1')
  const others = { files: { 'a.toy': text, 'b.toy': 'a good\n' }, waivers: [{ ...waiver, path: 'b.toy' }] }
  expect(seen(check(text, others))).toContain('confward/unused-waiver@1')
  // Of a file that is there and is not looked at nobody knows.
  expect(seen(check(text, { ...others, roots: ['a.toy'] })).join()).not.toContain('unused-waiver')
})

test('an expired waiver brings the finding back', () => {
  const report = check('a bad\n', { waivers: [{ ...waiver, until: '2027-01-14' }] })
  expect(seen(report)).toEqual(['confward/expired-waiver@1', 'toy/bad@1'])
})

test('a waiver lasts 180 days at most, and needs a reason', () => {
  const held = (rest: object): string[] => seen(check('a bad\n', { waivers: [{ ...waiver, ...rest }] }))
  expect(held({ until: '2027-07-14' })).toEqual(['~toy/bad@1'])
  expect(held({ until: '2027-07-15' })).toEqual(['confward/invalid-waiver@1', 'toy/bad@1'])
  expect(held({ until: '2027-02-30' })).toEqual(['confward/invalid-waiver@1', 'toy/bad@1'])
  expect(held({ reason: ' ' })).toEqual(['confward/invalid-waiver@1', 'toy/bad@1'])
  expect(held({ until: 'soon' })).toEqual(['confward/invalid-waiver@1', 'toy/bad@1'])
})

test('a waived finding is not repaired', () => {
  registry.rules.splice(
    0,
    2,
    lineRule(
      'toy/bad',
      (_, value) => value === 'bad',
      line => ({ edits: [{ path: line.file.path, span: line.span, text: 'a ok' }] }),
    ),
  )
  const input = inputOf('# confward:ignore toy/bad -- why\na bad\n')
  expect(fix(input, analyze(input)).edits).toEqual([])
})

test('a fix may leave an ignore without work', () => {
  const repaired = (line: Directive): Partial<Fix> => ({ edits: edit(line, 'good') })
  const low = lineRule('toy/bad', (_, value) => value.startsWith('bad'), repaired, { severity: 'low' })
  registry.rules.splice(0, 1, low)
  const input = inputOf('# confward:ignore toy/worse -- why\na bad worse\n')
  expect(fix(input, analyze(input)).files.get('a.toy')).toBe('a good\n')
})
