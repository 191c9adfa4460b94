import { expect, test } from 'vitest'
import { type AnalyzeInput, analyze } from '../../src/index.ts'
import fc from '../random.ts'
import { inputOf, written } from './rules.ts'

// Every object of JavaScript has a `constructor`: a table that is asked for a word of a configuration may answer with
// that. Such a word has to be a word like any other of the same shape.

const names = [
  ['constructor', 'conztructor'],
  ['toString', 'toZtring'],
  ['valueOf', 'valueOz'],
  ['hasOwnProperty', 'hasOwzProperty'],
  ['__lookupGetter__', '__lookupGezter__'],
] as const

interface Case {
  readonly input: AnalyzeInput
  readonly path: string
  readonly text: string
  /** A whole word. */
  readonly at: readonly [start: number, end: number]
}

/** Words between blanks, on lines without quotes and patterns, where letters mean more than a name. */
const words = (text: string): Case['at'][] =>
  [...text.matchAll(/^[^'"~^\\#\n]{1,200}$/gm)].flatMap(({ 0: line, index }) =>
    [...line.matchAll(/(?<=^|[\s$])[A-Za-z_][\w.-]*(?=[\s;]|$)/g)].map(
      found => [index + found.index, index + found.index + found[0].length] as const,
    ),
  )

const cases: readonly Case[] = written.flatMap(([id, , page]) =>
  [...page.bad, ...page.good].flatMap(example =>
    Object.entries(example.files).flatMap(([path, text]) =>
      words(text).map(at => ({ input: inputOf(example, id), path, text, at })),
    ),
  ),
)

/** Everything that is said, the word itself aside. */
function said({ input, path, text, at: [start, end] }: Case, word: string): string {
  const files = { ...input.files, [path]: text.slice(0, start) + word + text.slice(end) }
  const { findings, problems, verdicts } = analyze({ ...input, files })
  const lines = [
    ...findings.flatMap(({ rule, line, message, fixes }) => [
      `${rule} ${line} ${message.en} ${message.zh}`,
      ...fixes.flatMap(({ title, edits }) => [title.en, ...edits.map(each => `${typeof each.text} ${each.text}`)]),
    ]),
    ...[...problems, ...verdicts.flatMap(verdict => verdict.problems)].map(({ message }) => message.en),
    ...verdicts.map(({ loads }) => String(loads)),
  ]
  return lines.join('\n').toLowerCase().replaceAll(word.toLowerCase(), 'W')
}

test('a word is a word, whatever objects call their own', () => {
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.constantFrom(...names), (one, [inherited, plain]) => {
      expect(said(one, inherited)).toBe(said(one, plain))
    }),
    { numRuns: 1200 },
  )
})

test('a sysctl key that objects call their own is unknown to the kernel', () => {
  const keys = [...names.map(([name]) => name), '__proto__']
  const { findings } = analyze({ files: { 'etc/sysctl.d/99-x.conf': keys.map(key => `${key} = 1\n`).join('') } })
  expect(findings.filter(({ rule }) => rule === 'sysctl/unknown-key').map(({ line }) => line)).toEqual([
    1, 2, 3, 4, 5, 6,
  ])
})
