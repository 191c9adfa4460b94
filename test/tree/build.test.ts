import { describe, expect, test } from 'vitest'
import { nginx } from '../../src/formats/nginx/index.ts'
import { applyEdits } from '../../src/text/index.ts'
import { type Directive, insertAfter } from '../../src/tree/index.ts'

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
