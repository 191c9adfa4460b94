import type { Level, NginxModel, Table } from '../../formats/nginx/model.ts'
import type { CharSet } from '../../formats/nginx/regex/index.ts'
import { intersect } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import {
  condition,
  locationSource,
  nameSources,
  rewriteSource,
  type Source,
} from '../../formats/nginx/variables/captures.ts'
import { byClient, variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'
import { isRegex } from './shadowing-regexes.ts'
import { asLocation } from './statements.ts'

/** A pattern that nginx runs on something a client sends. */
export interface ClientRegex extends Source {
  readonly level: Level
  /** `location`, `if`, `rewrite`, `map`, `server_name`. */
  readonly kind: string
  /** Printable characters (and LF) that the text can have. */
  readonly characters: CharSet
}

const printable: CharSet = [
  [10, 10],
  [32, 126],
]

/** Every such pattern of http{} for which `worth` holds, each statement once. */
export function* clientRegexes(model: NginxModel, worth: (pattern: string) => boolean): Generator<ClientRegex> {
  const seen = new Set<Directive | string>()
  for (const { source, level, kind } of sources(model, worth)) {
    const key = kind === 'server_name' ? source.pattern : source.directive
    if (seen.has(key)) continue
    seen.add(key)
    const contents = variablesOf(model).contents(source.subject, { level })
    if (byClient(contents) && contents.values === undefined)
      yield { ...source, level, kind, characters: intersect(contents.characters, printable) }
  }
}

interface Found {
  readonly source: Source
  readonly level: Level
  readonly kind: string
}

type Worth = (pattern: string) => boolean

function* sources(model: NginxModel, worth: Worth): Generator<Found> {
  for (const server of model.servers)
    for (const source of nameSources(server))
      if (worth(source.pattern)) yield { source, level: server, kind: 'server_name' }
  for (const server of model.servers) yield* withinLevel(server, worth)
  for (const table of model.tables) for (const found of keys(model, table)) if (worth(found.source.pattern)) yield found
}

function withinLevel(root: Level, worth: Worth): readonly Found[] {
  const found: Found[] = []
  const stack: Level[] = [root]
  for (let level = stack.pop(); level; level = stack.pop()) {
    const location = asLocation(level)
    const own = location && isRegex(location) ? locationSource(location) : undefined
    if (own && worth(own.pattern)) found.push({ source: own, level, kind: 'location' })
    // Most levels have neither.
    if (level.writes('rewrite') || level.writes('if')) found.push(...scripted(level, worth))
    const { children } = level
    for (let at = children.length - 1; at >= 0; at--) stack.push(children[at] as Level)
  }
  return found
}

function* scripted(level: Level, worth: Worth): Generator<Found> {
  for (const directive of level.own) {
    const kind = nameOf(directive)
    const source = kind === 'rewrite' ? rewriteSource(directive) : kind === 'if' ? condition(directive) : undefined
    if (source && worth(source.pattern)) yield { source, level, kind }
  }
}

function* keys(model: NginxModel, { kind, world, source: subject, entries }: Table): Generator<Found> {
  if (kind !== 'map' || world !== 'http' || !model.http) return
  for (const directive of entries) {
    const key = nameOf(directive)
    if (!key.startsWith('~')) continue
    const ignoreCase = key.startsWith('~*')
    const source = { pattern: key.slice(ignoreCase ? 2 : 1), ignoreCase, subject, directive }
    yield { source, level: model.http, kind: 'map' }
  }
}
