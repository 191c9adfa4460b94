import type { Baseline, Control } from '../baseline/index.ts'
import type { Localized } from '../message/index.ts'
import type { Ask, Fix } from '../rules/rule.ts'
import { activeRules, rulesFor } from './active.ts'
import { type Draft, draftEdits, draftOf, draftPatch, edited, storeOf } from './draft.ts'
import { type Choose, repair } from './fix.ts'
import { appliedKeys } from './plan/applied-keys.ts'
import { plan } from './plan/plan.ts'
import { careOf, takerOf, taking, unknownTaker } from './plan/takers.ts'
import { run } from './run.ts'
import { changed } from './seen.ts'
import { openSession, type Session } from './session.ts'
import type { Analysis, AnalyzeInput, Finding, Fingerprint, FixResult, Plan, PlanStep, WaiverEntry } from './types.ts'

/** Where somebody who decides fix by fix stands: the files as they are by now, in memory. Immutable. */
export interface Standing {
  readonly session: Session
  readonly draft: Draft
  readonly analysis: Analysis
}

/** The files as they would be after some fixes, each of them verified; what failed, with the reason. */
export interface Trial extends Pick<FixResult, 'applied' | 'rejected'> {
  readonly standing: Standing
}

export function openStanding(input: AnalyzeInput): Standing {
  const { session, loaded } = openSession(input)
  return { session, draft: draftOf(session.store), analysis: run(session, session.store, { loaded }) }
}

/** Repairs what is chosen, on top of what was repaired before. */
export function attempt({ session, draft, analysis }: Standing, choose: Choose, unsafe = true): Trial {
  const start = { ...analysis, store: storeOf(draft) }
  const progress = repair(session, start, { excluded: new Set(), choose, unsafe })
  return {
    standing: { session, draft: edited(draft, draftEdits(progress.draft)), analysis: progress.analysis },
    applied: progress.applied,
    rejected: [...progress.rejected.values()],
  }
}

/** Repairs one finding in a way that its rule did not offer, such as a value that somebody changed. */
export function attemptOwn(standing: Standing, { fingerprint }: Finding, fix: Fix): Trial {
  const { report } = standing.analysis
  const findings = report.findings.map(each =>
    each.fingerprint === fingerprint ? changed(each, { fixes: [fix] }) : each,
  )
  const analysis = { ...standing.analysis, report: { ...report, findings } }
  return attempt({ ...standing, analysis }, each => each.fingerprint === fingerprint)
}

const again = (session: Session, draft: Draft): Standing => ({ session, draft, analysis: run(session, storeOf(draft)) })

export function withWaiver({ session, draft }: Standing, entry: WaiverEntry): Standing {
  const input = { ...session.input, waivers: [...(session.input.waivers ?? []), entry] }
  return again({ ...session, input }, draft)
}

/** What an answer sets, for every rule that has the option: remedies share theirs. Other entries of a map stay. */
export function withOption({ session, draft }: Standing, { option: name = '', entry }: Ask, value: unknown): Standing {
  const having = session.rules.filter(({ rule }) => name in rule.defaults)
  const controls: Record<string, Control> = { ...session.baseline.controls }
  for (const { id } of having.map(({ rule }) => rule)) {
    const options = controls[id]?.options ?? {}
    const whole = entry === undefined ? value : { ...(options[name] as object | undefined), [entry]: value }
    controls[id] = { ...controls[id], options: { ...options, [name]: whole } }
  }
  const baseline: Baseline = { ...session.baseline, controls }
  return again(
    { ...session, baseline, rules: activeRules(baseline, rulesFor(session.roots.map(({ format }) => format))) },
    draft,
  )
}

/** The edits against the files as they were read, and the patch in the bytes of each file's encoding. */
export const outcome = ({ draft }: Standing): Pick<FixResult, 'edits' | 'diff' | 'patch'> => ({
  edits: draftEdits(draft),
  ...draftPatch(draft),
})

/** The text of a file by now. */
export const textBy = ({ draft }: Standing): Analysis['store'] => storeOf(draft)

/** What is left to do once the files are as they stand; findings in `without` are left alone. */
export function planFrom({ session, draft, analysis }: Standing, without: ReadonlySet<Fingerprint>): Plan {
  const { input, baseline } = session
  const findings = analysis.report.findings.filter(({ fingerprint }) => !without.has(fingerprint))
  const rest = plan({ ...input, baseline, files: storeOf(draft) }, { ...analysis.report, findings })
  return { ...rest, steps: [...takeUp({ session, draft, analysis }), ...rest.steps] }
}

/** The files were edited outside of the plan. */
const byPatch: Localized = {
  en: 'take back the files (confward undo, or patch -R for a patch), then do this step again',
  zh: '恢复文件（confward undo；补丁则用 patch -R），然后重新执行此步',
}

/** How the daemons take the files that were edited so far: the check first, then what makes them read. */
function takeUp({ draft, analysis }: Standing): PlanStep[] {
  const paths = draftEdits(draft).map(edit => edit.path)
  const takers = [...new Set(paths.map(path => takerOf(analysis, path)))]
  return takers.flatMap((taker): PlanStep[] => {
    const own = paths.filter(path => takerOf(analysis, path) === taker)
    const care = careOf(taker, own, analysis.host.models)
    const id = `${taker}/take-up`
    if (!care) return [{ ...unknownTaker(taker), kind: 'decide', id, needs: [], risk: 'outage', resolves: [] }]
    const base = { needs: [], risk: care.risk, resolves: [], title: care.title } as const
    const check: PlanStep[] = care.check
      ? [{ ...base, kind: 'check', id: `${id}-check`, title: care.check.says, risk: 'none', checks: [care.check] }]
      : []
    const needs = check.map(step => step.id)
    const keeps = taker === 'sysctl' ? appliedKeys(analysis) : []
    const command: PlanStep = { ...base, ...taking(care), kind: 'command', id, needs, undone: byPatch }
    return [...check, keeps.length > 0 ? { ...command, keeps } : command]
  })
}
