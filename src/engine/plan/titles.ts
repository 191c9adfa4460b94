import type { Localized } from '../../message/index.ts'
import type { PlanStep } from '../types.ts'

/** Steps that change a file say which, where another of the plan has the same title. */
export function toldApart(steps: readonly PlanStep[]): PlanStep[] {
  const count = new Map<string, number>()
  for (const { title } of steps) count.set(title.en, (count.get(title.en) ?? 0) + 1)
  return steps.map(step => {
    const path = onlyPath(step)
    return path === undefined || count.get(step.title.en) === 1 ? step : { ...step, title: of(step.title, path) }
  })
}

function onlyPath(step: PlanStep): string | undefined {
  if (step.kind === 'write') return step.path
  const paths = new Set(step.kind === 'edit' ? step.edits.map(edit => edit.path) : [])
  return paths.size === 1 ? [...paths][0] : undefined
}

const of = ({ en, zh }: Localized, path: string): Localized => ({ en: `${en}: ${path}`, zh: `${zh}：${path}` })
