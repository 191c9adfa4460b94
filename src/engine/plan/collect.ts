import { hostRoot, onHost } from '../../files/index.ts'
import type { Step } from '../../rules/rule.ts'
import type { Finding, Fingerprint, PlanStep } from '../types.ts'

/** The steps that repair one finding. */
export interface Remedy {
  readonly finding: Finding
  readonly steps: readonly Step[]
}

/** The first fix with steps of every finding that has one, unless a safe edit repairs it. */
export const remedies = (findings: readonly Finding[]): Remedy[] =>
  findings.flatMap(finding => {
    if (finding.fixes.some(fix => fix.safety === 'safe' && fix.edits.length > 0 && !fix.steps?.length)) return []
    const steps = finding.fixes.find(fix => fix.steps && fix.steps.length > 0)?.steps
    return steps ? [{ finding, steps: steps.map(step => inStore(step, finding.path)) }] : []
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
      known.resolves.add(finding.fingerprint)
      steps.set(step.id, known)
    }
  return [...steps.values()].map(({ step, resolves }) => ({ ...step, resolves: [...resolves] }))
}
