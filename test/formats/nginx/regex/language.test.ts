import { describe, expect, it } from 'vitest'
import { isRegex, type Pattern, parseRegex } from '../../../../src/formats/nginx/regex/index.ts'
import { canStartWith, groupOf, languageOf } from '../../../../src/formats/nginx/regex/language.ts'
import fc from '../../../random.ts'

const patternOf = (source: string): Pattern => {
  const regex = parseRegex(source)
  if (!isRegex(regex)) throw new Error(regex.detail)
  return regex.pattern
}

describe('the language of a pattern', () => {
  it.each([
    ['(.*)', '../', true],
    ['([^/]*)/x', '../', true],
    ['[a-z]+', '..', false],
    ['(?:a|b)*\\.\\.', 'ab..', true],
    ['(?:a|b){2}', 'aba', false],
    ['a{2,3}b', 'aaab', true],
    ['a{2,3}b', 'aaaa', false],
    ['(?:x?)*y', 'xxy', true],
  ])('%s can start with %s: %s', (source, text, expected) =>
    expect(canStartWith(patternOf(source), text)).toBe(expected),
  )

  it('agrees with the engine: a text that matches can be started with', () => {
    const part = fc.constantFrom('a', 'b', '.', '[ab]', '(?:a|bc)', 'a*', 'b+', '(?:ab)?', 'c{1,2}')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 5 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 }),
        (parts, text) => {
          const source = parts.join('')
          if (new RegExp(`^(?:${source})$`).test(text)) expect(canStartWith(patternOf(source), text)).toBe(true)
        },
      ),
    )
  })

  it('lists few texts', () => {
    expect(languageOf(patternOf('(a|b)[12]')).values).toEqual(['a1', 'a2', 'b1', 'b2'])
    expect(languageOf(patternOf('a?')).values).toEqual(['', 'a'])
    expect(languageOf(patternOf('a*')).values).toBeUndefined()
    expect(languageOf(patternOf('.')).values).toBeUndefined()
  })

  it('finds groups by number and name', () => {
    const regex = parseRegex('^/(?:x(a))(?<n>b)$')
    if (!isRegex(regex)) throw new Error('no regex')
    expect(languageOf(groupOf(regex, 1) as Pattern).values).toEqual(['a'])
    expect(languageOf(groupOf(regex, 'n') as Pattern).values).toEqual(['b'])
    expect(groupOf(regex, 3)).toBeUndefined()
  })

  it('patterns that branch a lot stay quick', () => {
    expect(canStartWith(patternOf('(?:a|a|a|a)*(?:a|a)*b'), `${'a'.repeat(300)}b`)).toBe(true)
  })
})
