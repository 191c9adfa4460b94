import { describe, expect, it } from 'vitest'
import { isRegex, matchRegex, parseRegex } from '../../../../src/formats/nginx/regex/index.ts'
import fc from '../../../random.ts'

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\.', '/', 'ab', '^', '$', '\\b')
const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{1,}')
const pattern = fc.letrec<{ node: string }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(atom, quantifier).map(([item, times]) => (/[$^]|\\b/.test(item) ? item : item + times)),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
    tie('node').map(item => `(${item})`),
  ),
})).node
const subject = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '1', 'A', '-'), maxLength: 12 })

describe('patterns', () => {
  it('match what the engine of the language matches, with the same groups', () => {
    fc.assert(
      fc.property(pattern, subject, fc.boolean(), (source, text, ignoreCase) => {
        const expected = new RegExp(source, ignoreCase ? 'i' : '').exec(text)
        const found = matchRegex(source, text, ignoreCase)
        if (!expected) expect(found).toBe(false)
        else {
          const groups = Object.fromEntries(
            [...expected].flatMap((group, at) => (group === undefined ? [] : [[at, group]])),
          )
          expect(found).toEqual(groups)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['^/(?<name>[^/]+)/(?P<rest>.*)$', '/a/b', { 0: '/a/b', 1: 'a', 2: 'b', name: 'a', rest: 'b' }],
    ['(?i)^/ADMIN', '/admin', { 0: '/admin' }],
    ['/a(?i:B)c', '/abc', { 0: '/abc' }],
    ['/a(?i:B)c', '/abC', false],
    ['^[[:alpha:]]+[[:^digit:]]$', 'ab-', { 0: 'ab-' }],
    ['\\Qa.b\\E', 'xa.b', { 0: 'a.b' }],
    ['\\x41\\x{42}', 'AB', { 0: 'AB' }],
    ['a$', 'a\n', { 0: 'a' }],
    ['^/a(b*)', '/abb', { 0: '/abb', 1: 'bb' }],
    ['^/a(b*)', '/A', false],
    ['^/ab?c', '/ac', { 0: '/ac' }],
    ['^/a|b', 'xb', { 0: 'b' }],
    ['^', '', { 0: '' }],
    ['a\\z', 'a\n', false],
    ['^.*$', 'a\nb', false],
    ['(?s)^.*$', 'a\nb', { 0: 'a\nb' }],
    ['a{,2}', 'a{,2}', { 0: 'a{,2}' }],
    ['[]a]+', ']a', { 0: ']a' }],
  ])('%s on %j', (source, text, expected) => expect(matchRegex(source, text)).toEqual(expected))

  it('what only PCRE can run is left to it', () => {
    for (const source of ['(?=(a))', 'a++', '(a)\\1', '(?>a)', '(?!b)*a', '(*UTF8)a', '\\p{L}'])
      expect(matchRegex(source, 'ab')).toBeUndefined()
  })

  it('mistakes are told from what is unsupported', () => {
    for (const source of ['(', ')', '[a', '*a', 'a**', 'a{2,1}', '[b-a]', '\\'])
      expect(parseRegex(source)).toMatchObject({ reason: 'syntax' })
  })

  it('patterns that make PCRE run away are over at once', () => {
    expect(matchRegex('^/(a+)+$', `/${'a'.repeat(2000)}!`)).toBe(false)
    expect(matchRegex('^(a|aa)+$', `${'a'.repeat(2000)}!`)).toBe(false)
  })

  it('patterns that would grow too large are not run', () => {
    expect(isRegex(parseRegex('((a{99}){99}){99}'))).toBe(true)
    expect(matchRegex('((a{99}){99}){99}', 'a')).toBeUndefined()
  })

  it('any text is read without throwing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), source => void parseRegex(source)))
  })
})
