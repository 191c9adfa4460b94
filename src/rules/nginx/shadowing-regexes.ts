import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { sampleRegex } from '../../formats/nginx/regex/index.ts'
import { literalOf } from './literal-start.ts'

/** So many regex locations of a server are tried on one prefix. */
export const MOST = 200

/** When so many of them answer paths below a prefix the others are not asked. */
export const ENOUGH = 20

/** A regex location that answers a path below a prefix. */
export interface Winner {
  readonly other: Location
  readonly path: string
}

export const isRegex = ({ match: { kind } }: Location): boolean => kind === 'regex' || kind === 'iregex'

const beside = new WeakMap<Level, readonly Location[]>()

/** The first regex locations beside a prefix and beside the prefixes around it; those inside it keep its protection. */
export const regexesBeside = ({ parent, server }: Location): readonly Location[] =>
  parent ? regexesFrom(parent, server) : []

/** The first regex locations in a level and in the levels around it. */
export function regexesFrom(inner: Level, server: Server): readonly Location[] {
  const chain: Level[] = []
  let outer: Level | undefined = inner
  for (; outer && !beside.has(outer); outer = outer.context === 'server' ? undefined : outer.parent) chain.push(outer)
  let found: readonly Location[] = (outer && beside.get(outer)) ?? []
  for (const level of chain.toReversed()) {
    const around = level.context === 'location' ? (level as Location).nested : server.locations
    const own = around.filter(isRegex)
    if (own.length > 0) found = own.concat(found).slice(0, MOST)
    beside.set(level, found)
  }
  return found
}

/**
 * The prefix or a path below it that goes to the regex location; found by asking as the daemon would. Among many patterns
 * each has one text, which is put behind every prefix.
 */
export function pathFor(model: NginxModel, location: Location, other: Location): string | undefined {
  const prefix = location.match.pattern
  if (isTaken(model, other, prefix)) return prefix
  const { pattern, kind } = other.match
  const literal = beginning(pattern, kind === 'iregex')
  if (literal !== '' && !literal.startsWith(prefix) && !prefix.startsWith(literal)) return undefined
  const folder = location.serve.kind === 'static' && location.serve.alias ? [`${prefix.replace(/\/$/, '')}/x`] : []
  const crowded = regexesBeside(location).length > ENOUGH && !pattern.startsWith('^')
  const tail = crowded ? sampleRegex(pattern, '', kind === 'iregex') : undefined
  const others = tail ? [] : [`${prefix}/x`, prefix]
  for (const start of [...folder, `${prefix}x`, ...others]) {
    const path = tail ? start + tail : sampleRegex(pattern, start, kind === 'iregex')
    if (path && isTaken(model, other, path)) return path
  }
  return undefined
}

/** Does the path as sent go to the location? */
export function isTaken(model: NginxModel, other: Location, path: string): boolean {
  if (!path.startsWith('/') || !/^[!-~]+$/.test(path) || /[?#%]/.test(path)) return false
  const chosen = model.matchLocation(other.server, path)
  return chosen.location === other && !chosen.uncertain
}

/** A regex that spells the prefix out may be an exception that somebody meant. */
export const namesPrefix = ({ match }: Location, other: Location): boolean =>
  other.match.pattern.startsWith(`^${match.pattern}`)

const beginnings = new Map<string, string>()

/** What every path of a pattern begins with, when its case matters; empty when nothing is known of it. */
function beginning(pattern: string, ignoreCase: boolean): string {
  if (ignoreCase || !pattern.startsWith('^')) return ''
  const known = beginnings.get(pattern)
  if (known !== undefined) return known
  if (beginnings.size > 5000) beginnings.clear()
  const literal = literalOf(pattern, false)
  const text = literal && !literal.ignoreCase ? literal.text : ''
  beginnings.set(pattern, text)
  return text
}
