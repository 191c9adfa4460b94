import type { Progress } from '../fix.ts'
import type { Analysis, Fingerprint, PlanStep } from '../types.ts'
import { appliedKeys } from './applied-keys.ts'
import { byId, merged } from './collect.ts'
import { appliedIn, type EditStep } from './edits.ts'
import { allNeeds } from './sequence.ts'
import { careOf, type Taker, takerOf, taking, unknownTaker } from './takers.ts'

/** One run of fixes with the edit steps that were made of it. */
export interface Fixed {
  readonly progress: Progress
  readonly edits: readonly EditStep[]
}

/**
 * What makes the daemons take the edited files, once for each: the steps that the fixes bring along, else the daemon's
 * own. `before` are all steps so far; edits among them that no command follows are followed here as well.
 */
export function followUps(all: readonly Fixed[], analysis: Analysis, before: readonly PlanStep[]): PlanStep[] {
  const taken = new Set(before.map(step => step.id))
  const planned = new Set(all.flatMap(each => each.edits.map(step => step.id)))
  const done = followed(before)
  const edits = before.filter(isEdit).filter(step => planned.has(step.id) || !done.has(step.id))
  const takers = [...new Set(edits.map(takerOfStep(analysis)))]
  return takers.flatMap(taker => {
    const own = edits.filter(step => takerOfStep(analysis)(step) === taker)
    const brought = unique(
      all.flatMap(each => broughtBy(each, own)),
      taken,
    )
    const needs = own.map(step => step.id)
    const resolves = [...new Set(own.flatMap(step => step.resolves))]
    const steps = brought.some(step => step.kind === 'command')
      ? brought
      : [...unique(standard({ taker, own, resolves }, analysis), taken), ...brought]
    return behind(taker === 'sysctl' ? keeping(steps, [...valuesOf(all, own), ...appliedKeys(analysis)]) : steps, needs)
  })
}

const isEdit = (step: PlanStep): step is EditStep => step.kind === 'edit'

/** Ids that some command comes after, or somebody who lets the files be taken. */
const followed = (steps: readonly PlanStep[]): ReadonlySet<string> => {
  const needs = steps.flatMap(step => (step.kind === 'command' || isTaking(step) ? step.needs : []))
  return allNeeds({ id: '', needs }, new Map(steps.map(step => [step.id, step])))
}

const isTaking = ({ id }: PlanStep): boolean => /^[a-z]+\/live(?::again)?$/.test(id)

const takerOfStep =
  (analysis: Analysis) =>
  (step: EditStep): Taker =>
    takerOf(analysis, step.edits[0]?.path ?? '')

const broughtBy = ({ progress }: Fixed, own: readonly EditStep[]): PlanStep[] =>
  merged(
    appliedIn(
      progress,
      own.flatMap(step => step.edits),
    ).map(({ finding, fix }) => ({ finding, steps: fix.steps ?? [] })),
  )

/** The values that fixes of these steps change in the running kernel, where they edit nothing else. */
const valuesOf = (all: readonly Fixed[], own: readonly EditStep[]): string[] => {
  const paths = new Set(own.flatMap(step => step.edits.map(edit => edit.path)))
  const fixes = all.flatMap(({ progress }) => progress.applied.map(each => each.fix))
  return fixes
    .filter(({ edits }) => edits.length > 0 && edits.every(edit => paths.has(edit.path)))
    .flatMap(({ changes }) => changes.filter(value => value !== '*'))
}

/** The command that applies the files keeps every value that they change or set, whichever rule changed it. */
const keeping = (steps: readonly PlanStep[], values: readonly string[]): PlanStep[] =>
  steps.map(step =>
    step.kind === 'command' && /^sysctl\/(?:apply|live)/.test(step.id) && values.length > 0
      ? { ...step, keeps: [...new Set([...(step.keeps ?? []), ...values])] }
      : step,
  )

/** One step for each id; an id that stands in the plan already is done once more. */
function unique(steps: readonly PlanStep[], taken: ReadonlySet<string>): PlanStep[] {
  const names = new Map(steps.map(({ id }) => [id, taken.has(id) ? `${id}:again` : id]))
  const named = steps.map(step => ({ ...step, needs: step.needs.map(need => names.get(need) ?? need) }))
  return byId(named).map(step => ({ ...step, id: names.get(step.id) ?? step.id }))
}

/** Steps that need nothing of each other need the edits. */
function behind(steps: readonly PlanStep[], edits: readonly string[]): PlanStep[] {
  const own = new Set(steps.map(step => step.id))
  return steps.map(step =>
    step.needs.some(need => own.has(need)) ? step : { ...step, needs: [...step.needs, ...edits] },
  )
}

interface Taken {
  readonly taker: Taker
  readonly own: readonly EditStep[]
  readonly resolves: readonly Fingerprint[]
}

function standard({ taker, own, resolves }: Taken, { host }: Analysis): PlanStep[] {
  const paths = own.flatMap(step => step.edits.map(edit => edit.path))
  const care = careOf(taker, paths, host.models)
  const base = { id: `${taker}/live`, needs: [], resolves }
  if (!care) return [{ ...base, kind: 'decide', risk: 'outage', ...unknownTaker(taker) }]
  return [{ ...base, kind: 'command', ...taking(care) }]
}
