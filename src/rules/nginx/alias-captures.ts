import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive, Word } from '../../tree/index.ts'
import { endsOpen } from './alias-locations.ts'
import { capturesOf, climbing, type Escape, escapeBy, filled, patternOf } from './escaping-captures.ts'
import { asLocation } from './statements.ts'

/** A request path that takes the alias of a regex location out of its directory. */
export interface AliasEscape extends Escape {
  readonly location: Location
  readonly alias: Directive
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
  const uri = group && climbing(patternOf(location), group, '-old/name')
  if (!uri || model.matchLocation(location.server, uri).location !== location) return undefined
  return { location, alias, group, uri, path: filled(template, capturesOf(patternOf(location), uri) || {}) }
}

/** Another pattern of the location may have set `$1` before the alias is made. */
const overwritten = (location: Location): boolean =>
  location.writes('rewrite') || location.children.some(({ context }) => context.startsWith('if'))

function escapeOf(model: NginxModel, location: Location, alias: Directive): AliasEscape | undefined {
  const found = escapeBy(model, location, { ...patternOf(location), template: argumentAt(alias, 0) })
  return found && { location, alias, ...found }
}

/** `/files/name` is served as well: the capture is no part of a name such as `img-1`. */
export const takesSlash = ({ location, group }: AliasEscape): boolean =>
  climbing(patternOf(location), group, '/name') !== undefined

/** A slash before the group: the client's words begin a name of their own then. */
export function withSlash({ location, group }: AliasEscape): { word: Word; raw: string } | undefined {
  const { pattern } = location.match
  const word = location.directive?.args.at(-1)
  if (!word?.raw.includes(pattern)) return undefined
  const closed = `${pattern.slice(0, group.start)}/${pattern.slice(group.start)}`
  return { word, raw: word.raw.replace(pattern, () => closed) }
}
