import { argument, type Directive } from '../../../tree/index.ts'
import type { Level } from '../model.ts'
import type { Serve } from '../serve.ts'
import { nameOf } from '../syntax.ts'

/**
 * What the rewrite phase answers at a level for every request: the first unconditional `return`, or `rewrite` whose
 * pattern matches everything. Statements of `if` blocks are conditional and do not count.
 */
function scripted(statements: readonly Directive[]): Serve | undefined {
  for (const directive of statements) {
    const name = nameOf(directive)
    if (name === 'break') return undefined
    const answer = name === 'return' ? readReturn(directive) : name === 'rewrite' ? readRewrite(directive) : undefined
    if (answer) return answer
    if (name === 'rewrite' && argument(directive, 2) === 'break' && matchesAll(argument(directive, 0) ?? ''))
      return undefined
  }
  return undefined
}

/** The same of a level. */
export const scriptedAt = (level: Level): Serve | undefined =>
  level.writes('return') || level.writes('rewrite') ? scripted(level.own) : undefined

const redirects = new Set([301, 302, 303, 307, 308])

/** `return 301 URL`, `return URL`, `return 444`, `return 200 text`. */
export function readReturn(directive: Directive): Serve {
  const [first = '', second] = directive.args.map(word => word.value)
  if (!/^\d+$/.test(first)) return { kind: 'redirect', directive, code: 302, url: first }
  const code = Number(first)
  if (redirects.has(code) && second !== undefined) return { kind: 'redirect', directive, code, url: second }
  return { kind: 'return', directive, code, text: second }
}

/** What a `rewrite` that applies does with the request; undefined when it only changes the URI. */
export function readRewrite(directive: Directive): Serve | undefined {
  const [pattern = '', replacement = '', flag] = directive.args.map(word => word.value)
  if (!matchesAll(pattern)) return undefined
  const url = /^(?:https?:\/\/|\$scheme)/.test(replacement)
  if (flag === 'permanent') return { kind: 'redirect', directive, code: 301, url: replacement }
  if (flag === 'redirect' || url) return { kind: 'redirect', directive, code: 302, url: replacement }
  return flag === 'last' ? { kind: 'rewrite', directive, target: replacement } : undefined
}

/** Patterns that every path matches, in the spellings people use. */
export const matchesAll = (pattern: string): boolean =>
  /^\^?(?:\/|\(\/\))?(?:(?:\.\*|\(\.\*\??\)|\(\.\*\)\?)\$?)?$/.test(pattern)
