import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import type { Place } from '../rule.ts'
import { placeOfLevel } from './affected.ts'
import { asLocation } from './statements.ts'
import { takesLines } from './template-lines.ts'

export interface BareServer {
  readonly server: Server
  readonly at: Place
  /** The places that answer from the directory that nginx was built with. */
  readonly bare: readonly Handler[]
}

/** Servers of files, and of nothing else, for which nobody wrote where these are. */
export function* bareServers(model: NginxModel): Generator<BareServer> {
  if (model.fragment.length > 0 || model.forest.unreadable.length > 0 || model.http?.written('root').length) return
  for (const server of model.servers) {
    const handlers = server.writes('root') ? [] : model.handlers(server)
    const bare = handlers.filter(handler => servesBuiltIn(model, handler))
    const at = placeOfLevel(server)
    if (server.directive && takesLines(model, server.directive)) continue
    if (!at || bare.length === 0 || handlers.some(hasContent) || rejects(model, server)) continue
    yield { server, at, bare }
  }
}

/** Whom it answers nevertheless is the finding of nginx/reject-handshake-fallthrough. */
const rejects = (model: NginxModel, server: Server): boolean =>
  model.on(server, 'ssl_reject_handshake') && server.listeners.every(({ tls }) => tls)

/** Somebody thought of content, by an application or another directory: the rest is a page of nginx and no more. */
const hasContent = ({ serve }: Handler): boolean =>
  serve.kind === 'static' ? serve.alias !== undefined || serve.root.origin !== 'default' : handsOn.test(serve.kind)

const handsOn = /^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached|module)$/

function servesBuiltIn(model: NginxModel, handler: Handler): boolean {
  const { serve, level } = handler
  if (serve.kind !== 'static') return false
  const location = asLocation(level)
  const asked = location && (location.internal || location.match.kind === 'exact')
  return !asked && !level.writes('tunnel_pass') && !letsNobodyIn(model, level)
}

/** Nobody at all gets through. */
export function letsNobodyIn(model: NginxModel, level: Level): boolean {
  const { open, authentication, rules, satisfy } = model.access(level)
  if (open.ipv4 || open.ipv6 || rules.entries.some(entry => nameOf(entry) === 'allow')) return false
  return authentication.length === 0 || (satisfy === 'all' && rules.entries.some(deniesAll))
}

const deniesAll = ({ args }: Directive): boolean => args[0]?.value === 'all'
