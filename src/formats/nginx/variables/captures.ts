import { argument, type Directive } from '../../../tree/index.ts'
import type { Level, Location, Server } from '../model.ts'
import { nameOf } from '../syntax.ts'

/** A pattern whose groups a value may refer to. */
export interface Source {
  readonly pattern: string
  readonly ignoreCase: boolean
  /** What is matched: a template such as `$uri`, `$host`, `$request_uri`. */
  readonly subject: string
  readonly directive: Directive
}

/** Where a value stands. */
export interface Place {
  readonly level: Level
  /**
   * For values of the rewrite phase (`set`, `return`, `rewrite`): the statement itself. What stands behind it has not
   * run. Statements of later phases see the whole script, wherever they stand: for them it makes no difference.
   */
  readonly before?: Directive
  /** Variables of the same value, lower case: groups that stand beside each other can bring more than one alone. */
  readonly beside?: readonly string[]
}

const script = new Set(['set', 'return', 'rewrite', 'if'])

/**
 * Patterns that can have set `$1` … when a value is made, the likeliest first: those of the script in front of it, up to
 * one that certainly matched (the `if` or the regex location it stands in).
 */
export function capturesAt(place: Place): Source[] {
  let found: Source[] = []
  const before = place.before && script.has(nameOf(place.before)) ? place.before : undefined
  if (before && nameOf(before) === 'rewrite') return [rewriteSource(before)]
  let end = before
  for (let level: Level | undefined = place.level; level; level = level.parent) {
    found = found.concat(scriptSources(level, end))
    const certain = levelSource(level)
    if (certain) return [...found, certain]
    end = level.context.startsWith('if-') ? level.directive : undefined
    if (level.context === 'server') found = found.concat(nameSources(level as Server))
  }
  return found
}

/** The rewrites and conditions of a level that ran before `end`, the last first. */
function scriptSources(level: Level, end: Directive | undefined): Source[] {
  if (level.world !== 'http') return []
  const { sources, places } = scriptOf(level.own)
  const stop = end && places.get(end)
  const ran = stop === undefined ? sources : sources.filter(({ at }) => at < stop)
  return ran.map(({ source }) => source).reverse()
}

interface Script {
  readonly sources: readonly { readonly at: number; readonly source: Source }[]
  /** Statements by their place in the level. */
  readonly places: ReadonlyMap<Directive, number>
}

const scripts = new WeakMap<readonly Directive[], Script>()

/** The patterns of a level's statements: every value of the level asks for them. */
function scriptOf(own: readonly Directive[]): Script {
  const known = scripts.get(own)
  if (known) return known
  const sources = own.flatMap((directive, at) => {
    const source = nameOf(directive) === 'rewrite' ? goesOn(directive) : condition(directive)
    return source ? [{ at, source }] : []
  })
  const made: Script = { sources, places: new Map(own.map((directive, at) => [directive, at])) }
  scripts.set(own, made)
  return made
}

/** A rewrite that leaves the script when it matches decides nothing behind it. */
const goesOn = (directive: Directive): Source | undefined => {
  const flag = argument(directive, 2)
  const leaves = flag === 'last' || flag === 'redirect' || flag === 'permanent'
  return leaves || /^https?:\/\//.test(argument(directive, 1) ?? '') ? undefined : rewriteSource(directive)
}

export const rewriteSource = (directive: Directive): Source => ({
  pattern: argument(directive, 0) ?? '',
  ignoreCase: false,
  subject: '$uri',
  directive,
})

/** The pattern of `if ($x ~ pattern)`; undefined for other conditions and statements. */
export function condition(directive: Directive): Source | undefined {
  if (nameOf(directive) !== 'if' || !directive.block) return undefined
  const words = directive.args.map(word => word.value)
  const at = words.findIndex(word => word === '~' || word === '~*')
  if (at < 1) return undefined
  const subject = words.slice(0, at).join('').replace(/^\(/, '')
  const rest = words.slice(at + 1).join(' ')
  const pattern = rest.endsWith(')') ? rest.slice(0, -1).trimEnd() : rest
  return { pattern, ignoreCase: words[at] === '~*', subject, directive }
}

/** The pattern that certainly matched for a request at this level. */
function levelSource(level: Level): Source | undefined {
  const { directive } = level
  if (!directive) return undefined
  if (level.context.startsWith('if-')) return condition(directive)
  return level.context === 'location' ? locationSource(level as Location) : undefined
}

export function locationSource({ match, directive }: Location): Source | undefined {
  const regex = match.kind === 'regex' || match.kind === 'iregex'
  if (!regex || !directive) return undefined
  return { pattern: match.pattern, ignoreCase: match.kind === 'iregex', subject: '$uri', directive }
}

export const nameSources = (server: Server): Source[] =>
  server.names
    .filter(name => name.kind === 'regex')
    .map(name => ({ pattern: name.value.slice(1), ignoreCase: true, subject: '$host', directive: name.directive }))
