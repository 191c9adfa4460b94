import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { has } from '../../formats/nginx/regex/index.ts'
import { argumentAt, countOf, nameOf } from '../../formats/nginx/syntax.ts'
import { type Component, type Trace, variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive, Word } from '../../tree/index.ts'
import { letsNobodyIn } from './bare-servers.ts'
import { outcome } from './condition-outcome.ts'
import { isHidden } from './led-to.ts'
import { refusesSuch } from './refusing-ifs.ts'
import { asLocation, statements } from './statements.ts'

/** A word that names a file by a value in which a client writes `../`. */
export interface ChosenPath {
  readonly directive: Directive
  readonly word: Word
  /** Where the statement stands, and where the file comes out. */
  readonly level: Level
  readonly place: Level
  /** The part that the client writes. */
  readonly guilty: Component
  /** Nothing of ours stands behind it: any file can be named. */
  readonly free: boolean
}

type Sink = Pick<ChosenPath, 'directive' | 'word' | 'level' | 'place'>

/** nginx takes `..` out of the path of a request, never out of what variables make of a path afterwards (measured). */
export function* chosenPaths(model: NginxModel): Generator<ChosenPath> {
  for (const sink of sinks(model)) {
    const { level, directive, word } = sink
    const parts = withoutQuery(variablesOf(model).components(word.value, { level, before: directive }))
    const at = parts.findIndex((part, index) => beginsName(parts[index - 1]) && climbs(model, part, level))
    const guilty = parts[at]
    if (guilty) yield { ...sink, guilty, free: parts.slice(at + 1).every(isEnd) && wholly(sink) }
  }
}

const named = ['root', 'alias', 'try_files', 'rewrite']

function* sinks(model: NginxModel): Generator<Sink> {
  const worth = statements(model, ...named).filter(
    ({ level, entry }) => level.world === 'http' && entry.args.some(isWorth) && wordsOf(entry).some(isWorth),
  )
  if (worth.length === 0) return
  const served = servedBy(model)
  for (const { level, entry } of worth)
    for (const word of wordsOf(entry)) {
      const place = isWorth(word) ? placeOf(model, { level, directive: entry, word }, served) : undefined
      if (place) yield { level, directive: entry, word, place }
    }
}

const known = new Map<string, boolean>()
const most = 5000

/** Nearly all paths hold nothing but the path of the request, and servers repeat each other's: each is looked at once. */
function isWorth({ value }: Word): boolean {
  if (!value.includes('$')) return false
  let worth = known.get(value)
  if (worth === undefined) {
    const [path = ''] = value.split(/\?|\$\{?is_args/i, 1)
    worth = [...path.matchAll(/\$\{?(\w+)/g)].some(([, name = '']) => !normalised.test(name.toLowerCase()))
    if (known.size > most) known.clear()
    known.set(value, worth)
  }
  return worth
}

/** Words that name a file or a path of this server. */
function wordsOf(directive: Directive): readonly Word[] {
  const name = nameOf(directive)
  if (name === 'try_files') return directive.args.filter(({ value }) => !/^[@=]/.test(value))
  if (name !== 'rewrite') return directive.args.slice(0, 1)
  const inside = countOf(directive) < 3 || /^(?:last|break)$/.test(argumentAt(directive, 2))
  // `$1` is of its own pattern: a piece of the path.
  return inside && /^\/.*\$\{?[a-z_]/i.test(argumentAt(directive, 1)) ? directive.args.slice(1, 2) : []
}

interface Served {
  /** The places where `root`, `alias` and `try_files` decide which file a stranger gets. */
  readonly by: Map<Directive, Level>
  readonly places: Set<Level>
}

function servedBy(model: NginxModel): Served {
  const found: Served = { by: new Map(), places: new Set() }
  for (const { level, serve } of model.servers.flatMap(server => model.handlers(server))) {
    if (serve.kind !== 'static' || letsNobodyIn(model, level)) continue
    found.places.add(level)
    const { alias, tryFiles, root } = serve
    const deciding = isHidden(level) ? [] : [alias ?? root.origin, tryFiles]
    for (const one of deciding)
      if (one && one !== 'default' && (isWhole(level) || !found.by.has(one))) found.by.set(one, level)
  }
  return found
}

const opens = (model: NginxModel, level: Level): boolean => !isHidden(level) && !letsNobodyIn(model, level)

function placeOf(
  model: NginxModel,
  { level, directive, word }: Omit<Sink, 'place'>,
  { by, places }: Served,
): Level | undefined {
  const name = nameOf(directive)
  const last = name === 'try_files' && word === directive.args.at(-1)
  if (name !== 'rewrite' && !last) return by.get(directive)
  const around = level.context.startsWith('if-') ? level.parent : level
  const location = around && asLocation(around)
  const server = location?.server ?? around
  if (server?.context !== 'server') return undefined
  const stays = location && argumentAt(directive, 2) === 'break'
  const path = word.value.slice(0, word.value.indexOf('$'))
  const place = stays ? location : (model.matchLocation(server as Server, path).location ?? (server as Server))
  return places.has(place) && opens(model, around as Level) ? place : undefined
}

/** What follows `?` is no part of the path. */
function withoutQuery(parts: readonly Component[]): readonly Component[] {
  const end = parts.findIndex(({ variable, text }) => (variable ?? text).includes(variable ? 'is_args' : '?'))
  return end === -1 ? parts : parts.slice(0, end)
}

/** In the middle of a name `..` leads nowhere. */
const beginsName = (before: Component | undefined): boolean =>
  before === undefined || (before.variable === undefined && before.text.endsWith('/'))

const isEnd = ({ variable, text }: Component): boolean => variable === undefined && text === '/'

/** The rest of the path is the client’s too. */
function wholly({ directive, place }: Sink): boolean {
  if (nameOf(directive) === 'root') return isWhole(place)
  return nameOf(directive) !== 'alias' || /^(?:prefix|noregex)$/.test(asLocation(place)?.match.kind ?? '')
}

function isWhole(level: Level): boolean {
  const match = asLocation(level)?.match
  return match === undefined || (match.kind !== 'exact' && match.pattern === '/')
}

/** nginx has made sure itself that no `..` in them leads outside. */
const normalised =
  /^(?:(?:document_|request_)?uri|request_filename|request|(?:document|realpath)_root|fastcgi_\w+|host|http_host|server_\w+|ssl_\w+)$/

const climb = '../../x'

function climbs(model: NginxModel, { variable, contents }: Component, level: Level): boolean {
  if (variable === undefined || contents.values !== undefined) return false
  return contents.traces.some(trace => {
    const { by, characters, variable: origin } = trace
    if (by !== 'client' || normalised.test(origin)) return false
    if (!has(characters, 46) || !has(characters, 47)) return false
    const assumed = new Map([origin, variable].map(name => [name, climb]))
    return !isGated(model, trace, assumed) && !around(level).some(one => refusesSuch(model, one, assumed))
  })
}

const around = (level: Level): Level[] => {
  const found: Level[] = []
  for (let at: Level | undefined = level; at && at.context !== 'http'; at = at.parent) found.push(at)
  return found
}

/** A `set` in an `if` that such a value does not pass. */
const isGated = (model: NginxModel, { via }: Trace, assumed: ReadonlyMap<string, string>): boolean =>
  via.some(({ parent }) => parent && nameOf(parent) === 'if' && outcome(model, parent, assumed) === false)
