import type { Plan, PlanStep } from '../engine/types.ts'
import { unifiedDiff } from '../text/index.ts'
import { codeBlock, codeSpan, markdown } from './medium/markdown.ts'
import { actions, checkText, risks, typed, word } from './plan-text.ts'
import { redactText, secretLines } from './redact.ts'
import { say, type View } from './view.ts'

/** A runbook to tick off: steps in order, the files as they become, commands to copy. */
export function renderPlan(plan: Plan, view: View): string {
  const steps = plan.steps.map((step, at) => stepText(step, at, view))
  const title = view.lang === 'zh' ? '# confward 整改计划' : '# confward plan'
  const diffs = plan.files.flatMap(file => fileText(file))
  const parts = [title, ...(steps.length > 0 ? steps : [markdown(word('nothing', view))]), ...diffs]
  return `${parts.join('\n\n')}\n`
}

function stepText(step: PlanStep, at: number, view: View): string {
  const risk = step.risk === 'none' ? '' : ` *(${markdown(`${word('risk', view)}: ${say(view, risks[step.risk])}`)})*`
  const lines = actions(step, view).map(([label, text]) => `- ${markdown(label)}: ${codeOrText(step, text)}`)
  const verify = (step.verify ?? []).map(
    check => `- ${markdown(word('verify', view))}: ${codeSpan(checkText(check, view))}`,
  )
  const undo = (step.undo ?? []).map(command => `- ${markdown(word('undo', view))}: ${codeSpan(typed(command))}`)
  const why = step.why ? [markdown(say(view, step.why)), ''] : []
  return [`## ☐ ${at + 1}. ${markdown(say(view, step.title))}${risk}`, '', ...why, ...lines, ...verify, ...undo].join(
    '\n',
  )
}

const codeOrText = (step: PlanStep, text: string): string => (step.kind === 'decide' ? markdown(text) : codeSpan(text))

function fileText({ path, before, after }: Plan['files'][number]): string[] {
  if (after === undefined || after === before) return []
  const edits = [{ path, span: { start: 0, end: before?.length ?? 0 }, text: after }]
  const hidden = before === undefined ? new Set<number>() : secretLines({ path, text: before, encoding: 'utf8' })
  return [codeBlock(redactText(unifiedDiff({ path, before, edits, hidden })), 'diff')]
}
