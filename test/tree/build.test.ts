import { describe, expect, test } from 'vitest'
import { nginx } from '../../src/formats/nginx/index.ts'
import { applyEdits } from '../../src/text/index.ts'
import { type Block, type Directive, insertAfter, insertBefore, insertFirst, insertLast } from '../../src/tree/index.ts'

const named = (text: string, name: string): Directive => {
  const { nodes } = nginx.parse({ path: 'a.conf', text, encoding: 'utf8' })
  const all = (list: readonly unknown[]): Directive[] =>
    (list as Directive[])
      .filter(node => node.kind === 'directive')
      .flatMap(node => [node, ...all(node.block?.nodes ?? [])])
  return all(nodes).find(node => node.name.value === name) as Directive
}

describe('lines behind a statement', () => {
  const behind = (text: string, lines: readonly string[]): string =>
    applyEdits(text, [insertAfter(named(text, 'expires'), lines)])

  test.each([
    ['a line of its own', 'location / {\n    expires 1h;\n}\n', 'location / {\n    expires 1h;\n    etag off;\n}\n'],
    ['a comment behind it', '\texpires 1h; # why\n', '\texpires 1h; # why\n\tetag off;\n'],
    ['a block on one line', 'location / { expires 1h; }\n', 'location / { expires 1h; etag off; }\n'],
    ['others behind it', 'a b; expires 1h; c d;\r\n', 'a b; expires 1h; etag off; c d;\r\n'],
    ['the last of its line', 'a b; expires 1h;\r\nc d;\r\n', 'a b; expires 1h;\r\netag off;\r\nc d;\r\n'],
  ])('%s', (_what, before, expected) => expect(behind(before, ['etag off;'])).toBe(expected))

  test('blocks and comments stay on lines of their own', () => {
    const text = 'http { expires 1h; }\n'
    expect(behind(text, ['if ($a) {', '    etag off;', '}'])).toBe(
      'http { expires 1h;\nif ($a) {\n    etag off;\n} }\n',
    )
    expect(behind(text, ['# why', 'etag off;'])).toBe('http { expires 1h;\n# why\netag off; }\n')
  })
})

describe('lines before a statement', () => {
  const inFront = (text: string, lines: readonly string[]): string =>
    applyEdits(text, [insertBefore(named(text, 'expires'), lines)])

  test.each([
    ['a line of its own', 'location / {\n    expires 1h;\n}\n', 'location / {\n    etag off;\n    expires 1h;\n}\n'],
    ['a block on one line', 'location / { expires 1h; }\n', 'location / { etag off; expires 1h; }\n'],
    ['a block without blanks', 'location / {expires 1h;}\r\n', 'location / {etag off; expires 1h;}\r\n'],
    ['others before it', 'a b; expires 1h; # why\n', 'a b; etag off; expires 1h; # why\n'],
    ['the first of several', '  expires 1h; a b;\n', '  etag off;\n  expires 1h; a b;\n'],
  ])('%s', (_what, text, expected) => expect(inFront(text, ['etag off;'])).toBe(expected))

  test('several stay together, in their order', () => {
    expect(inFront('location / { expires 1h; }', ['deny 10.0.0.1;', 'etag off;'])).toBe(
      'location / { deny 10.0.0.1; etag off; expires 1h; }',
    )
  })

  test('blocks and comments stay on lines of their own', () => {
    expect(inFront('http { expires 1h; }\n', ['# why', 'etag off;'])).toBe('http { # why\netag off;\nexpires 1h; }\n')
  })
})

describe('lines in a block', () => {
  const block = (text: string): Block => named(text, 'location').block as Block
  const edited = (text: string, insert: typeof insertFirst, lines: readonly string[]): string =>
    applyEdits(text, [insert({ path: 'a.conf', text, encoding: 'utf8' }, block(text), lines)])

  test.each([
    ['one line', 'location / { etag on; }\n', 'location / { a b; etag on; }\n', 'location / { etag on; a b; }\n'],
    [
      'several lines',
      'location / {\n    etag on;\n}\n',
      'location / {\n    a b;\n    etag on;\n}\n',
      'location / {\n    etag on;\n    a b;\n}\n',
    ],
    ['none', 'location / {}\n', 'location / {\n    a b;\n}\n', 'location / {\n    a b;\n}\n'],
  ])('of %s', (_what, text, first, last) => {
    expect(edited(text, insertFirst, ['a b;'])).toBe(first)
    expect(edited(text, insertLast, ['a b;'])).toBe(last)
  })

  test('blocks do not join a line', () => {
    const shown = edited('location / { etag on; }\n', insertLast, ['if ($a) {', '    a b;', '}'])
    expect(shown).toMatch(/^location \/ \{ etag on; ?\n {4}if \(\$a\) \{\n {8}a b;\n {4}\}\n\}\n$/)
  })
})
