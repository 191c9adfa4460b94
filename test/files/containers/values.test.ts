import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
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
