import type { Column, ExposureEdge, ExposureMap, ExposureNode, NodeKind, Security } from '../../exposure/index.ts'
import { exposureOf } from '../../exposure/index.ts'
import type { Localized } from '../../message/index.ts'
import { position } from '../../text/index.ts'
import { visible } from '../medium/plain.ts'
import { redactText } from '../redact.ts'
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
export const shownMaps = (view: View): ShownMap[] =>
  (view.behind?.hosts ?? []).map(host => shownMap(exposureOf(host), view))

export function shownMap(map: ExposureMap, view: Pick<View, 'lang'>): ShownMap {
  const nodes = new Map(map.nodes.map(node => [node.id, shownNode(node, view)]))
  return {
    root: map.root,
    nodes: [...nodes.values()],
    edges: map.edges.flatMap(edge => shownEdge(edge, nodes, view)),
    grouped: map.grouped,
  }
}

const safe = (text: string): string => visible(redactText(text))

function shownNode(node: ExposureNode, { lang }: Pick<View, 'lang'>): ShownNode {
  const text = (each: Localized): string => safe(each[lang])
  return {
    ...node,
    id: safe(node.id),
    title: text(node.title),
    details: node.details.map(text),
    members: node.members.map(safe),
    broken: node.broken && text(node.broken),
    at: node.at && { path: node.at.file.path, line: position(node.at.file, node.at.span.start).line },
  }
}

function shownEdge(
  { from, to, security, broken }: ExposureEdge,
  nodes: ReadonlyMap<string, ShownNode>,
  { lang }: Pick<View, 'lang'>,
): ShownEdge[] {
  const [a, b] = [nodes.get(from), nodes.get(to)]
  return a && b ? [{ from: a, to: b, security, broken: broken && safe(broken[lang]) }] : []
}
