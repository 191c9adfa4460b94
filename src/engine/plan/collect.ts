import { hostRoot, onHost } from '../../files/index.ts'
import type { Step } from '../../rules/rule.ts'
import type { Finding, Fingerprint, PlanStep } from '../types.ts'

/** The steps that repair a finding. */
export interface Remedy {
  readonly finding: Fingerprint
  readonly rule: string
  readonly steps: readonly Step[]
}

/**
 * The fix in stages of every finding that has one, unless a safe edit repairs it. A fix with edits of its own is none:
 * its steps only follow the edits.
 */
export const remedies = (findings: readonly Finding[]): Remedy[] =>
  findings.flatMap(({ fixes, fingerprint, rule, path }) => {
    if (fixes.some(fix => fix.safety === 'safe' && fix.edits.length > 0)) return []
    const steps = fixes.find(fix => fix.edits.length === 0 && fix.steps && fix.steps.length > 0)?.steps
    return steps ? [{ finding: fingerprint, rule, steps: steps.map(step => inStore(step, path)) }] : []
  })

/** Steps speak of paths on the host; the store may hold that host below a folder. */
const inStore = (step: Step, path: string): Step =>
  step.kind === 'write' ? { ...step, path: onHost(hostRoot(path), step.path) } : step

/** One step for each id, in order of appearance, with every finding that brought it. */
export function merged(all: readonly Omit<Remedy, 'rule'>[]): PlanStep[] {
  return byId(all.flatMap(({ finding, steps }) => steps.map((step): PlanStep => ({ ...step, resolves: [finding] }))))
}

/** One step for each id, in order of appearance. */
export function byId(all: readonly PlanStep[]): PlanStep[] {
  const groups = new Map<string, [PlanStep, ...PlanStep[]]>()
  for (const step of all) {
    const group = groups.get(step.id)
    if (group) group.push(step)
    else groups.set(step.id, [step])
  }
  return [...groups.values()].map(group => (group.length === 1 ? group[0] : united(group)))
}

/** One step of several with the same id: what any of them needs, checks, keeps and resolves. */
export function united(group: readonly [PlanStep, ...PlanStep[]]): PlanStep {
  const [one] = group
  const all = (part: (step: PlanStep) => readonly string[]): string[] => [...new Set(group.flatMap(part))]
  const checks = new Map(group.flatMap(({ verify = [] }) => verify).map(each => [each.argv.join('\0'), each]))
  const step = { ...one, needs: all(({ needs }) => needs), resolves: all(({ resolves }) => resolves) }
  const whole = checks.size > 0 ? { ...step, verify: [...checks.values()] } : step
  if (whole.kind !== 'command') return whole
  const keeps = all(each => (each.kind === 'command' ? (each.keeps ?? []) : []))
  const units = all(each => (each.kind === 'command' ? (each.units ?? []) : []))
  return { ...whole, ...(keeps.length > 0 && { keeps }), ...(units.length > 0 && { units }) }
}
