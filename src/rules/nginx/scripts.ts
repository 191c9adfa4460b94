import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'

/** Statements of the rewrite phase of one server or location in the order they run, those of `if` blocks in their place. */
export interface Script {
  readonly level: Level
  readonly lines: readonly Line[]
}

export interface Line {
  readonly directive: Directive
  readonly name: string
  /** The server, location or `if` it stands in. */
  readonly level: Level
}

const names = new Set(['set', 'if', 'rewrite', 'return', 'break'])

/** The scripts in which a directive of that name stands. */
export function* scriptsWith(model: NginxModel, name: string): Generator<Script> {
  const seen = new Set<Level>()
  for (const level of model.writers(name)) {
    if (level.world !== 'http') continue
    const base = level.context.startsWith('if-') && level.parent ? level.parent : level
    if (seen.has(base)) continue
    seen.add(base)
    yield { level: base, lines: linesOf(base) }
  }
}

function linesOf(level: Level): Line[] {
  const blocks = new Map(level.children.map(child => [child.directive, child]))
  return level.own.flatMap(directive => {
    const name = nameOf(directive)
    if (!names.has(name)) return []
    const inner = name === 'if' ? blocks.get(directive) : undefined
    return [{ directive, name, level }, ...(inner ? linesOf(inner) : [])]
  })
}

/** Positional captures in a value, each as often as it is written. */
export const positional = (value: string): readonly number[] =>
  parseTemplate(value).flatMap(part =>
    part.kind === 'variable' && /^[1-9]$/.test(part.name) ? [Number(part.name)] : [],
  )

/** Does a value hold a variable that is no positional capture? */
export const hasNamed = (value: string): boolean =>
  parseTemplate(value).some(part => part.kind === 'variable' && !/^[1-9]$/.test(part.name))

export const repeats = (numbers: readonly number[]): boolean => new Set(numbers).size < numbers.length

/** `http://…`: the rewrite answers with a redirect. */
export const isAbsolute = (replacement: string): boolean => /^(?:https?:\/\/|\$scheme)/.test(replacement)
