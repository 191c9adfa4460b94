import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { below, documentsOf, isLeaf, type Mapping, type Value } from '../../../src/files/containers/values.ts'
import fc from '../../random.ts'

const read = (text: string): readonly Mapping[] => documentsOf({ path: 'a.yaml', text, encoding: 'utf8' })

/** Lists are not told apart from what stands in them. */
type Flat = string | { readonly [key: string]: readonly Flat[] }

const flat = (value: Value): Flat =>
  isLeaf(value) ? value.text : Object.fromEntries([...value.entries].map(([key, values]) => [key, values.map(flat)]))

const flattened = (value: unknown): Flat[] =>
  Array.isArray(value)
    ? value.flatMap(flattened)
    : typeof value === 'object' && value !== null
      ? [Object.fromEntries(Object.entries(value).map(([key, own]) => [key, flattened(own)]))]
      : [String(value)]

const word = fc
  .stringMatching(/^[a-z][a-z0-9.-]{0,8}$/)
  .filter(each => !/^(?:true|false|null|yes|no|on|off|[yn]|\.)$/.test(each))
const leaf = fc.oneof(
  word,
  fc.nat(70000),
  fc.constantFrom('80:80', '127.0.0.1:8080:80', './a:/b:ro', 'a b', "it's", 'x: y', '# no'),
)
const { tree } = fc.letrec<{ tree: unknown; node: unknown; items: unknown }>(tie => ({
  node: fc.oneof({ maxDepth: 4 }, leaf, tie('tree'), tie('items')),
  items: fc.oneof(
    fc.array(leaf, { minLength: 1, maxLength: 3 }),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  ),
  tree: fc.dictionary(word, tie('node'), { minKeys: 1, maxKeys: 4 }),
}))

describe('what stands below keys', () => {
  test.each([undefined, 'flow'] as const)('is what the YAML library says, however it is written: %s', style => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), documents => {
        const text = documents
          .map(each => (style ? `${JSON.stringify(each)}\n` : stringify(each, { lineWidth: 0 })))
          .join('---\n')
        expect(read(text).map(flat)).toEqual(documents.flatMap(flattened))
      }),
    )
  })

  test('places are those of the file', () => {
    const text = 'spec:\n  ports:\n    - "80:80"\n    - target: 81\n  type: NodePort # here\n'
    const [document] = read(text)
    const at = (...keys: string[]): string[] =>
      below(document, ...keys).map(({ span }) => text.slice(span.start, span.end))
    expect(at('spec', 'ports')).toEqual(['"80:80"', 'ports'])
    expect(at('spec', 'ports', 'target')).toEqual(['81'])
    expect(at('spec', 'type')).toEqual(['NodePort'])
  })

  test('a tag of a template is a word, the same for the same tag', () => {
    const [document] = read('{{- if .a }}\nname: {{ .Release.Name }}-web\nother: {{ .Release.Name }}-web\n{{- end }}\n')
    const [name, other] = ['name', 'other'].map(key => below(document, key).map(flat))
    expect(name).toEqual(other)
    expect(name?.[0]).toMatch(/-web$/)
  })
})

test('what nests deeper than any object is left out', () => {
  const [document] = read(`${'{"a": '.repeat(70)}"b"${'}'.repeat(70)}`)
  expect(document).toBeUndefined()
  const [other] = read(`{"name": "web", "x": ${'{"a": '.repeat(70)}"b"${'}'.repeat(71)}`)
  expect(below(other, 'name').map(flat)).toEqual(['web'])
})

/** Mappings that take from those before them: by merge keys, as values and as items of lists. */
const key = fc.constantFrom('image', 'ports', 'labels', 'a', 'b')
const scalar = fc.constantFrom('80', '"81:81"', 'nginx', "'x y'")
const taking = fc.record({
  merged: fc.array(fc.nat(), { maxLength: 3 }),
  own: fc.uniqueArray(
    fc.tuple(
      key,
      fc.oneof(
        fc.record({ kind: fc.constant('leaf' as const), text: scalar }),
        fc.record({ kind: fc.constant('list' as const), texts: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
        fc.record({ kind: fc.constant('alias' as const), of: fc.nat() }),
        fc.record({ kind: fc.constant('inside' as const), of: fc.nat(), text: scalar }),
      ),
    ),
    { selector: ([name]) => name, minLength: 1, maxLength: 4 },
  ),
})

const writtenBy = (all: readonly (typeof taking extends fc.Arbitrary<infer Of> ? Of : never)[]): string =>
  all
    .map(({ merged, own }, at) => {
      const earlier = (of: number): string => `*m${of % at}`
      const bases = at === 0 ? [] : [...new Set(merged.map(earlier))]
      const merge = bases.length === 0 ? [] : [`  <<: ${bases.length === 1 ? bases[0] : `[${bases.join(', ')}]`}`]
      const lines = own.map(([name, value], nth) => {
        if (value.kind === 'list') return `  ${name}: &l${at}\n${value.texts.map(text => `    - ${text}`).join('\n')}`
        if (value.kind === 'leaf' || at === 0) return `  ${name}: &s${at} ${value.kind === 'leaf' ? value.text : '1'}`
        return value.kind === 'alias'
          ? `  ${name}: ${earlier(value.of)}`
          : `  ${name}:\n    <<: ${earlier(value.of)}\n    c${nth}: ${value.text}`
      })
      return `k${at}: &m${at}${at % 2 ? ' # named' : ''}\n${[...lines.slice(0, 1), ...merge, ...lines.slice(1)].join('\n')}\n`
    })
    .join('')

test('names and merge keys bring what the YAML library says', () => {
  fc.assert(
    fc.property(fc.array(taking, { minLength: 2, maxLength: 6 }), all => {
      const text = `${writtenBy(all)}# ${'-'.repeat(100_000)}\n`
      expect(read(text).map(flat)).toEqual(flattened(parse(text, { merge: true, maxAliasCount: -1 })))
    }),
  )
})

test.each([
  ['in brackets', '{a: &a {x: 1}, b: {<<: *a, y: 2}}', { a: [{ x: ['1'] }], b: [{ x: ['1'], y: ['2'] }] }],
  ['of items', 'a:\n  - &a "80:80" # b\nb: [*a, 81]\n', { a: ['80:80'], b: ['80:80', '81'] }],
  ['the last of that name', 'a: &a 1\nb: &a 2\nc: *a\n', { a: ['1'], b: ['2'], c: ['2'] }],
  ['of itself', 'a: &a\n  b: 1\n  c:\n    <<: *a\n', { a: [{ b: ['1'], c: [{ '<<': [''] }] }] }],
  ['that nobody gave', 'a: &b 1\nc: {<<: *d}\n', { a: ['1'], c: [{ '<<': ['*d'] }] }],
])('names %s', (_how, text, expected) => {
  expect(read(text).map(flat)).toEqual([expected])
})

test('a file grows to twice its size at most', () => {
  const text = Array.from({ length: 40 }, (_, at) =>
    at === 0 ? 'k0: &k0 {a: 1}\n' : `k${at}: &k${at} {a: *k${at - 1}, b: *k${at - 1}}\n`,
  ).join('')
  const size = (value: Value): number =>
    isLeaf(value) ? 1 : [...value.entries.values()].flat().reduce((sum, each) => sum + size(each), 1)
  expect(read(text).reduce((sum, each) => sum + size(each), 0)).toBeLessThan(2 * text.length)
})
