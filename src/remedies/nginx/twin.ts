import type { Handler, Level, Location, LocationMatch, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Serve } from '../../formats/nginx/serve.ts'

/** Whether every name of a server in clear has a TLS server already, and whether that serves what this one does. */
export type Twin = 'none' | 'same' | 'other'

const known = new WeakMap<Server, Twin>()

export function twinOf(model: NginxModel, server: Server): Twin {
  const twin = known.get(server) ?? compared(model, server, namesakes(model, server))
  known.set(server, twin)
  return twin
}

/** The servers that answer for the names of a server over TLS; none where one of the names has none. */
function namesakes(model: NginxModel, server: Server): readonly Server[] {
  const names = server.names.filter(({ kind }) => kind === 'exact')
  if (names.length === 0 || names.length !== server.names.length) return []
  const secure = model.listeners.filter(each => each.world === 'http' && each.tls && each.transport === 'tcp')
  const found = names.map(({ value }) =>
    secure
      .map(listener => model.matchServer(listener, value))
      .find(match => match.name !== undefined && match.server !== server),
  )
  return found.every(match => match !== undefined) ? [...new Set(found.map(match => match.server))] : []
}

function compared(model: NginxModel, server: Server, twins: readonly Server[]): Twin {
  if (twins.length === 0) return 'none'
  const handlers = model.handlers(server).filter(isContent)
  const serving = twins.map(twin => servingOf(model, twin))
  return serving.every(serveAt => handlers.every(({ level, serve }) => serveAt(level) === written(serve)))
    ? 'same'
    : 'other'
}

/** What a redirect would take away: no answers of nginx itself, no challenges, nothing of a folder that nobody named. */
const isContent = ({ level, serve }: Handler): boolean =>
  serve.kind !== 'return' &&
  serve.kind !== 'redirect' &&
  !(serve.kind === 'static' && !serve.alias && serve.root.origin === 'default') &&
  !(isLocation(level) && level.match.pattern.startsWith('/.well-known/'))

const isLocation = (level: Level): level is Location => level.context === 'location'

/** What a TLS server gives where a place in clear is: at its path, or at the same pattern. */
function servingOf(model: NginxModel, twin: Server): (place: Level) => string | undefined {
  const answer = twin.serve && 'directive' in twin.serve ? written(twin.serve) : undefined
  const own = model.handlers(twin).find(({ level }) => level === twin)?.serve
  const patterns = new Map([...model.locations(twin)].map(({ match, serve }) => [named(match), serve]))
  const serveAt = (place: Level): Serve | undefined => {
    const match = isLocation(place) ? place.match : root
    if (!isPath(match)) return patterns.get(named(match))
    const { location } = model.matchLocation(twin, match.pattern)
    return location ? location.serve : own
  }
  return place => {
    const serve = serveAt(place)
    return answer ?? (serve && written(serve))
  }
}

const root: LocationMatch = { kind: 'prefix', pattern: '/' }
const isPath = ({ kind }: LocationMatch): boolean => kind === 'prefix' || kind === 'noregex' || kind === 'exact'
const named = ({ kind, pattern }: LocationMatch): string => `${kind} ${pattern}`

/** Where the answer comes from, as it is written. */
function written(serve: Serve): string {
  if (serve.kind !== 'static') return [serve.directive.name, ...serve.directive.args].map(({ raw }) => raw).join(' ')
  const { alias, root, tryFiles } = serve
  return [alias?.args[0]?.value ?? root.value.join(' '), ...(tryFiles?.args ?? []).map(({ raw }) => raw)].join(' ')
}
