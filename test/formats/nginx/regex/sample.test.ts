import { describe, expect, it } from 'vitest'
import { matchRegex, sampleRegex } from '../../../../src/formats/nginx/regex/index.ts'
import fc from '../../../random.ts'

describe('a text for a pattern', () => {
  it.each([
    ['\\.txt$', '/a/', '/a/.txt'],
    ['^/a/.+\\.php$', '/a/', '/a/x.php'],
    ['^/b/', '/a/', false],
    ['^/a', '/a/', '/a/'],
    ['/a$', '/a/', '/a/a'],
    ['^/a$', '/a/', false],
    ['\\bcat\\b', '/', '/cat'],
    ['\\Bcat', '/', '/xcat'],
    ['^$', '', ''],
    ['^$', '/', false],
    ['a\\b$', '', 'a'],
    ['(?=a)', '', undefined],
    ['[^\\x21-\\x7e]', '', '\u007f'],
  ])('%s behind %j: %j', (source, prefix, expected) => expect(sampleRegex(source, prefix)).toBe(expected))

  it('is found by the pattern', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.',
      '^',
      '$',
      '\\b',
      '\\B',
      '[^a]',
      '(?:a|bc)',
      'a*',
      'b+',
      '(?:ab)?',
      'c{1,2}',
    )
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 3 }),
        (parts, prefix) => {
          const source = parts.join('')
          const text = sampleRegex(source, prefix)
          if (typeof text !== 'string') return
          expect(text.startsWith(prefix)).toBe(true)
          expect(matchRegex(source, text), source + text).toBeTruthy()
        },
      ),
    )
  })

  it('is there whenever a short text would do', () => {
    const part = fc.constantFrom('a', 'b', '^', '$', '\\b', '[^a]', '(?:a|bc)', 'a*', 'b+')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), maxLength: 5 }),
        fc.nat(3),
        (parts, text, cut) => {
          const source = parts.join('')
          if (matchRegex(source, text)) expect(sampleRegex(source, text.slice(0, cut)), source).not.toBe(false)
        },
      ),
    )
  })
})
