import { describe, expect, it } from 'vitest'
import type { Example } from '../../src/dev/rule-page.ts'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput } from '../../src/engine/types.ts'
import { parse } from '../../src/formats/nginx/parse.ts'
import { nameOf } from '../../src/formats/nginx/syntax.ts'
import { decode } from '../../src/text/index.ts'
import { type Directive, walk } from '../../src/tree/index.ts'
import { inputOf, where, written } from './rules.ts'

/**
 * A block whose snippet is not among the files: each statement of the good examples is moved into one. What is
 * found for want of the statement is of low confidence then, and no refusal is sure.
 */
const handlers = /^(?:server|location)$/
const others = /^(?:http|stream|mail|upstream|map|geo|if|limit_except)$/
const structure = /^(?:location|include|listen|server_name|server)$/

const movable = (text: string, blocks: RegExp): Directive[] =>
  [...walk(parse(decode('nginx.conf', text)).nodes)].filter(
    each => each.parent && blocks.test(nameOf(each.parent)) && !structure.test(nameOf(each)),
  )

const keys = (input: AnalyzeInput): ReadonlySet<string> =>
  new Set(analyze(input).findings.map(({ rule, subject }) => `${rule} ${subject}`))

interface Moved {
  readonly path: string
  readonly text: string
  readonly statement: Directive
}

function sureOf(input: AnalyzeInput, { path, text, statement: { span } }: Moved, known: ReadonlySet<string>): string[] {
  const without = `${text.slice(0, span.start)}include gone.conf;${text.slice(span.end)}`
  const { findings } = analyze({ ...input, files: { ...(input.files as Record<string, string>), [path]: without } })
  return findings
    .filter(({ rule, subject }) => !known.has(`${rule} ${subject}`))
    .filter(({ confidence, severity }) => confidence !== 'low' && /^(?:critical|high|medium)$/.test(severity))
    .map(({ message }) => `without \`${text.slice(span.start, span.end)}\`: ${message.en}`)
}

const ofNginx = written.filter(([id]) => id.startsWith('nginx/'))

function told(id: string, example: Example | undefined, blocks: RegExp): readonly string[] {
  if (!example || Object.keys(example.status).length > 0) return []
  const input = inputOf(example, id)
  let known: ReadonlySet<string> | undefined
  return Object.entries(example.files)
    .filter(([path]) => path.endsWith('.conf'))
    .flatMap(([path, text]) =>
      movable(text, blocks).flatMap(statement => {
        known ??= keys(input)
        return sureOf(input, { path, text, statement }, known).map(one => `${where(id, example)}: ${one}`)
      }),
    )
}

describe('what a missing snippet may hold is not told for sure', () => {
  it.each(ofNginx)('%s', (id, _rule, { good: [example] }) => expect(told(id, example, handlers)).toEqual([]))
})

describe('nor what one of http{} or of another block around may hold', () => {
  it.each(ofNginx)('%s', (id, _rule, { good }) =>
    expect(good.flatMap(example => told(id, example, others))).toEqual([]),
  )
})
