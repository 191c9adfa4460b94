import { type ExposureEdge, type ExposureNode, weakest } from './types.ts'

/** Collects nodes and edges; what is added twice stands once. */
export class Graph {
  private readonly nodesById = new Map<string, ExposureNode>()
  private readonly edgesByEnds = new Map<string, ExposureEdge>()

  node(node: ExposureNode): string {
    const known = this.nodesById.get(node.id)
    if (!known) this.nodesById.set(node.id, node)
    return node.id
  }

  /** Of parallel edges the least protected stays; they are broken when all of them are. */
  edge(edge: ExposureEdge): void {
    const key = `${edge.from}\n${edge.to}`
    const known = this.edgesByEnds.get(key)
    const security = known ? weakest([known.security, edge.security]) : edge.security
    this.edgesByEnds.set(key, { ...edge, security, broken: known ? known.broken && edge.broken : edge.broken })
  }

  get nodes(): ExposureNode[] {
    return [...this.nodesById.values()]
  }

  get edges(): ExposureEdge[] {
    return [...this.edgesByEnds.values()]
  }
}
