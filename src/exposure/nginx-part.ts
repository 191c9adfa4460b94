import type { Container } from '../files/index.ts'
import type { Listener, NginxModel } from '../formats/nginx/model.ts'
import type { Localized } from '../message/index.ts'
import { placeOf } from '../rules/rule.ts'
import type { Graph } from './graph.ts'
import type { Keys } from './grouping.ts'
import type { Network } from './networks.ts'
import { type Site, socketNotes } from './sites.ts'
import { source, sourceKind } from './sources.ts'
import { same } from './target.ts'
import { type ExposureNode, type Security, type Target, weakest } from './types.ts'

/** One nginx with what its map is drawn from. */
export interface NginxPart {
  readonly model: NginxModel
  readonly sites: readonly Site[]
  readonly networks: readonly Network[]
  readonly container: Container | undefined
  /** Why visitors of public sockets get no answer, when that is so. */
  readonly lost: Localized | undefined
}

/** Draws sockets, servers and targets of an nginx, what has equal keys as one. */
export function drawNginx(graph: Graph, part: NginxPart, keys: Keys): void {
  const drawn = new Map<string, string>()
  const sites = groups(part.sites, keys.site)
  for (const [key, group] of sites) drawn.set(key, graph.node(siteNode(part, group)))
  drawTargets(graph, part, { keys, drawn })
  drawSockets(graph, part, { keys, drawn })
}

interface Drawing {
  readonly keys: Keys
  /** Ids of the nodes of servers, by key. */
  readonly drawn: ReadonlyMap<string, string>
}

function drawTargets(graph: Graph, part: NginxPart, { keys, drawn }: Drawing): void {
  const all = part.sites.flatMap(site => site.targets.map(target => ({ site, target })))
  for (const [, group] of groups(all, ({ target }) => keys.target(target))) {
    const [first] = group as [(typeof group)[0]]
    const to = graph.node(targetNode(group.map(({ target }) => target)))
    const { security, broken } = first.target
    for (const { site } of group) graph.edge({ from: drawn.get(keys.site(site)) as string, to, security, broken })
  }
}

function drawSockets(graph: Graph, part: NginxPart, { keys, drawn }: Drawing): void {
  const sitesOf = bySocket(part.sites)
  const on = (listener: Listener): readonly Site[] => sitesOf.get(listener) ?? []
  for (const [, group] of groups(
    [...sitesOf.keys()],
    listener => `${sourceKind(listener, part)} ${keys.socket(listener, on(listener))}`,
  )) {
    const ways = group.flatMap(listener => on(listener).map(site => ({ site, security: wayOf(site, listener) })))
    const alive = ways.filter(({ site }) => !site.broken)
    const security = weakest((alive.length > 0 ? alive : ways).map(way => way.security))
    const broken = brokenSocket(part, group[0] as Listener)
    const to = graph.node({ ...socketNode(part, group, security), broken })
    graph.edge({ from: source(graph, group[0] as Listener, part), to, security, broken })
    for (const { site, security } of ways)
      graph.edge({ from: to, to: drawn.get(keys.site(site)) as string, security, broken: site.broken })
  }
}

function bySocket(sites: readonly Site[]): Map<Listener, Site[]> {
  const map = new Map<Listener, Site[]>()
  for (const site of sites)
    for (const listener of site.sockets.keys()) {
      const list = map.get(listener)
      if (list) list.push(site)
      else map.set(listener, [site])
    }
  return map
}

function brokenSocket({ model, lost }: NginxPart, { reach }: Listener): Localized | undefined {
  if (model.verdict.loads === false) return notLoaded
  return reach === 'public' ? lost : undefined
}

const notLoaded: Localized = { en: 'nginx refuses these files', zh: 'nginx 拒绝这些文件' }

const wayOf = (site: Site, listener: Listener): Security => site.sockets.get(listener) ?? 'unknown'

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = map.get(key)
    if (group) group.push(item)
    else map.set(key, [item])
  }
  return map
}

function siteNode({ model }: NginxPart, group: readonly Site[]): ExposureNode {
  const [first] = group as [Site]
  const { server, broken } = first
  const members = group.map(each => each.server.title)
  const others = server.names.slice(1).map(({ value }) => value)
  return {
    id: `server ${model.root} ${server.subject}`,
    column: 'server',
    kind: 'server',
    security: undefined,
    title: titled(members, { en: 'servers', zh: '个 server' }),
    details: [
      ...(group.length > 1 ? [same(listed(members))] : others.length > 0 ? [same(listed(others))] : []),
      ...(server.world === 'http' ? [] : [same(server.world)]),
    ],
    members,
    broken,
    at: server.directive && placeOf(server.directive),
  }
}

function targetNode(group: readonly Target[]): ExposureNode {
  const [first] = group as [Target]
  const distinct = [...new Map(group.map(each => [each.key, each])).values()]
  const members = [...new Set(distinct.map(({ title }) => title.en))]
  return {
    id: `target ${first.key}`,
    column: 'target',
    kind: first.kind,
    security: first.security,
    title: distinct.length === 1 ? first.title : titled(members, first.plural),
    details: distinct.length === 1 ? first.details : [same(listed(members))],
    members,
    broken: first.broken,
    at: first.at,
  }
}

function socketNode({ model }: NginxPart, group: readonly Listener[], security: Security): ExposureNode {
  const [first] = group as [Listener]
  const members = group.map(({ subject }) => subject)
  const directive = first.listens.find(listen => listen.directive)?.directive
  const protocols =
    first.tls && first.world === 'http' ? model.tls(first, first.defaultServer, 'ssl_protocols') : undefined
  return {
    id: `socket ${model.root} ${first.world} ${first.subject}`,
    column: 'listener',
    kind: 'listener',
    security,
    title: members.length === 2 ? same(members.join(', ')) : titled(members, { en: 'sockets', zh: '个监听' }),
    details: [
      ...(members.length > 2 ? [same(listed(members))] : []),
      ...(protocols && protocols.value.length > 0 ? [same(protocols.value.join(' '))] : []),
      ...socketNotes(first, model),
    ],
    members,
    broken: undefined,
    at: directive && placeOf(directive),
  }
}

const titled = (members: readonly string[], plural: Localized): Localized =>
  members.length === 1
    ? same(members[0] as string)
    : { en: `${members.length} ${plural.en}`, zh: `${members.length} ${plural.zh}` }

const shown = 3

const listed = (members: readonly string[]): string =>
  members.length <= shown ? members.join(', ') : `${members.slice(0, shown).join(', ')} +${members.length - shown}`
