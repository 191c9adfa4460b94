import type { Plan, PlanStep } from '../engine/types.ts'
import { type Edit, editsByPath, type SourceFile } from '../text/index.ts'
import { cleanText } from './clean-finding.ts'
import { FollowedText } from './followed-text.ts'
import { secretsOf } from './known-secrets.ts'

/** The files of a plan as its steps find them. Secrets that an edit writes once more are those of the file before. */
class Texts {
  readonly #before = new Map<string, SourceFile | undefined>()
  readonly #followed = new Map<string, FollowedText>()

  constructor({ files }: Plan) {
    for (const { path, before, encoding = 'utf8', source } of files)
      this.#before.set(path, source ?? (before === undefined ? undefined : { path, text: before, encoding }))
  }

  at(path: string): FollowedText {
    const text = this.#followed.get(path) ?? new FollowedText(path, this.#before.get(path))
    this.#followed.set(path, text)
    return text
  }

  diff(path: string, edits: readonly Edit[]): string {
    return cleanText(this.at(path).change(edits), secretsOf(this.#before.get(path)))
  }
}

/** What each step changes in files, as unified diffs. Edits count in the text as it is when the step's turn comes. */
export function stepDiffs(plan: Plan): ReadonlyMap<PlanStep, readonly string[]> {
  const texts = new Texts(plan)
  return new Map(plan.steps.map(step => [step, diffsOf(step, texts)]))
}

function diffsOf(step: PlanStep, texts: Texts): string[] {
  if (step.kind === 'edit') return [...editsByPath(step.edits)].map(([path, edits]) => texts.diff(path, edits))
  if (step.kind !== 'write') return []
  const { path, text } = step
  return [texts.diff(path, [{ path, span: { start: 0, end: texts.at(path).length }, text }])]
}
