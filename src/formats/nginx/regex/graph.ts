/** Steps of a graph whose nodes are numbers from 0. */
export type Steps = (node: number) => Iterable<number>

/** Strongly connected parts with a cycle in them, in the order in which they lead to each other. */
export function cycles(size: number, steps: Steps): number[][] {
  const reach = Array.from({ length: size }, (_, start) => reachable([start], steps))
  const part = new Map<number, number[]>()
  const found: number[][] = []
  for (let node = 0; node < size; node++) {
    if (part.has(node) || !reach[node]?.has(node)) continue
    const members = [...(reach[node] as Set<number>)].filter(other => reach[other]?.has(node))
    for (const member of members) part.set(member, members)
    found.push(members)
  }
  const further = (members: readonly number[]): number => reach[members[0] as number]?.size ?? 0
  return found.sort((a, b) => further(b) - further(a))
}

/** What can be reached in one step or more from any of these. */
export function reachable(starts: readonly number[], steps: Steps): Set<number> {
  const seen = new Set<number>()
  const stack = [...starts]
  for (let node = stack.pop(); node !== undefined; node = stack.pop())
    for (const next of steps(node))
      if (!seen.has(next)) {
        seen.add(next)
        stack.push(next)
      }
  return seen
}

/** The nodes of a shortest way from one of `starts` to a goal, the start included; undefined when there is none. */
export function way(starts: Iterable<number>, steps: Steps, goal: (node: number) => boolean): number[] | undefined {
  const from = new Map<number, number | undefined>()
  const queue: number[] = []
  for (const start of starts) {
    from.set(start, undefined)
    queue.push(start)
  }
  for (let next = 0; next < queue.length; next++) {
    const node = queue[next] as number
    if (goal(node)) return trace(node, from)
    for (const to of steps(node))
      if (!from.has(to)) {
        from.set(to, node)
        queue.push(to)
      }
  }
  return undefined
}

function trace(end: number, from: ReadonlyMap<number, number | undefined>): number[] {
  const nodes: number[] = []
  for (let node: number | undefined = end; node !== undefined; node = from.get(node)) nodes.push(node)
  return nodes.reverse()
}
