import { readScalar } from '../scalar/index.ts'
import { readFlow } from './flow.ts'
import { describe, type Keeper, type Level } from './level.ts'

/**
 * `  - key: rest`, quotes around the key allowed. No blanks in keys, except in what a template puts there: those of
 * Kubernetes have none.
 */
const entry =
  /^( *(?:- +)*)(?:"([^"\s]+)"|'([^'\s]+)'|((?:\{\{[^{}]*\}\}|[^\s"'#:{[-])(?:\{\{[^{}]*\}\}|::|[^\s:{])*)):(?:([ \t]+)(\S.*)?)?$/
const separator = /^(?:---|\.\.\.)(?:\s|$)/

/** An anchor or a type in front of a value. */
const property = /^(?:[&!]\S*[ \t]+)+/

/** A value that a template puts in, and what is none. */
const absent = /^(?:\{\{|\{%|#)/

/**
 * Reads a manifest line by line: mappings by their columns, and the scalars in them. A template of one, which is no
 * YAML yet, is read like it. Linear.
 */
export function readManifest(text: string, keeper: Keeper): void {
  const stack: Level[] = []
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at)
    const next = at + line.length + 1
    const match = entry.exec(line.endsWith('\r') ? line.slice(0, -1) : line)
    if (separator.test(line)) stack.length = 0
    if (match) {
      const [, lead = '', , , , , rest = ''] = match
      step(stack, lead, keyOf(match, at))
      const start = at + line.length - (line.endsWith('\r') ? 1 : 0) - rest.length
      at = Math.max(next, value(text, { stack, keeper, column: lead.length }, { rest, start }))
    } else
      at = Math.max(
        next,
        inBrackets(text, { stack, keeper, column: line.search(/\S/) }, at) || item(text, { stack, keeper }, at),
      )
  }
}

/** What begins with a bracket: the whole text, or an item of a list. Gives the offset behind it; 0 when none stands there. */
function inBrackets(text: string, { stack, keeper, column }: MutableReading, line: number): number {
  const item = /^ *(?:- +)+(?=[{[](?![{%]))/.exec(lineAt(text, line))
  if (!item && (stack.length > 0 || !/^[{[](?![{%])/.test(text.slice(line + column, line + column + 2)))) return 0
  if (item) while ((stack.at(-1)?.column ?? 0) > column) stack.pop()
  return readFlow(text, line + (item?.[0].length ?? column), stack, keeper)
}

/** Takes a text in a list. Gives the offset behind it; 0 when none stands there. */
function item(text: string, { stack, keeper }: Omit<MutableReading, 'column'>, line: number): number {
  const lead = keeper.item && /^ *(?:- +)+(?=[^\s#-])/.exec(lineAt(text, line))?.[0]
  if (!lead) return 0
  const column = lead.lastIndexOf('-')
  while ((stack.at(-1)?.column ?? -1) > column) stack.pop()
  const at = line + lead.length
  const scalar = absent.test(text.slice(at, at + 2)) ? undefined : readScalar(text, { at, column })
  keeper.item?.(stack, at, scalar)
  return scalar?.end ?? 0
}

function keyOf([, lead = '', double, single, plain]: RegExpExecArray, line: number): Pick<Level, 'key' | 'at'> {
  const at = line + lead.length
  return plain === undefined ? { key: (double ?? single) as string, at: at + 1 } : { key: plain, at }
}

interface MutableReading extends Omit<Reading, 'stack'> {
  readonly stack: Level[]
}

interface Reading {
  readonly stack: readonly Level[]
  readonly keeper: Keeper
  readonly column: number
}

/** Takes what stands behind a key. Gives the offset behind it. */
function value(
  text: string,
  { stack, keeper, column }: Reading,
  { rest, start }: { readonly rest: string; readonly start: number },
): number {
  if (rest === '' || absent.test(rest)) {
    if (!rest.startsWith('{')) return start
    describe(stack, rest.trimEnd())
    keeper.value(stack, start, undefined)
    return start
  }
  const at = start + (property.exec(rest)?.[0].length ?? 0)
  if (text[at] === '{' || text[at] === '[') return readFlow(text, at, stack, keeper)
  const scalar = rest.startsWith('!!binary') ? undefined : readScalar(text, { at, column })
  describe(stack, scalar?.value.text ?? rest.trimEnd())
  keeper.value(stack, at, scalar)
  return scalar?.end ?? start
}

/** Goes to the mapping that a key stands in: by its column, and a dash begins a new one. */
function step(stack: Level[], lead: string, { key, at }: Pick<Level, 'key' | 'at'>): void {
  const column = lead.length
  const item = lead.includes('-')
  for (let top = stack.at(-1); top && (top.column > column || (item && top.column === column)); top = stack.at(-1))
    stack.pop()
  const top = stack.at(-1)
  if (top?.column === column) Object.assign(top, { key, at })
  else stack.push({ column, object: {}, key, at })
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(at, end === -1 ? text.length : end)
}
