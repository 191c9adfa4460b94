import type { Model } from '../../formats/format.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { back, reload } from '../../remedies/nginx/service.ts'
import { backByRestart, reopens, restarting } from '../../remedies/nginx/widened.ts'
import type { PlanStep } from '../types.ts'

/**
 * Plain fixes move sockets as well: where nginx cannot open the new ones beside the old, what follows the edits restarts it.
 * @param steps that were added between the two states of the files
 */
export function reopened<S extends PlanStep>(
  steps: readonly S[],
  before: readonly Model[],
  after: readonly Model[],
): S[] {
  const former = new Map(nginxOf(before).map(model => [model.root, model]))
  const moved = nginxOf(after).some(model => {
    const old = former.get(model.root)
    return old !== undefined && reopens(old, model)
  })
  return moved ? steps.map(byRestart) : [...steps]
}

const nginxOf = (models: readonly Model[]): NginxModel[] =>
  models.filter((model): model is NginxModel => model.format === 'nginx')

function byRestart<S extends PlanStep>(step: S): S {
  if (step.kind === 'command' && step.commands.includes(reload)) return { ...step, ...restarting }
  return step.undo === back ? { ...step, undo: backByRestart } : step
}
