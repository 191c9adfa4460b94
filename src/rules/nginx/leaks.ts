import type { Handler, Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Serve } from '../../formats/nginx/serve.ts'
import type { Directive } from '../../tree/index.ts'
import { gate } from './clear-gate.ts'
import { deniesAll, onlyLocal } from './refusal.ts'

/** What a request in clear reaches: an application behind the server, or content it has itself. */
export interface Leak extends Handler {
  readonly kind: 'application' | 'content'
}

const handedOn = new Set(['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'memcached'])
const local = new Set(['stub_status', 'empty_gif', 'flv', 'mp4', 'api', 'status', 'hls', 'f4f'])

export const isEncryptedUrl = (url: string): boolean => /^https:\/\//i.test(url)

export const isLocation = (level: Level): level is Location => level.context === 'location'

export const isChallenge = ({ match }: Location): boolean => match.pattern.startsWith('/.well-known/acme-challenge')

const known = new WeakMap<Server, readonly Leak[]>()

/** Handlers whose answers carry something: no refusals, redirects, challenges, constant health checks. */
export function leaksOf(model: NginxModel, server: Server): readonly Leak[] {
  const leaks = known.get(server) ?? findLeaks(model, server)
  known.set(server, leaks)
  return leaks
}

function findLeaks(model: NginxModel, server: Server): Leak[] {
  if (gate(model, server)) return []
  const handlers = model.handlers(server)
  const named = namedTargets(handlers)
  const leaks: Leak[] = []
  for (const handler of handlers) {
    const { level, serve } = handler
    if (gate(model, level) || (isLocation(level) && !isReached(level, named))) continue
    const kind = isWrittenElsewhere(model, handler) ? undefined : kindOf(handler)
    if (kind && !deniesAll(model, level) && !onlyLocal(model, level)) leaks.push({ level, server, serve, kind })
  }
  return leaks
}

const openBlocks = new WeakMap<NginxModel, ReadonlySet<Directive>>()

/** Files of a folder that nobody wrote, where what is not among the files goes on: a `proxy_pass` or root is there. */
function isWrittenElsewhere(model: NginxModel, { level, server, serve }: Handler): boolean {
  if (serve.kind !== 'static' || serve.alias || serve.tryFiles || serve.root.origin !== 'default') return false
  const open =
    openBlocks.get(model) ?? new Set([...(model.forest.refused?.keys() ?? [])].flatMap(({ parent }) => parent ?? []))
  openBlocks.set(model, open)
  return [level, server].some(({ directive }) => directive && open.has(directive))
}

/** Named locations count when a handler names them; `internal` ones are not for clients. */
const isReached = ({ match, internal }: Location, named: ReadonlySet<string>): boolean =>
  match.kind === 'named' ? named.has(match.pattern) : !internal

const nobody: ReadonlySet<string> = new Set()

/** What handlers of a server with named locations pass requests to. */
function namedTargets(handlers: readonly Handler[]): ReadonlySet<string> {
  if (!handlers.some(({ level }) => isLocation(level) && level.match.kind === 'named')) return nobody
  const levels = new Set(handlers.flatMap(({ level, server }): Level[] => [level, server]))
  const words = [...levels].flatMap(level => [...level.written('try_files'), ...level.written('error_page')])
  return new Set(words.flatMap(({ args }) => args.map(({ value }) => value)).filter(value => value.startsWith('@')))
}

function kindOf({ level, serve }: Handler): Leak['kind'] | undefined {
  if (isLocation(level) && isHealthCheck(level)) return undefined
  if (handedOn.has(serve.kind)) return 'application'
  if (serve.kind === 'module') return local.has(serve.name) ? 'content' : 'application'
  if (isLocation(level) && (isChallenge(level) || isSmallFile(level) || isWellKnown(level, serve))) return undefined
  if (serve.kind === 'static') return 'content'
  const constant = isLocation(level) && level.match.kind === 'exact'
  return serve.kind === 'return' && hasBody(serve) && !constant ? 'content' : undefined
}

/** One path that monitors ask for: they send nothing that is worth anything. */
const isHealthCheck = ({ match }: Location): boolean =>
  match.kind === 'exact' && /^\/(?:_?health(?:z|[-_]?check)?|livez|readyz|ping)$/i.test(match.pattern)

/** The folder that challenges lie in: what else is there is meant for everybody (RFC 8615). */
const isWellKnown = ({ match }: Location, { kind }: Serve): boolean =>
  kind === 'static' && /^\/\.well-known\/?$/.test(match.pattern)

const isSmallFile = ({ match }: Location): boolean =>
  match.kind === 'exact' && /^\/(?:favicon\.ico|robots\.txt)$/.test(match.pattern)

const hasBody = ({ code, text }: Extract<Serve, { kind: 'return' }>): boolean =>
  code >= 200 && code < 300 && text !== undefined && text !== ''

/** As the file says it: `proxy_pass http://internal-api:8080`, `root /srv/www`. */
export function described({ serve }: Handler): string {
  const directive = serve.kind === 'static' ? (serve.alias ?? serve.tryFiles ?? rootOf(serve)) : serve.directive
  return directive ? [directive.name, ...directive.args].map(({ value }) => value).join(' ') : 'root html'
}

function rootOf({ root }: Extract<Serve, { kind: 'static' }>): Exclude<typeof root.origin, 'default'> | undefined {
  return root.origin === 'default' ? undefined : root.origin
}
