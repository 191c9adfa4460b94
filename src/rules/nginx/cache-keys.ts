import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type CachedPlace, cachedPlaces, looksStatic } from './cached-places.ts'
import { gate } from './clear-gate.ts'
import { dependsOn } from './depends-on.ts'
import { headerName } from './header-name.ts'
import { openToForeignNames } from './open-names.ts'

/** A place whose answers are stored, with the key in force. */
export interface KeyedPlace extends CachedPlace {
  readonly key: string
  /** Undefined: the default. */
  readonly writtenAs: Directive | undefined
  /** Variables with a say in the key. */
  readonly parts: ReadonlySet<string>
}

export function* keyedPlaces(model: NginxModel): Generator<KeyedPlace> {
  for (const place of cachedPlaces(model)) {
    const { value, origin } = model.setting(place.level, `${place.pass.family}_cache_key`)
    const key = value.join('')
    if (key === '' || place.zone.includes('$')) continue
    yield { ...place, key, writtenAs: origin === 'default' ? undefined : origin, parts: dependsOn(model, key) }
  }
}

const has = (parts: ReadonlySet<string>, pattern: RegExp): boolean => [...parts].some(name => pattern.test(name))

const hosts = /^(?:host|http_host|server_name|ssl_server_name|http_x_forwarded_host|upstream_\w+)$/
const clientHost = /^(?:host|http_host)$/

/**
 * Does the same path under two names lead to one entry although the application answers differently? It does when it is
 * told the name, or when the servers have different applications that the key does not tell apart.
 */
export function lacksHost(model: NginxModel, places: readonly KeyedPlace[]): 'shared' | 'open' | undefined {
  const { parts } = places[0]!
  if (has(parts, hosts)) return undefined
  const groups = parts.has('proxy_host') ? byBackend(places) : [places]
  if (!parts.has('proxy_host') && differentBackends(places)) return 'shared'
  const told = groups.map(group => group.flatMap(place => namesTold(model, place)))
  if (told.some(names => new Set(names).size > 1)) return 'shared'
  return places.some(place => tellsClientHost(model, place) && openToForeignNames(model, place.pass.handler.server))
    ? 'open'
    : undefined
}

function byBackend(places: readonly KeyedPlace[]): KeyedPlace[][] {
  const groups = new Map<string, KeyedPlace[]>()
  for (const place of places) {
    const group = groups.get(place.pass.serve.authority)
    if (group) group.push(place)
    else groups.set(place.pass.serve.authority, [place])
  }
  return [...groups.values()]
}

/** Different applications behind one server have different paths; behind two servers the paths are the same. */
function differentBackends(places: readonly KeyedPlace[]): boolean {
  const [first] = places
  return places.some(
    ({ pass }) =>
      pass.handler.server !== first?.pass.handler.server && pass.serve.authority !== first?.pass.serve.authority,
  )
}

/** The names of a server that the application is told, `www.` left out: it is the same site. */
function namesTold(model: NginxModel, place: KeyedPlace): readonly string[] {
  const variables = toldHost(model, place)
  const { names } = place.pass.handler.server
  const own = names.filter(({ kind }) => kind === 'exact').map(({ value }) => value.toLowerCase().replace(/^www\./, ''))
  if (has(variables, clientHost)) return own
  return variables.has('server_name') ? own.slice(0, 1) : []
}

const tellsClientHost = (model: NginxModel, place: KeyedPlace): boolean => has(toldHost(model, place), clientHost)

const client: ReadonlySet<string> = new Set(['http_host'])

/** What the Host header of the application is made of. CGI protocols hand the client's on. */
function toldHost(model: NginxModel, { pass, level }: KeyedPlace): ReadonlySet<string> {
  if (pass.family !== 'proxy') return client
  const sent = model.list(level, 'proxy_set_header').entries
  const values = sent.filter(entry => /^(?:host|x-forwarded-host)$/.test(headerName(entry)))
  return new Set(values.flatMap(entry => [...dependsOn(model, argumentAt(entry, 1))]))
}

const query = /^(?:args|query_string|request_uri|request|is_args|arg_\w+)$/

/** The application gets the query, the key does not. */
export function lacksQuery(model: NginxModel, { parts, level, pass }: KeyedPlace): boolean {
  if (has(parts, query) || parts.size === 0 || looksStatic(level)) return false
  const { serve } = pass
  if (serve.kind === 'proxy' && serve.uri?.includes('$')) return has(dependsOn(model, serve.uri), query)
  if (serve.kind === 'proxy') return true
  const sent = model.list(level, `${pass.family}_param`).entries
  return sent.some(entry => has(dependsOn(model, argumentAt(entry, 1)), query))
}

/** Somebody who listens in clear and by TLS, and hands both on without a redirect. */
export function lacksScheme(model: NginxModel, { parts, pass, level }: KeyedPlace): boolean {
  if (has(parts, /^(?:scheme|https|server_port|ssl_\w+)$/)) return false
  const { server } = pass.handler
  return mixed(server) && !gate(model, server) && !gate(model, level) && tellsScheme(model, { pass, level })
}

const mixed = ({ listeners }: Server): boolean =>
  listeners.some(({ tls }) => tls) && listeners.some(({ tls, reach }) => !tls && reach !== 'unix')

const tellsScheme = (model: NginxModel, { pass, level }: Pick<KeyedPlace, 'pass' | 'level'>): boolean =>
  pass.family !== 'proxy' ||
  model
    .list(level, 'proxy_set_header')
    .entries.some(entry => has(dependsOn(model, argumentAt(entry, 1)), /^(?:scheme|https|server_port)$/))
