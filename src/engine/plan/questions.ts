import type { PlanStep } from '../types.ts'
import type { Remedy } from './collect.ts'

/** What only a person can say holds up what depends on it, and nothing else. */

export const asks = ({ steps }: Remedy): boolean => steps.some(isQuestion)

/**
 * A tunnel that starts, or starts anew, may take every route: what a question of its repair guards stays behind it, in the
 * order in which the repairs come.
 */
const isOfTunnel = ({ rule }: Pick<Remedy, 'rule'>): boolean => /^(?:openvpn|host)\//.test(rule)

/** What does not wait for a person, of remedies and of findings with them. */
export function free<E extends Pick<Remedy, 'rule'>>(each: E, due: readonly Remedy[]): boolean {
  return !isOfTunnel(each) || !due.some(other => isOfTunnel(other) && asks(other))
}

const isQuestion = ({ kind }: Pick<PlanStep, 'kind'>): boolean => kind === 'decide'

/**
 * Steps of one stage, before their texts are followed: those that wait for an answer, near or far, stand behind
 * the others, but for those of a tunnel.
 */
export function heldBack<S extends PlanStep>(steps: readonly S[]): S[] {
  const held = new Set(steps.filter(each => isQuestion(each) && /^nginx\//.test(each.id)).map(({ id }) => id))
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

/** Is there a question between two places that something waits for? The answer may take days. */
export function questionsIn(steps: readonly PlanStep[]): (from: number, to: number) => boolean {
  const awaited = new Set(steps.flatMap(({ needs }) => needs))
  let sum = 0
  const before = steps.map(step => (isQuestion(step) && awaited.has(step.id) ? sum++ : sum))
  return (from, to) => (before[from] as number) < (before[to] as number)
}
