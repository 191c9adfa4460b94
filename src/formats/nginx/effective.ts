import type { Target } from '../../target/index.ts'
import type { Directive } from '../../tree/index.ts'
import type { EffectiveValue } from '../format.ts'
import type { Context, Level, NginxModel } from './model.ts'
import { nameOf } from './syntax.ts'
import { type ContextName, directive as catalogued, contextBit, type Entry } from './tables/index.ts'

/** Settings worth showing even where nobody wrote them. */
const shownDefaults = [
  ...['server_tokens', 'client_max_body_size', 'client_header_timeout', 'client_body_timeout', 'keepalive_timeout'],
  ...['ssl_protocols', 'ssl_ciphers', 'ssl_prefer_server_ciphers', 'ssl_session_tickets', 'autoindex', 'access_log'],
  ...['proxy_http_version', 'proxy_ssl_verify', 'large_client_header_buffers', 'merge_slashes'],
]

/**
 * Every value in force: at each level what is written there and what it inherits, lists entry by entry; per socket the
 * default server and what the handshake takes from it; the entries of tables; defaults that matter at http.
 */
export function* effective(model: NginxModel): Generator<EffectiveValue> {
  const names = new Map<Level, readonly string[]>()
  const entries = new Catalogue(model.target)
  for (const level of model.levels()) {
    const inherited = level.parent ? (names.get(level.parent) ?? []) : []
    const own = level.own.filter(one => !one.block).map(nameOf)
    const all = own.length === 0 ? inherited : [...new Set([...inherited, ...own])]
    if (level.children.length > 0) names.set(level, all)
    yield* valuesOf(model, level, { all, entries })
  }
  yield* defaults(model)
  yield* sockets(model)
  yield* tables(model)
}

interface Names {
  /** What the level and those around it write. */
  readonly all: readonly string[]
  readonly entries: Catalogue
}

function* valuesOf(model: NginxModel, level: Level, { all, entries }: Names): Generator<EffectiveValue> {
  const scope = level.subject
  const together = all.includes('allow')
  for (const name of all) {
    // Told with `allow`, in the order in which they are asked.
    if (name === 'deny' && together) continue
    const entry = entries.find(name, takesFrom(level.context))
    const written = level.written(name).filter(one => !one.block)
    if (written.length > 0 || canInherit(entry, level)) yield* valuesAt(model, level, { scope, name, entry, written })
  }
}

/** Entries by context and name, looked up once. */
class Catalogue {
  private readonly target: Target
  private readonly known = new Map<string, Map<string, Entry | undefined>>()

  constructor(target: Target) {
    this.target = target
  }

  find(name: string, context: Context): Entry | undefined {
    const map = this.known.get(context) ?? new Map<string, Entry | undefined>()
    this.known.set(context, map)
    if (map.has(name)) return map.get(name)
    const found = catalogued(name, context as ContextName, this.target)
    map.set(name, found)
    return found
  }
}

interface Asked {
  readonly scope: string
  readonly name: string
  readonly entry: Entry | undefined
  readonly written: readonly Directive[]
}

function* valuesAt(model: NginxModel, level: Level, asked: Asked): Generator<EffectiveValue> {
  const { scope, name: setting, entry, written } = asked
  if (repeats(entry, setting) || written.length > 1) {
    const own = entry?.inherits === 'none'
    const { entries, shadowed } = own ? { entries: written, shadowed: [] } : model.list(level, setting)
    for (const one of entries) {
      const name = nameOf(one)
      if (name === setting || setting === 'allow')
        yield { scope, setting: name, value: raw(one), origin: one, shadowed }
    }
    return
  }
  const { value, origin, shadowed } = model.setting(level, setting)
  if (origin !== 'default') yield { scope, setting, value: value.join(' '), origin, shadowed }
}

const canInherit = (entry: Entry | undefined, level: Level): boolean =>
  entry !== undefined &&
  !entry.block &&
  entry.inherits !== 'none' &&
  (entry.contexts & contextBit(takesFrom(level.context) as ContextName)) !== 0

/** `if` and `limit_except` of a location have every value of it, of statements too that cannot stand in them. */
const takesFrom = (context: Context): Context =>
  context === 'if-in-location' || context === 'limit_except' ? 'location' : context

const repeats = (entry: Entry | undefined, name: string): boolean =>
  entry?.inherits === 'list' || name === 'listen' || name === 'server_name' || name === 'server'

/** The arguments as written; the block of a statement is not part of its value. */
const raw = (directive: Directive): string => directive.args.map(word => word.raw).join(' ')

function* defaults(model: NginxModel): Generator<EffectiveValue> {
  const level = model.http
  if (!level || model.fragment.length > 0) return
  for (const setting of shownDefaults) {
    const { value, origin } = model.setting(level, setting)
    if (origin === 'default' && value.length > 0)
      yield { scope: level.subject, setting, value: value.join(' '), origin }
  }
}

/** Who answers unknown names at a socket, under the name of the statement that decides it. */
function* sockets(model: NginxModel): Generator<EffectiveValue> {
  for (const listener of model.listeners) {
    const { defaultServer, tls, subject, explicitDefault } = listener
    const scope = `${listener.world} socket ${subject}`
    const origin = (explicitDefault?.directive ?? defaultServer.directive) || 'default'
    const value = `${tls ? 'tls, ' : ''}default ${defaultServer.title}`
    const open = model.fragment.length > 0
    yield { scope, setting: 'listen', value, origin, ...(open && !explicitDefault && { unseen: true }) }
    if (!tls) continue
    for (const setting of ['ssl_protocols', 'ssl_ecdh_curve']) {
      const decided = model.tls(listener, defaultServer, setting)
      const unseen = open && (!explicitDefault || decided.origin === 'default')
      yield { ...decided, scope, setting, value: decided.value.join(' '), ...(unseen && { unseen }) }
    }
  }
}

function* tables(model: NginxModel): Generator<EffectiveValue> {
  for (const { kind, variable, entries } of model.tables)
    for (const origin of entries) {
      const value = [origin.name.raw, raw(origin)].filter(text => text !== '').join(' ')
      yield { scope: `${kind} $${variable}`, setting: kind, value, origin }
    }
}
