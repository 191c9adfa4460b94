import type { Plan, PlanStep } from '../engine/types.ts'
import { codeBlock, codeSpan, markdown } from './medium/markdown.ts'
import { stepDiffs } from './plan-diffs.ts'
import { leftLines } from './plan-left.ts'
import { placeOfFiles } from './plan-place.ts'
import { checkLines, type StepLine, undoLines } from './plan-step.ts'
import { actions } from './plan-text.ts'
import { risks, word } from './plan-words.ts'
import { say, type View } from './view.ts'

/** A runbook to tick off: steps in order, the files as they become, commands to copy. */
export function renderPlan(plan: Plan, view: View): string {
  const diffs = stepDiffs(plan)
  const steps = plan.steps.map((step, at) =>
    [stepText(step, at, view), ...(diffs.get(step) ?? []).map(diff => codeBlock(diff, 'diff'))].join('\n\n'),
  )
  const title = view.lang === 'zh' ? '# confward 整改计划' : '# confward plan'
  const place = placeOfFiles(plan)
  const head = [title, ...(place ? [markdown(say(view, place))] : [])]
  const parts = [...head, ...(steps.length > 0 ? steps : [markdown(word('nothing', view))]), ...left(plan, view)]
  return `${parts.join('\n\n')}\n`
}

function left(plan: Plan, view: View): string[] {
  const { shown, more } = leftLines(plan, view)
  if (shown.length === 0) return []
  const rows = shown.map(
    ({ severity, rule, place, message }) => `- ${severity} ${codeSpan(rule)} ${codeSpan(place)} ${markdown(message)}`,
  )
  const title = `## ${markdown(capital(word('open', view)))} (${plan.left.length})`
  return [title, [...rows, ...(more > 0 ? [`- … +${more}`] : [])].join('\n')]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function stepText(step: PlanStep, at: number, view: View): string {
  const risk = step.risk === 'none' ? '' : ` *(${markdown(`${word('risk', view)}: ${say(view, risks[step.risk])}`)})*`
  const lines = actions(step, view).map(([label, text]) => `- ${markdown(label)}: ${codeOrText(step, text)}`)
  const labelled = (label: string, { text, code }: StepLine): string =>
    `- ${markdown(word(label, view))}: ${code ? codeSpan(text) : markdown(text)}`
  const verify = (step.kind === 'check' ? [] : checkLines(step, view)).map(line => labelled('verify', line))
  const undo = undoLines(step, view).map(line => labelled('undo', line))
  const why = step.why ? [markdown(say(view, step.why)), ''] : []
  return [`## ☐ ${at + 1}. ${markdown(say(view, step.title))}${risk}`, '', ...why, ...lines, ...verify, ...undo].join(
    '\n',
  )
}

const codeOrText = (step: PlanStep, text: string): string => (step.kind === 'decide' ? markdown(text) : codeSpan(text))
