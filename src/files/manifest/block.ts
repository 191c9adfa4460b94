import { readScalar } from '../scalar/index.ts'
import { readFlow } from './flow.ts'
import { describe, type Found, keep, type Level } from './level.ts'

/**
 * `  - key: rest`, quotes around the key allowed. No blanks in keys, except in what a template puts there: those of
 * Kubernetes have none.
 */
const entry =
  /^( *(?:- +)*)(?:"([^"\s]+)"|'([^'\s]+)'|((?:\{\{[^{}]*\}\}|[^\s"'#:{[-])(?:\{\{[^{}]*\}\}|[^\s:{])*)):(?:([ \t]+)(\S.*)?)?$/
const separator = /^(?:---|\.\.\.)(?:\s|$)/

/** An anchor or a type in front of a value. */
const property = /^(?:[&!]\S*[ \t]+)+/

/** A value that a template puts in, and what is none. */
const absent = /^(?:\{\{|\{%|#)/

/**
 * Reads a manifest line by line: mappings by their columns, and the scalars in them. A template of one, which is no
 * YAML yet, is read like it. Linear.
 */
export function readManifest(text: string): Found[] {
  const found: Found[] = []
  const stack: Level[] = []
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at)
    const next = at + line.length + 1
    const match = entry.exec(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (separator.test(line)) stack.length = 0
    if (match) {
      const [, lead = '', double, single, plain, , rest = ''] = match
      step(stack, lead, (double ?? single ?? plain) as string)
      const start = at + line.length - (line.endsWith('\r') ? 1 : 0) - rest.length
      at = Math.max(next, value(text, { stack, found, column: lead.length }, { rest, start }))
    } else if (stack.length === 0 && /^\s*[{[](?![{%])/.test(line)) {
      at = Math.max(at + 1, readFlow(text, at + line.search(/[{[]/), [], found))
    } else at = next
  }
  return found
}

interface Reading {
  readonly stack: readonly Level[]
  readonly found: Found[]
  readonly column: number
}

/** Takes what stands behind a key. Gives the offset behind it. */
function value(
  text: string,
  { stack, found, column }: Reading,
  { rest, start }: { readonly rest: string; readonly start: number },
): number {
  if (rest === '' || absent.test(rest)) {
    if (!rest.startsWith('{')) return start
    describe(stack, rest.trimEnd())
    keep(found, stack, { at: start, scalar: undefined })
    return start
  }
  const at = start + (property.exec(rest)?.[0].length ?? 0)
  if (text[at] === '{' || text[at] === '[') return readFlow(text, at, stack, found)
  const scalar = rest.startsWith('!!binary') ? undefined : readScalar(text, { at, column })
  describe(stack, scalar?.value.text ?? rest.trimEnd())
  keep(found, stack, { at, scalar })
  return scalar?.end ?? start
}

/** Goes to the mapping that a key stands in: by its column, and a dash begins a new one. */
function step(stack: Level[], lead: string, key: string): void {
  const column = lead.length
  const item = lead.includes('-')
  for (let top = stack.at(-1); top && (top.column > column || (item && top.column === column)); top = stack.at(-1))
    stack.pop()
  const top = stack.at(-1)
  if (top?.column === column) top.key = key
  else stack.push({ column, object: {}, key })
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? text.length : end)
}
