import { expect, test } from 'vitest'
import { readTree } from '../../src/formats/nginx/read.ts'
import { analyze, fix } from '../../src/index.ts'
import { applyEdits, decode, type Edit } from '../../src/text/index.ts'
import { isDirective, type Node } from '../../src/tree/index.ts'
import { inputOf, written } from './rules.ts'

// Words in quotes are the same words: what is mended without is mended with them.

/** What is wrong there is that quotes are missing, or a brace; or it is a name, which nobody quotes. */
const spelled = /^nginx\/(?:syntax|invalid-regex|directive-arguments|unknown-directive|unterminated-directive)$/

function quotes(path: string, nodes: readonly Node[]): Edit[] {
  return nodes.filter(isDirective).flatMap(({ name, args, block }) => {
    const own = /^(?:if|include)$|_by_lua|^js_|^perl/.test(name.value) ? [] : args
    const plain = own.filter(({ raw }) => !/["']|\\[^\w./-]|\$\{/.test(raw))
    return [
      ...plain.map(({ span, raw }) => ({ path, span, text: `"${raw}"` })),
      ...(block ? quotes(path, block.nodes) : []),
    ]
  })
}

const quoted = (path: string, text: string): string =>
  path.endsWith('.conf') ? applyEdits(text, quotes(path, readTree(decode(path, text)).nodes)) : text

const examples = written
  .filter(([id]) => id.startsWith('nginx/') && !spelled.test(id))
  .flatMap(([id, , page]) => page.bad.map(example => ({ id, example, title: `${id}:${example.line}` })))

test('there are examples to look at', () => expect(examples.length).toBeGreaterThan(200))

test.each(examples)('$title', ({ id, example }) => {
  const mended = (files: Readonly<Record<string, string>>): readonly [applied: number, left: number] => {
    const input = { ...inputOf(example, id), files, unsafe: true }
    const { applied, report } = fix(input, analyze(input), ({ rule }) => rule === id)
    return [applied.length, report.findings.filter(({ rule }) => rule === id).length]
  }
  const spelt = Object.fromEntries(Object.entries(example.files).map(([path, text]) => [path, quoted(path, text)]))
  expect(mended(spelt)).toEqual(mended(example.files))
})
