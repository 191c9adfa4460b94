import type { Plan } from '../engine/types.ts'
import { stepValue } from './json.ts'
import { json } from './medium/json.ts'
import type { View } from './view.ts'

/** For programs. Fields are only ever added; texts are in the language of the view. */
export const renderPlan = (plan: Plan, view: View): string =>
  json({
    schema: 1,
    steps: plan.steps.map(step => stepValue(step, view)),
    open: plan.open,
    files: plan.files,
  })
