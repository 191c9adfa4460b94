import type { Localized } from '../../message/index.ts'
import type { Step } from '../../rules/rule.ts'
import { type Edit, editsByPath } from '../../text/index.ts'
import { draftEdits } from '../draft.ts'
import type { Progress } from '../fix.ts'
import type { PlanStep } from '../types.ts'
import { careOf, takerOf } from './takers.ts'

/** What a kind of fixes is called in a plan. */
export interface Kind {
  readonly id: string
  readonly title: Localized
  readonly risk: Step['risk']
}

export const safeFixes: Kind = {
  id: 'safe-fixes',
  title: { en: 'Apply the safe fixes', zh: '应用安全修复' },
  risk: 'low',
}

export const strongFixes: Kind = {
  id: 'unsafe-fixes',
  title: { en: 'Apply the fixes that change behaviour', zh: '应用会改变行为的修复' },
  risk: 'behaviour',
}

/** Safe fixes of findings that show only now. */
export const laterFixes: Kind = {
  id: 'later-fixes',
  title: { en: 'Apply the safe fixes of what these changes left', zh: '应用上述更改之后的安全修复' },
  risk: 'low',
}

export type EditStep = PlanStep & { readonly kind: 'edit' }

/**
 * Verified fixes as steps: one edit for each daemon, with the check that can be made before it takes the files.
 * `before` are the steps that lead to the text the edits count in.
 */
export function editSteps(progress: Progress, kind: Kind, before: readonly PlanStep[]): EditStep[] {
  const { analysis } = progress
  const edits = draftEdits(progress.draft)
  const takers = [...new Set(edits.map(edit => takerOf(analysis, edit.path)))]
  return takers.map(taker => {
    const own = edits.filter(edit => takerOf(analysis, edit.path) === taker)
    const paths = own.map(edit => edit.path)
    const care = careOf(taker, paths, analysis.host.models)
    return {
      kind: 'edit',
      id: `${taker}/${kind.id}`,
      title: kind.title,
      risk: kind.risk,
      needs: before.filter(step => meets(step, own)).map(step => step.id),
      edits: own,
      resolves: appliedIn(progress, own).map(each => each.finding),
      ...(care?.check && { verify: [care.check] }),
      ...(care && { undo: care.undo }),
    }
  })
}

const meets = (step: PlanStep, edits: readonly Edit[]): boolean => {
  const paths = new Set(edits.map(edit => edit.path))
  if (step.kind === 'write') return paths.has(step.path)
  return step.kind === 'edit' && [...editsByPath(step.edits).keys()].some(path => paths.has(path))
}

/** The fixes that edit files of these edits. */
export function appliedIn({ applied }: Progress, edits: readonly Edit[]): Progress['applied'] {
  const paths = new Set(edits.map(edit => edit.path))
  return applied.filter(each => each.fix.edits.some(edit => paths.has(edit.path)))
}
