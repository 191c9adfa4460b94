import type { Level, Location, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive, Word } from '../../tree/index.ts'
import { asLocation } from './statements.ts'

/** A prefix location whose `alias` is written in it; a template or a variable does not leave its end open. */
export interface AliasLocation {
  readonly location: Location
  /** The location's text, `/files`. */
  readonly text: string
  readonly word: Word
  readonly alias: Directive
  readonly path: string
}

/** Those without variables. */
export function* aliasLocations(model: NginxModel): Generator<AliasLocation> {
  for (const each of allAliasLocations(model)) if (!each.alias.args[0]?.value.includes('$')) yield each
}

export function* allAliasLocations(model: NginxModel): Generator<AliasLocation> {
  for (const level of model.writers('alias')) {
    const location = asLocation(level)
    if (!location) continue
    const { kind, pattern } = location.match
    const alias = location.written('alias')[0]
    const path = alias && pathOf(model, location, alias)
    const word = location.directive?.args.at(-1)
    if (!alias || path === undefined || endsOpen(path)) continue
    if (!word || !pattern.startsWith('/')) continue
    if (kind === 'prefix' || kind === 'noregex') yield { location, text: pattern, word, alias, path }
  }
}

/** As written, or one of the few values of the variable at its end, when all of them end in a slash. */
function pathOf(model: NginxModel, level: Level, alias: Directive): string | undefined {
  const path = alias.args[0]?.value
  if (path === undefined || !/\$\{?\w+\}?$/.test(path)) return path
  const { values } = variablesOf(model).contents(path, { level })
  return values?.every(value => value.endsWith('/')) ? values[0] : undefined
}

/** The last character is that of `{{ directory }}`, `<%= directory %>` or `__DIRECTORY__`: it may be a slash once a value is put in. */
export const endsOpen = (text: string): boolean => /(?:\}\}|%>|[A-Z0-9]__|\w@|%%)$/.test(text)

/** `/favicon.ico` to `…/a.ico`: an alias of one file has no directory to walk out of. */
export function singleFile({ text, path }: AliasLocation): boolean {
  const extension = /\.[A-Za-z0-9]{1,6}$/
  return extension.test(text) && extension.test(path)
}

/** What leads to an internal location names it as it is written, but for a rewrite that puts the client's words behind it. */
export const isAsked = (model: NginxModel, { location: { internal, server }, text }: AliasLocation): boolean =>
  !internal ||
  model
    .writers('rewrite')
    .some(
      level =>
        isWithin(level, server) && level.written('rewrite').some(one => argumentAt(one, 1).startsWith(`${text}$`)),
    )

function isWithin(level: Level, server: Level): boolean {
  for (let at: Level | undefined = level; at; at = at.parent) if (at === server) return true
  return false
}
