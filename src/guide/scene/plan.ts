import { textBy } from '../../engine/guided.ts'
import { isUnreadable } from '../../files/index.ts'
import { renderPlan } from '../../report/plan-text.ts'
import type { View } from '../../report/view.ts'
import { type Look, type Presented, ruler } from '../look.ts'
import type { Answer } from '../question.ts'
import { type Scene, type State, say } from '../state.ts'

type Plan = Scene & { readonly kind: 'plan' }
type PlanFile = Scene & { readonly kind: 'plan-file' }

/** The steps in order. Nothing of it is ever executed. */
export function presentPlan({ plan }: Plan, state: State, look: Look): Presented {
  const title = ruler(look.lang === 'zh' ? '计划：请自行执行' : 'plan: for you to carry out', look)
  const lines = ['', title, ...renderPlan(plan, viewOf(state, look)).trimEnd().split('\n')]
  const choices = [
    { value: 'done', name: say('done', '完成') },
    { value: 'markdown', name: say('save as a checklist', '保存为清单') },
    { value: 'sh', name: say('save as a script', '保存为脚本') },
  ]
  return { lines, question: { kind: 'one', id: 'plan', message: say('Keep it?', '是否保存？'), choices } }
}

export function viewOf({ standing }: State, look: Look): View {
  const files = textBy(standing)
  return {
    ...look,
    source: path => {
      const entry = files.read(path)
      return isUnreadable(entry) ? undefined : entry
    },
    page: () => undefined,
    failOn: undefined,
  }
}

export function answerPlan({ plan }: Plan, state: State, [choice]: Answer): State {
  if (choice === 'sh' || choice === 'markdown') return { ...state, scene: { kind: 'plan-file', plan, form: choice } }
  return { ...state, scene: { kind: 'end', discarded: false } }
}

export function presentPlanFile({ form }: PlanFile): Presented {
  const usual = form === 'sh' ? 'confward-plan.sh' : 'confward-plan.md'
  const refuse = (text: string): ReturnType<typeof say> | undefined =>
    text.trim() === '' ? say('a name is required', '必须填写文件名') : undefined
  return { lines: [], question: { kind: 'text', id: 'plan file', message: say('Name', '文件名'), usual, refuse } }
}

export const answerPlanFile = ({ plan, form }: PlanFile, state: State, [name = '']: Answer): State => ({
  ...state,
  scene: { kind: 'save', plan, form, name: name.trim() },
})
