import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readScalar, type Scalar, writeInto } from '../../src/files/scalar/index.ts'
import { applyEdits } from '../../src/text/index.ts'
import fc from '../random.ts'

const runs = 500

const wrap = (written: string, end = '\n'): string => `data:\n  key: ${written}\n  next: end\n`.replaceAll('\n', end)
const ends = ['\n', '\r\n']
const placeIn = (source: string): { at: number; column: number } => ({ at: source.indexOf('key: ') + 5, column: 2 })

/** Plain scalars with a lonely colon are left alone. */
const read = (source: string): Scalar | undefined => {
  const scalar = readScalar(source, placeIn(source))
  if (!scalar && !/:\s/.test(source.slice(placeIn(source).at).replace('next: ', '')))
    throw new Error(`not read: ${source}`)
  return scalar
}

/** What stands in configurations, and what YAML makes something else of. */
const piece = fc.constantFrom(
  'a',
  'server {',
  '}',
  ';',
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '\n  ',
  '"',
  "'",
  '\\',
  '\\n',
  '#',
  ' #',
  ':',
  '$x',
  '中',
  '😀',
  '{{ x }}',
  '-',
  '|',
  '%',
)
const text = fc.array(piece, { maxLength: 12 }).map(parts => parts.join(''))

const double = text.map(each => JSON.stringify(each))
const lines = fc.array(
  fc.tuple(
    fc.nat(3),
    text.map(each => each.replace(/[\n\t]/g, '')),
  ),
  { minLength: 1, maxLength: 8 },
)
const body = lines.map(all =>
  all.map(([deep, line]) => (line.trim() === '' ? '' : `    ${' '.repeat(deep)}${line}`)).join('\n'),
)
const block = fc
  .tuple(fc.constantFrom('|', '>'), fc.constantFrom('', '-', '+'), fc.constantFrom('', '2'), body)
  .map(
    ([style, chomp, digit, content]) =>
      `${style}${digit}${chomp}\n${digit === '' ? content.replace(/^\n*( *)(?=\S)/, '    ') : content}`,
  )
const folding = fc
  .array(
    text.map(each => each.replace(/[\t]/g, ' ')),
    { minLength: 1, maxLength: 4 },
  )
  .map(all =>
    all
      .join('')
      .split('\n')
      .map((line, nth) => (nth === 0 ? line : `    ${line}`))
      .join('\n'),
  )
const single = folding.map(each => `'${each.replaceAll("'", "''")}'`)
const folded = folding.map(each => `"${each.replaceAll(/["\\]/g, '\\$&')}"`)
const plain = folding.map(each => `a${each.trimEnd()}`)
const any = fc.oneof(double, block, single, folded, plain)

const parsed = (source: string): { key: string; next: string } | undefined => {
  try {
    const value = parse(source, { logLevel: 'silent' })?.data
    return typeof value?.key === 'string' && value.next === 'end' ? value : undefined
  } catch {
    return undefined
  }
}

test('a scalar is read as YAML reads it', () => {
  fc.assert(
    fc.property(any, written => {
      const source = wrap(written, ends[written.length % 2])
      const wanted = parsed(source)
      if (!wanted || /^[|>].*\n\s*\{\{/.test(written) || source.includes('\n{{')) return
      const scalar = read(source)
      if (scalar) expect(scalar.value.text).toBe(wanted.key)
    }),
    { numRuns: runs },
  )
})

/** What a scalar is once a tag is put into it; undefined when it cannot be. */
function withTag(written: string, at: number): string | undefined {
  const source = wrap(written)
  const scalar = read(source) as Scalar
  const change = writeInto(source, scalar, { span: { start: at, end: at }, text: '{{ x }}\n' })
  return change && applyEdits(source, [{ path: '', ...change }])
}

test('an empty block takes no depth from what follows it', () => {
  expect(parsed(withTag('|\n', 0) as string)?.key).toBe('{{ x }}\n')
})

test('a tag is not written left of its block, where YAML could not read it', () => {
  expect(withTag('>\n    aa\n       a  a\n\n    aa', 11)).toBeUndefined()
})

test('characters are found where they stand, in order', () => {
  fc.assert(
    fc.property(any, written => {
      const source = wrap(written, ends[written.length % 2])
      if (!parsed(source)) return
      const scalar = read(source)
      if (!scalar) return
      const { value, start, end } = scalar
      const places = Array.from({ length: value.text.length + 1 }, (_, at) => value.at(at))
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places.every(at => at >= start && at <= end)).toBe(true)
      for (const [at, character] of [...value.text].entries())
        if (/[a-z$;]/.test(character) && [...value.text].length === value.text.length)
          expect(source[places[at] as number]).toBe(character)
    }),
    { numRuns: runs },
  )
})

test('an edited scalar says exactly the edited text, and nothing else of the file changes', () => {
  let made = 0
  let refused = 0
  fc.assert(
    fc.property(any, fc.nat(), fc.nat(6), text, (written, from, length, replacement) => {
      const source = wrap(written, ends[written.length % 2])
      const before = parsed(source)
      if (!before) return
      const scalar = read(source)
      if (scalar?.value.text !== before.key) return
      const start = from % (before.key.length + 1)
      const end = Math.min(before.key.length, start + length)
      const change = writeInto(source, scalar, { span: { start, end }, text: replacement })
      if (!change) {
        refused++
        expect(scalar.style).not.toBe('double')
        return
      }
      made++
      const after = applyEdits(source, [{ path: '', ...change }])
      expect(change.span.start >= scalar.start && change.span.end <= scalar.end).toBe(true)
      expect(parsed(after)?.key).toBe(before.key.slice(0, start) + replacement + before.key.slice(end))
    }),
    { numRuns: runs },
  )
  expect(made).toBeGreaterThan(refused)
})

test.each([
  ['data:\n  key: |\n    one\n    two\n', 'data:\n  key: |\n    one\n'],
  ['data:\n  key: |\n    one\n    two\n  next: end\n', 'data:\n  key: |\n    one\n  next: end\n'],
  ['data:\n  key: |+\n    one\n    two\n\n  next: end\n', undefined],
  ['data:\n  key: |\r\n    one\r\n    two\r\n', 'data:\n  key: |\r\n    one\r\n'],
])('the last lines of a block go with their indentation: %j', (source, after) => {
  const scalar = readScalar(source, placeIn(source)) as Scalar
  const { text } = scalar.value
  const end = text.indexOf('two') + 4
  const change = { span: { start: text.indexOf('two'), end }, text: '' }
  const written = writeInto(source, scalar, change)
  const now = written && applyEdits(source, [{ path: '', ...written }])
  if (after !== undefined) expect(now).toBe(after)
  expect(parse(now ?? '').data.key).toBe(text.slice(0, change.span.start) + text.slice(end))
})
