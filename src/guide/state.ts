import type { Standing, Trial } from '../engine/guided.ts'
import type { Finding, Fingerprint, Plan, Report, WaiverEntry } from '../engine/types.ts'
import type { Localized } from '../message/index.ts'
import type { Ask, Fix } from '../rules/rule.ts'

/** What is being decided. */
export type Scene =
  | { readonly kind: 'overview' }
  | { readonly kind: 'pick'; readonly by: 'file' | 'rule' }
  | { readonly kind: 'choose'; readonly among: readonly Finding[] }
  | { readonly kind: 'step'; readonly proposal: Proposal }
  | { readonly kind: 'explain'; readonly proposal: Proposal }
  | { readonly kind: 'edit'; readonly proposal: Proposal; readonly typed: readonly string[] }
  | { readonly kind: 'ask'; readonly proposal: Proposal; readonly asks: readonly Ask[] }
  | { readonly kind: 'waive'; readonly proposal: Proposal; readonly reason?: string; readonly owner?: string }
  | { readonly kind: 'review' }
  | { readonly kind: 'patch' }
  | { readonly kind: 'write'; readonly patch?: string }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'plan-file'; readonly plan: Plan; readonly form: PlanForm }
  | { readonly kind: 'save'; readonly plan: Plan; readonly form: PlanForm; readonly name: string }
  | { readonly kind: 'end'; readonly discarded: boolean }

export type PlanForm = 'sh' | 'markdown'

/** A finding with one way to deal with it, tried already. */
export interface Proposal {
  readonly finding: Finding
  /** Undefined: no rule knows a way, a person has to. */
  readonly fix?: Fix
  /** The files once it is done. Undefined for a fix in steps. */
  readonly trial?: Trial
  /** Ways that follow in case this one is not wanted. */
  readonly others: readonly Fix[]
  /** Number of this way, from 1. */
  readonly way: number
}

/** Everything a session knows. A new one for each answer; the former stays for undo. */
export interface State {
  readonly today: string
  readonly start: Report
  /** Score that can be reached. */
  readonly reachable: number
  readonly standing: Standing
  readonly scene: Scene
  /** Findings still to go through. */
  readonly queue: readonly Fingerprint[]
  /** How many were chosen. */
  readonly chosen: number
  /** Findings that were looked at and left as they are. */
  readonly skipped: ReadonlySet<Fingerprint>
  readonly skippedRules: ReadonlySet<string>
  /** Findings whose steps belong into the plan. */
  readonly planned: ReadonlySet<Fingerprint>
  readonly waivers: readonly WaiverEntry[]
  readonly fixes: number
  /** What the last answer led to, to be said before the next question. */
  readonly said: readonly Localized[]
  /** Before the last decision about a fix. */
  readonly before?: State
}

export const say = (en: string, zh: string): Localized => ({ en, zh })

export const isOpen = (finding: Finding): boolean => !finding.waived

export const openOnes = ({ standing }: State): Finding[] => standing.analysis.report.findings.filter(isOpen)

/** What can be done about a finding, the most harmless first: edits that keep what clients get, other edits, steps. */
export const waysOf = ({ fixes }: Finding): Fix[] => [
  ...fixes.filter(fix => fix.edits.length > 0 && fix.safety === 'safe'),
  ...fixes.filter(fix => fix.edits.length > 0 && fix.safety === 'unsafe'),
  ...fixes.filter(fix => fix.edits.length === 0 && (fix.steps?.length ?? 0) > 0),
]
