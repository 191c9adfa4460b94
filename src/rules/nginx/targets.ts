import type { Handler, NginxModel } from '../../formats/nginx/model.ts'
import { ipv6Groups, reachOf, readAddress } from '../../formats/nginx/resolve/address.ts'
import type { GatewayServe, ProxyServe, Serve, Upstream } from '../../formats/nginx/serve.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Place, placeOf } from '../rule.ts'

/** Who sits behind a name or address that nginx sends requests to. `unknown`: a variable or a template decides. */
export type TargetReach = 'public' | 'private' | 'loopback' | 'unix' | 'unknown'

/** One address a handler sends requests to. */
export interface UpstreamTarget {
  /** `10.0.0.1:8080`, `app.internal`, `unix:/run/app.sock`, as written. */
  readonly address: string
  /** Host part, without port and brackets; the socket path for unix. */
  readonly host: string
  readonly reach: TargetReach
  /** An address literal, so that no name is checked or looked up. */
  readonly literal: boolean
  readonly directive: Directive
}

export type PassServe = ProxyServe | GatewayServe

export const isPass = (serve: Serve): serve is PassServe => 'authority' in serve

/** A name without a port may be a group of servers that is defined in a file nobody has seen. */
export function placeOfTarget(directive: Directive, targets: readonly UpstreamTarget[]): Place {
  const named = targets.some(
    ({ directive: own, literal, address }) => own === directive && !literal && !/:\d+$/.test(address),
  )
  return { ...placeOf(directive), ...(named && { lacks: 'anywhere' as const }) }
}

/** A handler that hands requests on, with every address behind it. */
export interface Pass {
  readonly handler: Handler
  readonly serve: PassServe
  /** Family of its directives: `proxy`, `grpc`, `fastcgi` … */
  readonly family: string
  /** `https://`, `grpcs://`, `suwsgi://`; undefined when a variable decides the scheme. */
  readonly tls: boolean | undefined
  readonly targets: readonly UpstreamTarget[]
}

const known = new WeakMap<NginxModel, readonly Pass[]>()

/** Every place of every http server that hands requests on. Worked out once for all rules that ask. */
export function passes(model: NginxModel): readonly Pass[] {
  const found = known.get(model) ?? collect(model)
  known.set(model, found)
  return found
}

function collect(model: NginxModel): Pass[] {
  const found: Pass[] = []
  for (const server of model.servers)
    for (const handler of model.handlers(server)) if (isPass(handler.serve)) found.push(passOf(handler, handler.serve))
  return found
}

/** Every server of stream{} that hands connections on; `tls` is its `proxy_ssl`. */
export const streamPasses = (model: NginxModel): Pass[] =>
  model.streamServers.flatMap(server => {
    const { serve } = server
    if (!serve || !isPass(serve)) return []
    const tls = model.on(server, 'proxy_ssl')
    return [{ handler: { level: server, server, serve }, serve, family: 'proxy', tls, targets: targetsOf(serve) }]
  })

/** For fingerprints: a target of stream{} has a subject of its own. */
export const familyOf = ({ family, handler }: Pass): string => (handler.server.world === 'stream' ? 'stream' : family)

function passOf(handler: Handler, serve: PassServe): Pass {
  const tls = serve.kind === 'proxy' ? (serve.scheme === undefined ? undefined : serve.scheme === 'https') : serve.tls
  return { handler, serve, family: serve.kind, tls, targets: targetsOf(serve) }
}

/** Every address behind a handler that hands requests on. */
export const targetsOf = ({ upstream, authority, directive }: PassServe): readonly UpstreamTarget[] =>
  upstream ? targetsIn(upstream) : [addressTarget(authority, directive)]

const read = new WeakMap<Upstream, readonly UpstreamTarget[]>()

/** Every address of an upstream, read once however many places pass to it. */
export function targetsIn(upstream: Upstream): readonly UpstreamTarget[] {
  const before = read.get(upstream)
  if (before) return before
  const written = upstream.servers.map(({ address, directive }) => addressTarget(address, directive))
  const found = isChosenByCode(upstream) ? written.map(target => ({ ...target, reach: 'unknown' as const })) : written
  read.set(upstream, found)
  return found
}

/** `server 0.0.0.1;` beside a balancer in Lua only fills the place of those that it chooses. */
const isChosenByCode = ({ directive: { block } }: Upstream): boolean =>
  block?.nodes.some(node => node.kind === 'directive' && nameOf(node).startsWith('balancer_by_lua')) === true

/** What a template leaves open: `{{ host }}`, `<%= host %>`, `${HOST}`. */
const open = (text: string): boolean => text.includes('{{') || text.includes('<%') || text.includes('$')

/** One address, as written. */
export function addressTarget(address: string, directive: Directive): UpstreamTarget {
  if (open(address)) return { address, host: address, reach: 'unknown', literal: false, directive }
  const read = readAddress(address, 80)
  const host = read.family === 'unix' ? address.slice(5) : read.address.replace(/^\[|\]$/g, '')
  const literal = read.family !== 'name'
  return { address, host, literal, directive, reach: literal ? reachOf(read.address, read.family) : reachOfName(host) }
}

/** Top levels that only an inside resolver answers for (RFC 6761, 6762, 8375, and habits of container networks). */
const inside = new Set([
  'internal',
  'local',
  'lan',
  'corp',
  'home',
  'intranet',
  'private',
  'localdomain',
  'arpa',
  'svc',
  'test',
])

function reachOfName(host: string): TargetReach {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.')
  const top = labels.at(-1) ?? ''
  if (top === 'localhost') return 'loopback'
  return labels.length === 1 || inside.has(top) || ipv6Groups(host) !== undefined ? 'private' : 'public'
}

/** The widest reach among targets: what decides how bad something is. */
export function widest(targets: readonly UpstreamTarget[]): TargetReach {
  const order: readonly TargetReach[] = ['public', 'unknown', 'private', 'loopback', 'unix']
  return order.find(reach => targets.some(each => each.reach === reach)) ?? 'unix'
}

/** Passes grouped by the address as written: one finding per target, whoever uses it. */
export function byAuthority(all: Iterable<Pass>): Pass[][] {
  const groups: Pass[][] = []
  const byFamily = new Map<string, Map<string, Pass[]>>()
  for (const pass of all) {
    const { family, serve } = pass
    const known = byFamily.get(family)
    const own = known ?? new Map<string, Pass[]>()
    if (!known) byFamily.set(family, own)
    const group = own.get(serve.authority)
    if (group) group.push(pass)
    else {
      const made = [pass]
      own.set(serve.authority, made)
      groups.push(made)
    }
  }
  return groups
}
