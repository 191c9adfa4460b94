import type { Localized } from '../message/index.ts'
import type { Step } from '../rules/rule.ts'
import { checkText, typed, word } from './plan-words.ts'
import { say, type View } from './view.ts'

/** What somebody types, or words for somebody. */
export interface StepLine {
  readonly text: string
  readonly code: boolean
}

type About = Pick<View, 'lang'>

const code = (text: string): StepLine => ({ text, code: true })
const words = (text: string): StepLine => ({ text, code: false })

const usualCheck: Readonly<Partial<Record<Step['kind'], Localized>>> = {
  edit: { en: 'the files read as the diff shows', zh: '文件内容与以上改动一致' },
  write: { en: 'the file reads as the diff shows', zh: '文件内容与以上改动一致' },
  decide: { en: 'whoever does or decides it says that it is done', zh: '由执行或决定者确认已完成' },
}

const usualUndo: Readonly<Partial<Record<Step['kind'], Localized>>> = {
  check: { en: 'nothing to take back: it only looks', zh: '无需撤销：此步只做检查' },
  decide: { en: 'whoever did it takes it back', zh: '由执行者自行撤销' },
}

const texts = (all: readonly (Localized | undefined)[], { lang }: About): StepLine[] =>
  all.flatMap(each => (each ? [words(each[lang])] : []))

/** How to see that a step worked, beside what a `check` consists of: never nothing for a step that has its check. */
export function checkLines(step: Step, view: About): StepLine[] {
  const checks = [...renewal(step, view), ...(step.verify ?? []).map(check => code(checkText(check, view)))]
  if (step.kind === 'check') return [...step.checks.map(check => code(checkText(check, view))), ...checks]
  return checks.length > 0 ? checks : texts([step.verified ?? usualCheck[step.kind]], view)
}

const renewal = (step: Step, view: About): StepLine[] =>
  step.kind === 'command' && step.renews
    ? [code(`${typed(step.renews)}  # ${step.renews.says[view.lang]} (${word('others', view)})`)]
    : []

/** How a step is taken back: an edit first of all by the diff, read the other way. */
export function undoLines(step: Step, view: About): StepLine[] {
  const lines = [
    ...kept(step, view),
    ...(step.undo ?? []).map(each => code(typed(each))),
    ...texts([step.undone], view),
  ]
  return lines.length > 0 ? lines : texts([usualUndo[step.kind]], view)
}

function kept(step: Step, view: About): StepLine[] {
  if (step.kind === 'edit' || step.kind === 'write') return [words(word('restore', view))]
  if (step.kind !== 'command') return []
  const units = (step.units ?? []).map(unit => words(say(view, asItWas(unit))))
  return [...((step.keeps ?? []).length > 0 ? [words(word('giveBack', view))] : []), ...units]
}

const asItWas = (unit: string): Localized => ({
  en: `let ${unit} be what was noted: systemctl enable or disable, start or stop`,
  zh: `使 ${unit} 恢复记录的状态：systemctl enable 或 disable，start 或 stop`,
})
