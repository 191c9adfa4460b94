import { expect, test, vi } from 'vitest'
import { analyze, fix } from '../../src/index.ts'
import type { AnyRule, Fix, Step } from '../../src/rules/rule.ts'
import type { Directive } from '../../src/tree/index.ts'
import { lineRule } from './toy.ts'

const registry = vi.hoisted(() => ({ rules: [] as AnyRule[] }))
vi.mock('../../src/formats/index.ts', async () => ({ formats: [(await import('./toy.ts')).toyFormat] }))
vi.mock('../../src/rules/by-format.gen.ts', () => ({
  rulesOf: (format: string) => registry.rules.filter(rule => rule.format === format),
  ruleNamed: (id: string) => registry.rules.find(rule => rule.id === id),
  get ruleIds() {
    return registry.rules.map(rule => rule.id)
  },
}))

const baseline = { name: 'toy', version: '1', description: '', extends: [], controls: { 'toy/old': {} }, settings: [] }
const input = { files: { 'a.toy': 'b 1\na OLD\n' }, baseline }

/** A rule that objects to the value OLD, with these texts in place of it, or in front of the line. */
function use(repair: (line: Directive) => Partial<Fix>): void {
  registry.rules = [lineRule('toy/old', (_, value) => value === 'OLD', repair)]
}

const value = (line: Directive, text: string): Fix['edits'][number] => ({
  path: line.file.path,
  span: line.args[0]?.span ?? line.span,
  text,
})
const front = (line: Directive, text: string): Fix['edits'][number] => ({
  path: `./${line.file.path}`,
  span: { start: line.span.start, end: line.span.start },
  text,
})

test('edits that a fix makes twice, as for two servers that share a file, count once', () => {
  use(line => ({
    edits: [front(line, 'c 3\n'), value(line, 'NEW'), front(line, 'c 3\n'), value(line, 'NEW')],
    changes: ['a', 'c'],
  }))
  const report = analyze(input)
  expect(report.findings[0]?.fixes[0]?.edits).toHaveLength(2)
  const result = fix(input, report)
  expect(result.files.get('a.toy')).toBe('b 1\nc 3\na NEW\n')
  expect(result.rejected).toEqual([])
})

test.each([
  ['of the same text', (line: Directive) => [value(line, 'NEW'), value(line, 'NEWER')]],
  ['one inside the other', (line: Directive) => [{ ...value(line, ''), span: line.span }, value(line, 'NEW')]],
  ['put in at the same place', (line: Directive) => [front(line, 'c 3\n'), front(line, 'd 4\n')]],
])('different edits %s are a fix that is refused with its reason', (_, edits) => {
  use(line => ({ edits: edits(line), changes: ['*'] }))
  const report = analyze(input)
  expect(report.findings[0]?.fixes).toEqual([])
  const { rejected, files, applied } = fix(input, report)
  expect([files.size, applied.length]).toEqual([0, 0])
  expect(rejected.map(({ because }) => because)).toEqual([
    { en: 'two of its own edits touch the same text at a.toy:2', zh: '它自身有两处修改触及 a.toy:2 的同一文本' },
  ])
})

test('the same holds for a fix in stages', () => {
  const step = (edits: Fix['edits']): Step => ({
    kind: 'edit',
    id: 'toy/step',
    title: { en: 'repair', zh: '修复' },
    needs: [],
    risk: 'low',
    edits,
  })
  use(line => ({ steps: [step([value(line, 'NEW'), value(line, 'NEW')])] }))
  expect(analyze(input).findings[0]?.fixes[0]?.steps).toMatchObject([{ edits: [{ text: 'NEW' }] }])
  use(line => ({ steps: [step([value(line, 'NEW'), value(line, 'NEWER')])] }))
  expect(analyze(input).findings[0]).toMatchObject({
    fixes: [],
    refused: [{ because: { en: expect.stringContaining('the same text') } }],
  })
})
