import type { Plan } from '../engine/types.ts'
import type { View } from './view.ts'

export type PlanRenderer = (plan: Plan, view: View) => string

/** Every form of a plan. A new one is a file and a line here. */
export const plans: Readonly<Record<string, () => Promise<PlanRenderer>>> = {
  text: async () => (await import('./plan-text.ts')).renderPlan,
  markdown: async () => (await import('./plan-markdown.ts')).renderPlan,
  sh: async () => {
    const { planSh } = await import('./plan-sh.ts')
    return (made, view) => planSh(made, view)
  },
  json: async () => (await import('./plan-json.ts')).renderPlan,
}
