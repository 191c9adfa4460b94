import { argument, type Directive, isDirective } from '../../../tree/index.ts'
import type { Level, Location } from '../model.ts'
import { matchRegex } from '../regex/index.ts'
import type { Serve } from '../serve.ts'
import { nameOf } from '../syntax.ts'

/**
 * What the rewrite phase answers at a level for every request: the first unconditional `return`, or `rewrite` whose
 * pattern matches everything. Statements of `if` blocks are conditional and do not count.
 */
function scripted(level: Level): Serve | undefined {
  for (const [at, directive] of level.own.entries()) {
    const name = nameOf(directive)
    if (name === 'break') return undefined
    if (name === 'return') return readReturn(directive)
    if (name === 'rewrite' && handsOn(level, directive)) return undefined
    if (name !== 'rewrite' || !applies(level, directive, at)) continue
    const answer = readRewrite(directive)
    if (answer || argument(directive, 2) === 'break') return answer
  }
  return undefined
}

/** `rewrite ^/api(/.*) $1 break; return 400; proxy_pass …`: what the pattern takes is handed on, and meant to be (measured). */
const handsOn = ({ context, own }: Level, rewrite: Directive): boolean =>
  argument(rewrite, 2) === 'break' && context === 'location' && own.some(one => nameOf(one).endsWith('_pass'))

/** To every request that comes this far. */
const applies = (level: Level, rewrite: Directive, at: number): boolean =>
  matchesAll(argument(rewrite, 0) ?? '') || (takesOwn(level, rewrite) && !level.own.slice(0, at).some(movesPath))

const movesPath = (directive: Directive): boolean =>
  nameOf(directive) === 'rewrite' || (nameOf(directive) === 'if' && rewritesIn(directive))

const rewritesIn = ({ block }: Directive): boolean =>
  block?.nodes.some(one => isDirective(one) && nameOf(one) === 'rewrite') === true

/** The same of a level. */
export const scriptedAt = (level: Level): Serve | undefined =>
  level.writes('return') || level.writes('rewrite') ? scripted(level) : undefined

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
function readRewrite(directive: Directive): Serve | undefined {
  const [, replacement = '', flag] = directive.args.map(word => word.value)
  const url = /^(?:https?:\/\/|\$scheme)/.test(replacement)
  if (flag === 'permanent') return { kind: 'redirect', directive, code: 301, url: replacement }
  if (flag === 'redirect' || url) return { kind: 'redirect', directive, code: 302, url: replacement }
  return flag === 'last' ? { kind: 'rewrite', directive, target: replacement } : undefined
}

/** `location /old/ { rewrite ^/old/(.*)$ … }`: every path that comes here matches. */
function takesOwn(level: Level, rewrite: Directive): boolean {
  if (level.context !== 'location') return false
  const { kind, pattern } = (level as Location).match
  const regex = argument(rewrite, 0) ?? ''
  if (kind === 'regex') return regex === pattern
  const endings = kind === 'exact' ? [''] : /^(?:prefix|noregex)$/.test(kind) ? ['', 'a', '/b', 'c/d.e', '-%~f/'] : []
  return endings.length > 0 && endings.every(ending => matchRegex(regex, pattern + ending))
}

/** Patterns that every path matches, in the spellings people use. */
export const matchesAll = (pattern: string): boolean =>
  /^\^?(?:\/|\(\/\))?(?:(?:\.\*|\(\.\*\??\)|\(\.\*\)\?)\$?)?$/.test(pattern)
