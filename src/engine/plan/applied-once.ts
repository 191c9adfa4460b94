import type { PlanStep } from '../types.ts'
import { united } from './collect.ts'
import { questionsIn } from './questions.ts'

/**
 * Kernel settings that differ from their files are applied together with the files that the plan changes: what applies one
 * file applies all of them, and before the change nothing waits for it. A question between the two keeps them apart.
 */
export function appliedOnce(steps: readonly PlanStep[]): PlanStep[] {
  const again = steps.find(step => step.id === `${first}:again`)
  const early = steps.find(step => step.id === first)
  const awaited = steps.some(step => step !== again && step.needs.includes(first))
  if (!again || !early || awaited || questionsIn(steps)(steps.indexOf(early), steps.indexOf(again))) return [...steps]
  const once = { ...united([early, again]), id: first }
  const rest = steps.filter(step => step !== early).map(step => (step === again ? once : step))
  return rest.map(step => ({ ...step, needs: [...new Set(step.needs.map(renamed))].filter(need => need !== step.id) }))
}

const first = 'sysctl/apply'
const renamed = (need: string): string => (need === `${first}:again` ? first : need)
