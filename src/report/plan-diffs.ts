import type { Plan, PlanStep } from '../engine/types.ts'
import {
  afterEdits,
  applyEdits,
  type Edit,
  editsByPath,
  markSecret,
  type SourceFile,
  unifiedDiff,
} from '../text/index.ts'
import { cleanText } from './clean-finding.ts'
import { secretsOf } from './known-secrets.ts'
import { secretLines } from './redact.ts'

type Texts = Map<string, SourceFile | undefined>

/** What each step changes in files, as unified diffs. Edits count in the text as it is when the step's turn comes. */
export function stepDiffs(plan: Plan): ReadonlyMap<PlanStep, readonly string[]> {
  const texts: Texts = new Map()
  for (const { path, before, encoding = 'utf8', source } of plan.files)
    texts.set(path, source ?? (before === undefined ? undefined : { path, text: before, encoding }))
  return new Map(plan.steps.map(step => [step, diffsOf(step, texts)]))
}

function diffsOf(step: PlanStep, texts: Texts): string[] {
  if (step.kind === 'edit') return [...editsByPath(step.edits)].map(([path, edits]) => diff(path, edits, texts))
  if (step.kind !== 'write') return []
  const { path, text } = step
  const end = texts.get(path)?.text.length ?? 0
  return [diff(path, [{ path, span: { start: 0, end }, text }], texts)]
}

function diff(path: string, edits: readonly Edit[], texts: Texts): string {
  const file = texts.get(path)
  const text = applyEdits(file?.text ?? '', edits)
  const after: SourceFile = { path, text, encoding: file?.encoding ?? 'utf8' }
  if (file) for (const span of afterEdits(file, edits)) markSecret({ file: after, span })
  texts.set(path, after)
  const hidden = file ? secretLines(file) : new Set<number>()
  return cleanText(unifiedDiff({ path, before: file?.text, edits, hidden }), secretsOf(file))
}
