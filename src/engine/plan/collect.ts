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
  const brought = all.flatMap(({ finding, steps }) => steps.map((step): PlanStep => ({ ...step, resolves: [finding] })))
  const steps = new Map<string, PlanStep>()
  for (const step of brought) {
    const known = steps.get(step.id)
    steps.set(step.id, known ? united(known, step) : step)
  }
  return [...steps.values()]
}

/** One step of two with the same id: what either needs, checks, keeps and resolves. */
export function united(one: PlanStep, other: PlanStep): PlanStep {
  const checks = new Map([...(one.verify ?? []), ...(other.verify ?? [])].map(each => [each.argv.join('\0'), each]))
  const both = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]
  const step = { ...one, needs: both(one.needs, other.needs), resolves: both(one.resolves, other.resolves) }
  const whole = checks.size > 0 ? { ...step, verify: [...checks.values()] } : step
  if (whole.kind !== 'command' || other.kind !== 'command') return whole
  const keeps = both(whole.keeps ?? [], other.keeps ?? [])
  const units = both(whole.units ?? [], other.units ?? [])
  return { ...whole, ...(keeps.length > 0 && { keeps }), ...(units.length > 0 && { units }) }
}
