import type { Directive } from '../../tree/index.ts'
import type { EffectiveValue } from '../format.ts'
import type { Level, NginxModel } from './model.ts'
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
  for (const level of model.levels()) {
    const inherited = level.parent ? (names.get(level.parent) ?? []) : []
    const own = level.own.map(nameOf)
    const all = own.length === 0 ? inherited : [...new Set([...inherited, ...own])]
    names.set(level, all)
    for (const name of all) yield* valuesAt(model, level, name)
  }
  yield* defaults(model)
  yield* sockets(model)
  yield* tables(model)
}

function* valuesAt(model: NginxModel, level: Level, name: string): Generator<EffectiveValue> {
  const own = level.written(name).filter(one => !one.block)
  const entry = catalogued(name, level.context as ContextName, model.target)
  if (own.length === 0 && (entry?.block || !canInherit(entry, level))) return
  const scope = level.subject
  if (repeats(entry, name) || own.length > 1) {
    const { entries, shadowed } = entry?.inherits === 'none' ? { entries: own, shadowed: [] } : model.list(level, name)
    for (const one of entries)
      if (nameOf(one) === name) yield { scope, setting: name, value: written(one), origin: one, shadowed }
    return
  }
  const { value, origin, shadowed } = model.setting(level, name)
  if (origin !== 'default') yield { scope, setting: name, value: value.join(' '), origin, shadowed }
}

const canInherit = (entry: Entry | undefined, level: Level): boolean =>
  entry !== undefined && entry.inherits !== 'none' && (entry.contexts & contextBit(level.context as ContextName)) !== 0

const repeats = (entry: Entry | undefined, name: string): boolean =>
  entry?.inherits === 'list' || name === 'listen' || name === 'server_name' || name === 'server'

/** The arguments as written; the block of a statement is not part of its value. */
const written = (directive: Directive): string => directive.args.map(word => word.raw).join(' ')

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
    yield { scope, setting: 'listen', value: `${tls ? 'tls, ' : ''}default ${defaultServer.title}`, origin }
    if (!tls) continue
    for (const setting of ['ssl_protocols', 'ssl_ecdh_curve']) {
      const decided = model.tls(listener, defaultServer, setting)
      yield { scope, setting, value: decided.value.join(' '), origin: decided.origin, shadowed: decided.shadowed }
    }
  }
}

function* tables(model: NginxModel): Generator<EffectiveValue> {
  for (const { kind, variable, entries } of model.tables)
    for (const origin of entries) {
      const value = [origin.name.raw, written(origin)].filter(text => text !== '').join(' ')
      yield { scope: `${kind} $${variable}`, setting: kind, value, origin }
    }
}
