import { attempt } from '../engine/guided.ts'
import type { Finding } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Fix } from '../rules/rule.ts'
import { isOpen, openOnes, type Proposal, type State, say, waysOf } from './state.ts'

/** Goes on to the next finding that is still open and wanted, or to the review. */
export function next(state: State, said: readonly Localized[] = []): State {
  const open = new Map(openOnes(state).map(finding => [finding.fingerprint, finding]))
  const at = state.queue.findIndex(print => {
    const finding = open.get(print)
    return finding && !state.skippedRules.has(finding.rule)
  })
  const finding = open.get(state.queue[at] ?? '')
  if (!finding) return { ...state, queue: [], scene: { kind: 'review' }, said }
  const { proposal, left } = propose(state, finding, waysOf(finding))
  return { ...state, queue: state.queue.slice(at + 1), scene: { kind: 'step', proposal }, said: [...said, ...left] }
}

interface Proposed {
  readonly proposal: Proposal
  /** Why ways before this one are out of the question. */
  readonly left: readonly Localized[]
}

/** The first of the ways that holds, tried in memory. */
export function propose(state: State, finding: Finding, ways: readonly Fix[]): Proposed {
  const left: Localized[] = []
  const number = (rest: number): number => waysOf(finding).length - rest
  for (const [at, fix] of ways.entries()) {
    const others = ways.slice(at + 1)
    const proposal = { finding, fix, others, way: number(others.length) }
    if (fix.edits.length === 0) return { proposal, left }
    const trial = attempt(state.standing, (each, way) => each.fingerprint === finding.fingerprint && way === fix)
    if (trial.applied.length > 0) return { proposal: { ...proposal, trial }, left }
    left.push(refusal(fix, trial.rejected[0]?.because))
  }
  return { proposal: { finding, others: [], way: 0 }, left }
}

const refusal = ({ title }: Fix, because: Localized = say('it does not apply', '不适用')): Localized =>
  say(`"${title.en}" is left out: ${because.en}`, `不采用“${title.zh}”：${because.zh}`)

/** The same finding in another analysis, unless it is gone. */
export const sameFinding = ({ standing }: State, { fingerprint }: Finding): Finding | undefined =>
  standing.analysis.report.findings.find(each => each.fingerprint === fingerprint && isOpen(each))
