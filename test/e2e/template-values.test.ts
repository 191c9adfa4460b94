import { expect, test } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput, Finding } from '../../src/engine/types.ts'
import { inputOf, written } from '../meta/rules.ts'

/**
 * What is said of a template holds whatever is put in: each word of the first Bad example of every rule becomes a
 * placeholder, and what the rule still says must be said of the values that the pages have at its place.
 */

type Format = 'openvpn' | 'sysctl'

const formatOf = (path: string): Format | undefined =>
  /\.(?:conf|ovpn)$/.test(path) ? (path.includes('sysctl') ? 'sysctl' : 'openvpn') : undefined

const wordsOf = (line: string, format: Format): string[] =>
  format === 'sysctl' ? line.split('=').map(word => word.trim()) : (line.match(/"[^"]*"|\S+/g) ?? [])

const lineOf = (words: readonly string[], format: Format): string => words.join(format === 'sysctl' ? ' = ' : ' ')

/** One word of a file, with the text that the file has when another stands there. */
interface Slot {
  readonly path: string
  readonly line: string
  readonly key: string
  readonly word: string
  readonly put: (value: string) => string
}

type Files = Readonly<Record<string, string>>

const slotsOf = (files: Files): Slot[] =>
  Object.entries(files).flatMap(([path, text]) => {
    const format = typeof text === 'string' ? formatOf(path) : undefined
    const lines = format ? text.split('\n') : []
    return format ? lines.flatMap((line, nth) => slotsIn({ path, format, lines, line, nth })) : []
  })

interface Line {
  readonly path: string
  readonly format: Format
  readonly lines: readonly string[]
  readonly line: string
  readonly nth: number
}

function slotsIn({ path, format, lines, line, nth }: Line): Slot[] {
  const words = /^[a-z]/.test(line) ? wordsOf(line, format) : []
  return words.slice(1).map((word, at) => ({
    ...{ path, line, word, key: `${words[0]} ${at + 1}` },
    put: value => lines.with(nth, lineOf(words.with(at + 1, value), format)).join('\n'),
  }))
}

const ours = written.filter(([, rule]) => rule.format !== 'nginx')

/** Values by option or key and place. */
const values = new Map<string, Set<string>>()
for (const [, , page] of ours)
  for (const { key, word } of [...page.bad, ...page.good].flatMap(({ files }) => slotsOf(files)))
    values.set(key, (values.get(key) ?? new Set()).add(word))

/** A path where a number is meant, and two hosts that are one, are not tried. */
const untried: ReadonlySet<string> = new Set(['management 2', 'remote 1'])

const placeOf = ({ path, line }: Finding): string => `${path.replace(/\.j2$/, '')}:${line}`

/** Where the rule finds something; undefined where a daemon refuses the files. */
function said(input: AnalyzeInput, id: string): string[] | undefined {
  const { findings, verdicts } = analyze(input)
  if (verdicts.some(({ loads }) => loads === false)) return undefined
  return findings.filter(({ rule }) => rule === id).map(placeOf)
}

function wrongOf(id: string, example: Example): string[] {
  const input = inputOf(example, id)
  const files = input.files as Files
  return slotsOf(files).flatMap(slot => {
    const { [slot.path]: _, ...others } = files
    const roots = input.roots?.map(root => (root === slot.path ? `${root}.j2` : root))
    const template = { ...others, [`${slot.path}.j2`]: slot.put('{{ x }}') }
    const open = said({ ...input, files: template, ...(roots && { roots }) }, id) ?? []
    const tried = open.length === 0 || untried.has(slot.key) ? [] : [...(values.get(slot.key) ?? [])].slice(0, 4)
    return tried.flatMap(value => {
      const now = said({ ...input, files: { ...files, [slot.path]: slot.put(value) } }, id)
      return now ? open.filter(each => !now.includes(each)).map(each => `${id} ${each}: ${slot.line} → ${value}`) : []
    })
  })
}

test.each(['host', 'openvpn', 'sysctl'] as const)(
  'what is said of a template does not depend on what is put in: %s',
  format => {
    const wrong = ours
      .filter(([, rule]) => rule.format === format)
      .flatMap(([id, , page]) => page.bad.slice(0, 1).flatMap(example => wrongOf(id, example)))
    expect(wrong).toEqual([])
  },
)
