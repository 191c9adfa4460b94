import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { type GroupSpan, groupSpans } from '../../formats/nginx/regex/groups.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import { normalizePath } from '../../formats/nginx/resolve/match-location.ts'
import { lookUp } from '../../text/index.ts'

/** A pattern that the path of a request is held against. */
export interface Pattern {
  readonly pattern: string
  readonly ignoreCase: boolean
}

/** A request path whose captures lead out of the directory that a template names. */
export interface Escape {
  /** What brings the words of the client into the path. */
  readonly group: GroupSpan
  /** As the client sends it, normalised already. */
  readonly uri: string
  /** What the template makes of it. */
  readonly path: string
}

export const patternOf = ({ match: { pattern, kind } }: Location): Pattern => ({
  pattern,
  ignoreCase: kind === 'iregex',
})

/** `^/files(.*)$` and `/srv/files/$1`: `/files../secret` is `/srv/files/../secret`. Only paths that the location gets. */
export const escapeBy = (
  model: NginxModel,
  location: Location,
  own: Pattern & { template: string },
): Escape | undefined =>
  escapesOf(own).find(({ uri }) => model.matchLocation(location.server, uri).location === location)

const known = new Map<string, readonly Escape[]>()
const most = 5000

/** Servers repeat each other's patterns: each is worked out once. */
function escapesOf(own: Pattern & { template: string }): readonly Escape[] {
  const key = `${own.ignoreCase ? '~*' : '~'} ${own.pattern} ${own.template}`
  const found = known.get(key) ?? [...escapes(own)]
  if (known.size > most) known.clear()
  known.set(key, found)
  return found
}

function* escapes(own: Pattern & { template: string }): Generator<Escape> {
  const groups = groupSpans(own.pattern) ?? []
  const named = (name = ''): GroupSpan | undefined =>
    groups.find(one => one.name === name || String(one.index) === name)
  for (const [, plain, braced, next = ''] of own.template.matchAll(/\/\$(?:(\w+)|\{(\w+)\})(\/|\$\w+|\$\{\w+\}|)/g)) {
    const group = named(plain ?? braced)
    const behind = named(/\w+/.exec(next)?.[0])
    const uri =
      group &&
      (climbing(own, group, '../secret') ??
        (next === '/' ? climbing(own, group, '..') : behind && climbingBy(own, group, behind)))
    if (group && uri) yield { group, uri, path: filled(own.template, capturesOf(own, uri) || {}) }
  }
}

/** `/srv/$1$2`: the first group brings the dots, the next one the slash behind them. */
function climbingBy(own: Pattern, group: GroupSpan, behind: GroupSpan): string | undefined {
  if (behind.start < group.end) return undefined
  const rest = own.pattern.slice(behind.end).replace(/^[?*]/, '')
  const pattern = `${own.pattern.slice(0, behind.start)}(?:/secret)${rest}`
  const uri = climbing({ ...own, pattern }, group, '..')
  const found = uri === undefined ? false : capturesOf(own, uri)
  return found && found[group.index] === '..' && found[behind.index] === '/secret' ? uri : undefined
}

/** The words take the place of the group in the pattern; what then matches is tried on the pattern as written. */
export function climbing(own: Pattern, group: GroupSpan, words: string): string | undefined {
  const { pattern, ignoreCase } = own
  const forced = `${pattern.slice(0, group.start)}(?:${words.replaceAll('.', '\\.')})${pattern.slice(group.end)}`
  const uri = sampleRegex(forced, '/', ignoreCase)
  if (typeof uri !== 'string' || normalizePath(uri) !== uri) return undefined
  const found = capturesOf(own, uri)
  return found && found[group.index]?.toLowerCase().startsWith(words) ? uri : undefined
}

export const capturesOf = ({ pattern, ignoreCase }: Pattern, uri: string): Readonly<Record<string, string>> | false =>
  matchRegex(pattern, uri, ignoreCase) ?? false

export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plain, braced) => lookUp(values, plain ?? braced) ?? whole)
