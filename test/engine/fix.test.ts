import { beforeEach, expect, test, vi } from 'vitest'
import { analyze, applyEdits, fix } from '../../src/index.ts'
import type { AnyRule, Fix, RuleContext } from '../../src/rules/rule.ts'
import type { Directive } from '../../src/tree/index.ts'
import fc from '../random.ts'
import { edit, lineRule, type ToyModel } from './toy.ts'

const registry = vi.hoisted(() => ({ rules: [] as AnyRule[] }))
vi.mock('../../src/formats/index.ts', async () => ({ formats: [(await import('./toy.ts')).toyFormat] }))
vi.mock('../../src/rules/by-format.gen.ts', () => ({
  rulesOf: (format: string) => registry.rules.filter(rule => rule.format === format),
  ruleNamed: (id: string) => registry.rules.find(rule => rule.id === id),
  get ruleIds() {
    return registry.rules.map(rule => rule.id)
  },
}))

const baseline = {
  name: 'toy',
  version: '1',
  description: '',
  extends: [],
  controls: new Proxy({}, { get: () => ({}) }),
  settings: [],
}
const files = (
  text: string | Uint8Array,
): { files: Record<string, string | Uint8Array>; baseline: typeof baseline } => ({
  files: { 'a.toy': text },
  baseline,
})
const fixed = (text: string) => {
  const input = files(text)
  return fix(input, analyze(input))
}
const use = (...rules: AnyRule[]): void => void registry.rules.splice(0, registry.rules.length, ...rules)

const lowercase = lineRule(
  'toy/upper',
  (name, value) => name !== 'include' && value !== value.toUpperCase(),
  line => ({ edits: edit(line, line.args[0]!.value.toUpperCase()) }),
)

beforeEach(() => use(lowercase))

test('safe fixes are applied, verified and told with what they change', () => {
  const result = fixed('a x\nb Y\nc z\n')
  expect(result.files.get('a.toy')).toBe('a X\nb Y\nc Z\n')
  expect(result.edits.map(each => each.text)).toEqual(['X', 'Z'])
  expect(result.report.findings).toEqual([])
  expect(result.applied.map(each => each.changes)).toEqual([
    [{ scope: 'file', setting: 'a', before: 'x', after: 'X' }],
    [{ scope: 'file', setting: 'c', before: 'z', after: 'Z' }],
  ])
  expect(result.diff).toContain('-a x\n+a X\n b Y\n-c z\n+c Z\n')
})

test('a fix that does not remove its finding is rejected, the others of the batch stand', () => {
  use(
    lowercase,
    lineRule(
      'toy/liar',
      (_, value) => value.startsWith('LIE'),
      line => ({ edits: edit(line, 'LIE ') }),
    ),
  )
  const result = fixed('a x\nb LIE\nc z\n')
  expect(result.files.get('a.toy')).toBe('a X\nb LIE\nc Z\n')
  expect(result.rejected.map(each => each.because.en)).toEqual(['toy/liar is still found'])
})

test('a fix that makes a file unloadable is rejected', () => {
  use(
    lineRule(
      'toy/breaker',
      (_, value) => value === 'OK',
      line => ({ edits: edit(line, 'no\n!broken') }),
    ),
  )
  const result = fixed('a OK\n')
  expect(result.edits).toEqual([])
  expect(result.rejected[0]?.because.en).toBe('it makes a new problem: refused: !broken')
})

test('a fix that changes a setting it did not announce is rejected', () => {
  use(
    lineRule(
      'toy/stray',
      (name, value) => name === 'a' && value === 'OLD',
      line => ({ edits: edit(line, 'NEW\nb 2') }),
    ),
  )
  const result = fixed('b 1\na OLD\n')
  expect(result.files.size).toBe(0)
  expect(result.rejected[0]?.because.en).toBe('it changes more than it says: b of file: 1 → 2')
})

test('a fix that brings a finding of its own weight is rejected, one of less weight stands', () => {
  const turn = lineRule(
    'toy/turn',
    (_, value) => value === 'A',
    line => ({ edits: edit(line, 'B') }),
  )
  use(
    turn,
    lineRule('toy/b', (_, value) => value === 'B'),
  )
  expect(fixed('a A\n').rejected[0]?.because.en).toBe('it brings toy/b: a is B')
  use(
    turn,
    lineRule('toy/b', (_, value) => value === 'B', undefined, { severity: 'low' }),
  )
  expect(fixed('a A\n').files.get('a.toy')).toBe('a B\n')
})

test('overlapping fixes follow one another until nothing is left', () => {
  use(
    lowercase,
    lineRule(
      'toy/long',
      (_, value) => value.length > 3,
      line => ({ edits: edit(line, line.args[0]!.value.slice(0, 3)) }),
    ),
  )
  const result = fixed('a abcdef\n')
  expect(result.files.get('a.toy')).toBe('a ABC\n')
  expect(result.edits).toEqual([{ path: 'a.toy', span: { start: 2, end: 8 }, text: 'ABC' }])
})

test('two findings of one subject are repaired one by one and together', () => {
  const result = fixed('a x\na y\n')
  expect(result.files.get('a.toy')).toBe('a X\na Y\n')
  expect(result.rejected).toEqual([])
})

test('a fix that fails beside another one is tried again once the files have changed', () => {
  const always = lineRule(
    'toy/zero',
    () => true,
    line => ({ edits: edit(line, '2') }),
    { severity: 'low' },
  )
  /** About the line that wins only. */
  const zero: AnyRule = {
    ...always,
    check(model: ToyModel, options: object, context: RuleContext) {
      const winner = model.lines.findLast(line => line.name.value === 'a')
      const lines = winner?.args[0]?.value === '0' ? [winner] : []
      return always.check({ ...model, lines }, options, context)
    },
  }
  const rename = (line: Directive): Partial<Fix> => ({
    edits: [{ path: line.file.path, span: line.span, text: 'a 0' }],
    changes: ['a', 'aa'],
  })
  use(
    lineRule('toy/name', name => name === 'aa', rename),
    zero,
  )
  const result = fixed('a 0\naa 0\n')
  expect(result.files.get('a.toy')).toBe('a 0\na 2\n')
  expect(result.rejected).toEqual([])
})

test('a fix that was left out is not told of once another one has repaired its finding', () => {
  const onLine = (text: string, changes: string[]) => (line: Directive) => ({
    title: { en: `write ${text}`, zh: text },
    edits: edit(line, text),
    changes,
  })
  use(
    // Cannot be applied as long as b is 1.
    {
      ...lineRule('toy/a', () => true),
      check(model: ToyModel, options: object, context: RuleContext) {
        const one = model.lines.some(line => line.name.value === 'b' && line.args[0]?.value === '1')
        const repair = onLine(one ? 'bad 0' : 'good', ['a'])
        return lineRule('toy/a', (_, value) => value.startsWith('bad'), repair).check(model, options, context)
      },
    },
    lineRule('toy/b', (name, value) => name === 'b' && value === '1', onLine('2', ['b']), { severity: 'low' }),
  )
  const result = fixed('a bad\nb 1\n')
  expect(result.files.get('a.toy')).toBe('a good\nb 2\n')
  expect(result.rejected).toEqual([])
})

test('unsafe fixes need the word of the caller', () => {
  use(
    lineRule(
      'toy/unsafe',
      (_, value) => value === 'OLD',
      line => ({ safety: 'unsafe', edits: edit(line, 'NEW') }),
    ),
  )
  const input = files('a OLD\n')
  expect(fix(input, analyze(input)).edits).toEqual([])
  expect(fix({ ...input, unsafe: true }, analyze(input)).files.get('a.toy')).toBe('a NEW\n')
})

test('only findings of the report, and only those chosen, are repaired', () => {
  const input = files('a x\nb y\nc z\n')
  const report = analyze(input)
  const partial = { ...report, findings: report.findings.filter(each => each.subject !== 'a') }
  expect(fix(input, partial, finding => finding.subject !== 'b').files.get('a.toy')).toBe('a x\nb y\nc Z\n')
})

test('bytes that are not UTF-8 survive, in the text and in the patch', () => {
  const input = files(Uint8Array.from([...Buffer.from('a x '), 0xff, 0xfe, 0x0a]))
  use(
    lineRule(
      'toy/x',
      (_, value) => value.startsWith('x'),
      line => ({ edits: edit(line, `y${line.args[0]!.value.slice(1)}`) }),
    ),
  )
  const result = fix(input, analyze(input))
  expect(Buffer.from(result.patch).includes(Buffer.from([0x2b, 0x61, 0x20, 0x79, 0x20, 0xff, 0xfe, 0x0a]))).toBe(true)
})

test('a fix may not put a character into a file whose encoding lacks it', () => {
  use(
    lineRule(
      'toy/x',
      (_, value) => value.startsWith('x'),
      line => ({ edits: edit(line, '中') }),
    ),
  )
  const input = files(Uint8Array.from([...Buffer.from('a x'), 0xff, 0x0a]))
  expect(fix(input, analyze(input)).rejected[0]?.because.en).toBe('the file is not UTF-8')
})

const line = fc
  .tuple(fc.constantFrom('a', 'b', 'c', '# c'), fc.constantFrom('x', 'Y', 'LIE', 'abcdef', 'Z'))
  .map(parts => parts.join(' '))

test('fixing twice changes nothing the second time, and the edits lead to the text', () => {
  use(
    lowercase,
    lineRule(
      'toy/liar',
      (_, value) => value === 'LIE',
      each => ({ edits: edit(each, 'LIE2') }),
    ),
    lineRule('toy/liar2', (_, value) => value === 'LIE2'),
    lineRule(
      'toy/long',
      (_, value) => value.length > 3,
      each => ({ edits: edit(each, each.args[0]!.value.slice(0, 3)) }),
    ),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const text = lines.join(end)
      const result = fixed(text)
      const after = result.files.get('a.toy') ?? text
      expect(applyEdits(text, result.edits)).toBe(after)
      expect(fixed(after).edits).toEqual([])
    }),
    { numRuns: 60 },
  )
})
