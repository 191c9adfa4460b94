import type { Localized } from '../message/index.ts'
import type { Place } from '../rules/rule.ts'

/** Left to right: who connects, to which socket, who answers there, where it goes. */
export type Column = 'source' | 'listener' | 'server' | 'target'
export const columns: readonly Column[] = ['source', 'listener', 'server', 'target']

/**
 * What somebody on the way can do. `local`: there is no way, it stays on the host. `closed`: clear text, but nothing is
 * handed out, only refusals and redirects to TLS. `unverified`: TLS with whoever answers, the certificate is not checked.
 * `unknown`: a variable or the protocol inside decides.
 */
export type Security = 'tls' | 'vpn' | 'local' | 'closed' | 'unverified' | 'unknown' | 'plain'

export type NodeKind =
  | 'internet'
  | 'private'
  | 'vpn'
  | 'host'
  | 'listener'
  | 'server'
  | 'tunnel'
  | 'upstream'
  | 'files'
  | 'challenge'
  | 'redirect'
  | 'refused'
  | 'module'
  | 'network'
  | 'remote'

export interface ExposureNode {
  /** Stable over edits elsewhere; unique in the map. */
  readonly id: string
  readonly column: Column
  readonly kind: NodeKind
  /** Of a socket: how it is spoken with; of a target: how it is reached. Undefined for sources and servers. */
  readonly security: Security | undefined
  readonly title: Localized
  /** Further lines, the most important first. */
  readonly details: readonly Localized[]
  /** What the node stands for, by name: one entry, or all of a group. */
  readonly members: readonly string[]
  /** Why it does not work. */
  readonly broken: Localized | undefined
  /** Where it is written; of a group the first. */
  readonly at: Place | undefined
}

export interface ExposureEdge {
  readonly from: string
  readonly to: string
  readonly security: Security
  /** Why nothing gets through although it is configured. */
  readonly broken: Localized | undefined
}

/** Who can reach what on one host, as the configuration says; firewalls in front are not known. */
export interface ExposureMap {
  /** Directory that stands for `/`; undefined when the paths do not show it. */
  readonly root: string | undefined
  readonly nodes: readonly ExposureNode[]
  readonly edges: readonly ExposureEdge[]
  /** Nodes stand for several sockets, servers or targets that are alike. */
  readonly grouped: boolean
}

const order: readonly Security[] = ['tls', 'vpn', 'local', 'closed', 'unverified', 'unknown', 'plain']

/** The least protected of several. */
export const weakest = (all: readonly Security[]): Security =>
  all.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'tls' as Security)

/** Where requests of a server end. */
export interface Target {
  readonly kind: NodeKind
  readonly security: Security
  /** Equal for equal targets. */
  readonly key: string
  /** What a large group of such targets is called. */
  readonly plural: Localized
  readonly title: Localized
  readonly details: readonly Localized[]
  readonly broken?: Localized
  readonly at: Place | undefined
}
