import { expect, test } from 'vitest'
import { Automaton } from '../../../../src/formats/nginx/regex/automaton.ts'
import { isRegex, parseRegex } from '../../../../src/formats/nginx/regex/index.ts'
import { needleOf } from '../../../../src/formats/nginx/regex/needle.ts'
import { compile, type Program } from '../../../../src/formats/nginx/regex/program.ts'
import { run } from '../../../../src/formats/nginx/regex/run.ts'
import fc from '../../../random.ts'

const regexOf = (source: string, ignoreCase = false) => {
  const regex = parseRegex(source, ignoreCase)
  if (!isRegex(regex)) throw new Error(`${source}: ${regex.detail}`)
  return regex
}
const programOf = (source: string, ignoreCase = false): Program =>
  compile(regexOf(source, ignoreCase).pattern) as Program
const automatonOf = (source: string): Automaton | undefined => Automaton.of(programOf(source))

const atom = fc.constantFrom('a', 'b', '\\.', '.', '[ab]', '[^a]', '^', '$', '\\z', '/')
const pattern: fc.Arbitrary<string> = fc.letrec<{ all: string }>(tie => ({
  all: fc.oneof(
    { depthSize: 'medium' },
    atom,
    fc.tuple(tie('all'), tie('all')).map(([a, b]) => a + b),
    fc.tuple(tie('all'), tie('all')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('all'), fc.constantFrom('?', '*', '+', '*?', '{2}', '{1,3}')).map(([a, q]) => `(${a})${q}`),
  ),
})).all
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', '.', '/', 'é', '\u212a'), maxLength: 12 })

test('finds what the machine with captures finds', () => {
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 8 }), (source, texts) => {
      const [automaton, program] = [automatonOf(source), programOf(source)]
      for (const each of texts)
        expect(automaton?.finds(each)).toBe(run(program, each, regexOf(source).groups) !== undefined)
    }),
  )
})

test('every text in which a pattern is found holds its needle', () => {
  fc.assert(
    fc.property(pattern, text, fc.boolean(), (source, each, ignoreCase) => {
      const found = run(programOf(source, ignoreCase), each, regexOf(source).groups) !== undefined
      if (found) expect(each.toLowerCase()).toContain(needleOf(regexOf(source, ignoreCase)))
    }),
  )
})

test.each([
  ['\\.ph(p|tml)$', '.ph'],
  ['^/api/(?:v1|v2)/users', '/users'],
  ['(ab)+c', 'ab'],
  ['x?yz', 'yz'],
  ['a{2}b', 'a'],
  ['(?:png|css)', ''],
  ['[kK]ey', 'key'],
])('the longest certain text of %s is %s', (source, needle) => {
  expect(needleOf(regexOf(source))).toBe(needle)
})

test('word boundaries and line feeds are left to the machine', () => {
  expect(automatonOf('\\bphp')).toBeUndefined()
  expect(automatonOf('a$')?.finds('a\n')).toBeUndefined()
})
