import type { PlanStep } from '../types.ts'
import type { Remedy } from './collect.ts'

/** What only a person can say holds up what depends on it, and nothing else. */

export const asks = ({ steps }: Remedy): boolean => steps.some(isQuestion)

const isQuestion = ({ kind }: Pick<PlanStep, 'kind'>): boolean => kind === 'decide'

/** Steps of one stage, before their texts are followed: those that wait for an answer, near or far, stand behind the others. */
export function heldBack<S extends PlanStep>(steps: readonly S[]): S[] {
  const held = new Set(steps.filter(isQuestion).map(({ id }) => id))
  for (let size = 0; size < held.size; ) {
    size = held.size
    for (const { id, needs } of steps) if (needs.some(need => held.has(need))) held.add(id)
  }
  return [...steps.filter(({ id }) => !held.has(id)), ...steps.filter(({ id }) => held.has(id))]
}

/** Questions that no other step waits for stand at the end, each behind those it needs. */
export function askedLast<S extends PlanStep>(steps: readonly S[]): S[] {
  const awaited = new Set<string>()
  const last: S[] = []
  const rest: S[] = []
  for (const step of steps.toReversed()) {
    if (isQuestion(step) && !awaited.has(step.id)) last.unshift(step)
    else {
      rest.unshift(step)
      for (const need of step.needs) awaited.add(need)
    }
  }
  return [...rest, ...last]
}
