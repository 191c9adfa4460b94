import { hostRoot, onHost } from '../../files/index.ts'
import type { Step } from '../../rules/rule.ts'
import type { Finding, Fingerprint, PlanStep } from '../types.ts'

/** The steps that repair a finding. */
export interface Remedy {
  readonly finding: Fingerprint
  readonly steps: readonly Step[]
}

/**
 * The fix in stages of every finding that has one, unless a safe edit repairs it. A fix with edits of its own is none:
 * its steps only follow the edits.
 */
export const remedies = (findings: readonly Finding[]): Remedy[] =>
  findings.flatMap(({ fixes, fingerprint, path }) => {
    if (fixes.some(fix => fix.safety === 'safe' && fix.edits.length > 0)) return []
    const steps = fixes.find(fix => fix.edits.length === 0 && fix.steps && fix.steps.length > 0)?.steps
    return steps ? [{ finding: fingerprint, steps: steps.map(step => inStore(step, path)) }] : []
  })

/** Steps speak of paths on the host; the store may hold that host below a folder. */
const inStore = (step: Step, path: string): Step =>
  step.kind === 'write' ? { ...step, path: onHost(hostRoot(path), step.path) } : step

/** One step for each id, in order of appearance, with every finding that brought it. */
export function merged(all: readonly Remedy[]): PlanStep[] {
  const steps = new Map<string, { step: Step; resolves: Set<Fingerprint> }>()
  for (const { finding, steps: own } of all)
    for (const step of own) {
      const known = steps.get(step.id) ?? { step, resolves: new Set() }
      known.resolves.add(finding)
      steps.set(step.id, known)
    }
  return [...steps.values()].map(({ step, resolves }) => ({ ...step, resolves: [...resolves] }))
}
