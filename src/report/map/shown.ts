import type { Column, ExposureEdge, ExposureMap, ExposureNode, NodeKind, Security } from '../../exposure/index.ts'
import { exposureOf } from '../../exposure/index.ts'
import type { Localized } from '../../message/index.ts'
import type { HostModel } from '../../rules/host/model.ts'
import { position } from '../../text/index.ts'
import { cleanText } from '../clean-finding.ts'
import { KnownSecrets, noSecrets, secretTexts } from '../known-secrets.ts'
import { visible } from '../medium/plain.ts'
import type { View } from '../view.ts'

/** A node as readers may see it: in their language, without secrets, nothing in it that acts. */
export interface ShownNode {
  readonly id: string
  readonly column: Column
  readonly kind: NodeKind
  readonly security: Security | undefined
  readonly title: string
  readonly details: readonly string[]
  readonly members: readonly string[]
  readonly broken: string | undefined
  readonly at: { readonly path: string; readonly line: number } | undefined
}

export interface ShownEdge {
  readonly from: ShownNode
  readonly to: ShownNode
  readonly security: Security
  readonly broken: string | undefined
}

export interface ShownMap {
  readonly root: string | undefined
  readonly nodes: readonly ShownNode[]
  readonly edges: readonly ShownEdge[]
  readonly grouped: boolean
}

/** The maps of every host behind a report. */
export const shownMaps = ({ lang, behind }: View): ShownMap[] =>
  (behind?.hosts ?? []).map(host => shownMap(exposureOf(host), { lang, known: secretsIn(host) }))

/** The secrets of all files: a node speaks of many, and may show a part of a secret's line only. */
const secretsIn = ({ nginx, openvpn }: HostModel): KnownSecrets =>
  new KnownSecrets(
    [...nginx, ...openvpn].flatMap(({ forest }) => forest.trees.flatMap(({ file }) => secretTexts(file))),
  )

interface Hiding extends Pick<View, 'lang'> {
  readonly known?: KnownSecrets
}

export function shownMap(map: ExposureMap, view: Hiding): ShownMap {
  const nodes = new Map(map.nodes.map(node => [node.id, shownNode(node, view)]))
  return {
    root: map.root,
    nodes: [...nodes.values()],
    edges: map.edges.flatMap(edge => shownEdge(edge, nodes, view)),
    grouped: map.grouped,
  }
}

const safe = (text: string, { known = noSecrets }: Hiding): string => visible(cleanText(text, known))

function shownNode(node: ExposureNode, view: Hiding): ShownNode {
  const text = (each: Localized): string => safe(each[view.lang], view)
  return {
    ...node,
    id: safe(node.id, view),
    title: text(node.title),
    details: node.details.map(text),
    members: node.members.map(each => safe(each, view)),
    broken: node.broken && text(node.broken),
    at: node.at && { path: node.at.file.path, line: position(node.at.file, node.at.span.start).line },
  }
}

function shownEdge(
  { from, to, security, broken }: ExposureEdge,
  nodes: ReadonlyMap<string, ShownNode>,
  view: Hiding,
): ShownEdge[] {
  const [a, b] = [nodes.get(from), nodes.get(to)]
  return a && b ? [{ from: a, to: b, security, broken: broken && safe(broken[view.lang], view) }] : []
}
