import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/engine/index.ts'
import type { AnalyzeInput } from '../../src/engine/types.ts'
import { parse } from '../../src/formats/nginx/parse.ts'
import { nameOf } from '../../src/formats/nginx/syntax.ts'
import { decode } from '../../src/text/index.ts'
import { type Directive, isDirective, walk } from '../../src/tree/index.ts'
import { inputOf, written } from './rules.ts'

/** Rules that look at lines for servers of other files find those of their Bad examples without the servers. */

const linesOf = ({ block }: Directive, text: string): string[] =>
  (block?.nodes ?? [])
    .filter(isDirective)
    .filter(one => !/^(?:listen|server_name)$/.test(nameOf(one)))
    .map(({ span }) => text.slice(span.start, span.end))

/** The text with its servers in another file; what its blocks say, for snippets of their own, and for http{}. */
function alone(path: string, text: string): string[] {
  const blocks = [...walk(parse(decode(path, text)).nodes)].filter(one => one.block)
  const servers = blocks.filter(one => nameOf(one) === 'server')
  const [first] = servers
  if (!first) return []
  const without = servers.reduceRight((left, { span }) => left.slice(0, span.start) + left.slice(span.end), text)
  const { start } = first.span
  const inside = blocks.filter(one => /^(?:server|location)$/.test(nameOf(one))).map(one => linesOf(one, text))
  return [
    `${without.slice(0, start)}${sites}${without.slice(start)}`,
    ...inside.map(lines => lines.join('\n')),
    ...inside.map(lines => `events { }\nhttp {\n${lines.filter(one => one.endsWith(';')).join('\n')}\n${sites}}\n`),
  ]
}

const sites = 'include sites-enabled/*;\n'

const tells = (input: AnalyzeInput, files: AnalyzeInput['files'], id: string): boolean =>
  analyze({ ...input, files }).findings.some(
    ({ rule, confidence, message }) => rule === id && confidence === 'low' && message.en !== '',
  )

describe('told of lines whose servers are in other files', () => {
  it.each(written.filter(([, rule]) => rule.elsewhere))('%s', (id, _rule, page) => {
    const found = page.bad.some(example => {
      const { roots: _, ...input } = inputOf(example, id)
      return Object.entries(example.files).some(([path, text]) =>
        alone(path, text).some(part => tells(input, { ...example.files, [path]: part }, id)),
      )
    })
    expect(found).toBe(true)
  })
})
