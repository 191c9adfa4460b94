import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { type GroupSpan, groupSpans } from '../../formats/nginx/regex/groups.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import { normalizePath } from '../../formats/nginx/resolve/match-location.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive, Word } from '../../tree/index.ts'
import { endsOpen } from './alias-locations.ts'
import { asLocation } from './statements.ts'

/** A request path that takes the alias of a regex location out of its directory. */
export interface AliasEscape {
  readonly location: Location
  readonly alias: Directive
  /** What brings the words of the client into the path. */
  readonly group: GroupSpan
  /** As the client sends it, normalised already. */
  readonly uri: string
  /** What the alias makes of it. */
  readonly path: string
}

/** `location ~ ^/files(.*)$ { alias /srv/files/$1; }`: `/files../x` is `/srv/files/../x`. One path for each location. */
export function* aliasEscapes(model: NginxModel): Generator<AliasEscape> {
  for (const level of model.writers('alias')) {
    const location = asLocation(level)
    const alias = location?.written('alias')[0]
    if (!location || !alias || !/^i?regex$/.test(location.match.kind) || overwritten(location)) continue
    const found = escapeOf(model, location, alias)
    if (found) yield found
  }
}

/** `location ~ ^/files(.*)$ { alias /srv/files$1; }`: `/files-old/name` is a file of the sibling. */
export function* aliasSiblings(model: NginxModel): Generator<AliasEscape> {
  for (const level of model.writers('alias')) {
    const location = asLocation(level)
    const alias = location?.written('alias')[0]
    if (!location || !alias || !/^i?regex$/.test(location.match.kind) || overwritten(location)) continue
    const found = siblingOf(model, location, alias)
    if (found) yield found
  }
}

function siblingOf(model: NginxModel, location: Location, alias: Directive): AliasEscape | undefined {
  const template = argumentAt(alias, 0)
  const found = /^\/[^$]*[^/$]\$(?:(\w+)|\{(\w+)\})/.exec(template)
  const name = found?.[1] ?? found?.[2]
  if (!found || name === undefined || endsOpen(found[0].slice(0, found[0].lastIndexOf('$')))) return undefined
  const group = groupSpans(location.match.pattern)?.find(each => each.name === name || String(each.index) === name)
  const uri = group && climbing(location, group, '-old/name')
  if (!uri || model.matchLocation(location.server, uri).location !== location) return undefined
  return { location, alias, group, uri, path: filled(template, captures(location, uri) || {}) }
}

/** Another pattern of the location may have set `$1` before the alias is made. */
const overwritten = (location: Location): boolean =>
  location.written('rewrite').length > 0 || location.children.some(({ context }) => context.startsWith('if'))

function escapeOf(model: NginxModel, location: Location, alias: Directive): AliasEscape | undefined {
  const template = argumentAt(alias, 0)
  const groups = groupSpans(location.match.pattern) ?? []
  for (const [, plain, braced, next] of template.matchAll(/\/\$(?:(\w+)|\{(\w+)\})(?=(.?))/g)) {
    const name = plain ?? braced ?? ''
    const group = groups.find(each => each.name === name || String(each.index) === name)
    const uri = group && (climbing(location, group, '../secret') ?? (next === '/' && climbing(location, group, '..')))
    if (!group || !uri || model.matchLocation(location.server, uri).location !== location) continue
    return { location, alias, group, uri, path: filled(template, captures(location, uri) || {}) }
  }
  return undefined
}

/** `/files/name` is served as well: the capture is no part of a name such as `img-1`. */
export const takesSlash = ({ location, group }: AliasEscape): boolean =>
  climbing(location, group, '/name') !== undefined

/** The words take the place of the group in the pattern; what then matches is tried on the pattern as written. */
function climbing(location: Location, group: GroupSpan, words: string): string | undefined {
  const { pattern, kind } = location.match
  const forced = `${pattern.slice(0, group.start)}(?:${words.replaceAll('.', '\\.')})${pattern.slice(group.end)}`
  const uri = sampleRegex(forced, '/', kind === 'iregex')
  if (typeof uri !== 'string' || normalizePath(uri) !== uri) return undefined
  const found = captures(location, uri)
  return found && found[group.index]?.toLowerCase().startsWith(words) ? uri : undefined
}

const captures = ({ match: { pattern, kind } }: Location, uri: string): Readonly<Record<string, string>> | false =>
  matchRegex(pattern, uri, kind === 'iregex') ?? false

const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, plain, braced) => values[plain ?? braced] ?? whole)

/** A slash before the group: the client's words begin a name of their own then. */
export function withSlash({ location, group }: AliasEscape): { word: Word; raw: string } | undefined {
  const { pattern } = location.match
  const word = location.directive?.args.at(-1)
  if (!word?.raw.includes(pattern)) return undefined
  const closed = `${pattern.slice(0, group.start)}/${pattern.slice(group.start)}`
  return { word, raw: word.raw.replace(pattern, () => closed) }
}
