/** Something that names what must be done before it. */
export interface Needy {
  readonly id: string
  readonly needs: readonly string[]
}

/**
 * An order that respects `needs` and else keeps the given one: a step stands as early as its needs and its place allow.
 * Needs that nobody answers to are ignored.
 * @throws Error when steps need one another: a defect of the rules that brought them.
 */
export function sequence<S extends Needy>(steps: readonly S[]): S[] {
  const byId = new Map(steps.map(step => [step.id, step]))
  const state = new Map<string, 'open' | 'done'>()
  const ordered: S[] = []
  const visit = (step: S, chain: readonly string[]): void => {
    if (state.get(step.id) === 'done') return
    if (state.get(step.id) === 'open') throw new Error(`steps need one another: ${[...chain, step.id].join(' → ')}`)
    state.set(step.id, 'open')
    for (const need of step.needs) {
      const before = byId.get(need)
      if (before) visit(before, [...chain, step.id])
    }
    state.set(step.id, 'done')
    ordered.push(step)
  }
  for (const step of steps) visit(step, [])
  return ordered
}

/** Ids of everything that must be done before `step`, near and far. */
export function allNeeds(step: Needy, byId: ReadonlyMap<string, Needy>): Set<string> {
  const all = new Set<string>()
  const open = [...step.needs]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const before = byId.get(id)
    if (!before || all.has(id)) continue
    all.add(id)
    open.push(...before.needs)
  }
  return all
}
