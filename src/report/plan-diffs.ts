import type { Plan, PlanStep } from '../engine/types.ts'
import { editsByPath, type SourceFile } from '../text/index.ts'
import { FollowedText } from './followed-text.ts'
import { redactText } from './redact.ts'

type Texts = Map<string, FollowedText>

/** What each step changes in files, as unified diffs. Edits count in the text as it is when the step's turn comes. */
export function stepDiffs(plan: Plan): ReadonlyMap<PlanStep, readonly string[]> {
  const texts: Texts = new Map()
  for (const { path, before, encoding = 'utf8', source } of plan.files) {
    const file: SourceFile | undefined = source ?? (before === undefined ? undefined : { path, text: before, encoding })
    texts.set(path, new FollowedText(path, file))
  }
  return new Map(plan.steps.map(step => [step, diffsOf(step, texts)]))
}

function diffsOf(step: PlanStep, texts: Texts): string[] {
  const followed = (path: string): FollowedText => {
    const text = texts.get(path) ?? new FollowedText(path, undefined)
    texts.set(path, text)
    return text
  }
  if (step.kind === 'edit')
    return [...editsByPath(step.edits)].map(([path, edits]) => redactText(followed(path).change(edits)))
  if (step.kind !== 'write') return []
  const { path, text } = step
  const file = followed(path)
  return [redactText(file.change([{ path, span: { start: 0, end: file.length }, text }]))]
}
