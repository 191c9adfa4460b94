import type { Fix } from '../rules/rule.ts'
import { attribute } from './attribute.ts'
import { type Draft, draftEdits, draftOf, draftPatch, edited, storeOf, unwritable } from './draft.ts'
import type { TracedChange } from './effective.ts'
import { Occupied } from './occupied.ts'
import { run } from './run.ts'
import { openSession, type Session } from './session.ts'
import { settle } from './settle.ts'
import type { Analysis, AnalyzeInput, Finding, FixResult, Report } from './types.ts'
import { type Repair, verify } from './verify.ts'

/** Wants this fix of this finding? Asked for safe fixes, and for unsafe ones only with `input.unsafe`. */
export type Choose = (finding: Finding, fix: Fix) => boolean

/** Fixes that overlap wait for the next round; a chain longer than this ends unfinished. */
const maxRounds = 12

/** Where a fixing run stands: the draft, its analysis, what was applied and refused on the way. */
export interface Progress {
  draft: Draft
  analysis: Analysis
  readonly applied: FixResult['applied'][number][]
  readonly rejected: Map<string, FixResult['rejected'][number]>
  /** Rejected since the files last changed. Once they change, a fix may fit after all. */
  readonly blocked: Set<string>
}

/**
 * Applies fixes in memory, each verified by analysing the result: no new problem, its finding gone, nothing of its
 * weight new, effective settings changed only where it said so. What fails is rejected with the reason. Repeats until
 * nothing is left to fix, so that fixing the result again changes nothing.
 */
export function fix(input: AnalyzeInput, report: Report, choose: Choose = () => true): FixResult {
  const { session, loaded } = openSession(input)
  const start = run(session, session.store, { loaded })
  return resultOf(
    repair(session, start, { excluded: leftOut(start.report, report), choose, unsafe: input.unsafe ?? false }),
  )
}

/** Repairs what is wanted, from an analysis on. */
export function repair(session: Session, start: Analysis, wish: Wish): Progress {
  const draft = draftOf(start.store)
  const progress: Progress = { draft, analysis: start, applied: [], rejected: new Map(), blocked: new Set() }
  for (let round = 0; round < maxRounds; round++) {
    const repairs = wanted(progress, wish)
    if (repairs.length === 0) break
    const before = progress.draft
    attempt(session, progress, repairs)
    if (progress.draft !== before) progress.blocked.clear()
  }
  noteRefused(progress, wish)
  return progress
}

/** Fixes that nobody could try, because what they write cannot stand where it belongs. */
function noteRefused({ analysis, rejected }: Progress, { excluded, choose, unsafe }: Wish): void {
  for (const finding of analysis.report.findings)
    for (const { fix: own, because } of finding.waived ? [] : (finding.refused ?? [])) {
      const asked = !excluded.has(finding.fingerprint) && (unsafe || own.safety === 'safe') && choose(finding, own)
      if (asked) rejected.set(name({ finding, fix: own }), { finding: finding.fingerprint, fix: own, because })
    }
}

/** Findings that the caller took out of the report are none of our business. */
export const leftOut = (all: Report, kept: Report): ReadonlySet<string> => {
  const known = new Set(kept.findings.map(each => each.fingerprint))
  return new Set(all.findings.map(each => each.fingerprint).filter(each => !known.has(each)))
}

export interface Wish {
  readonly excluded: ReadonlySet<string>
  readonly choose: Choose
  readonly unsafe: boolean
}

const name = ({ finding, fix: { title } }: Repair): string => `${finding.fingerprint} ${title.en}`

/** One fix for each finding, as many as can be applied together, heaviest findings first. */
function wanted({ analysis, blocked }: Progress, { excluded, choose, unsafe }: Wish): Repair[] {
  const chosen: Repair[] = []
  const occupied = new Occupied()
  for (const finding of analysis.report.findings) {
    if (finding.waived || excluded.has(finding.fingerprint)) continue
    const applicable = finding.fixes.find(
      each =>
        each.edits.length > 0 &&
        isAnswered(each) &&
        (unsafe || each.safety === 'safe') &&
        !blocked.has(name({ finding, fix: each })) &&
        choose(finding, each),
    )
    if (applicable && occupied.take(applicable.edits)) chosen.push({ finding, fix: applicable })
  }
  return chosen
}

/** A question without a default has to be put to somebody first. */
const isAnswered = ({ asks = [] }: Fix): boolean => asks.every(ask => ask.default !== undefined)

/** One round: what can be applied at once, all of it made against the same base. */
function attempt(session: Session, progress: Progress, repairs: readonly Repair[]): void {
  const base = progress.draft
  const done: Repair[] = []
  settle(repairs, {
    attempt: more => {
      const batch = { base, done: [...done], repairs: more }
      const outcome = trial(session, progress, batch)
      if ('because' in outcome) return outcome.because
      accept(progress, batch, outcome)
      done.push(...more)
      return undefined
    },
    refuse: (repair, because) => {
      progress.blocked.add(name(repair))
      progress.rejected.set(name(repair), { finding: repair.finding.fingerprint, fix: repair.fix, because })
    },
    kind: ({ finding }) => finding.severity,
  })
}

/** Repairs to try on top of those that are done. */
interface Batch {
  readonly base: Draft
  readonly done: readonly Repair[]
  readonly repairs: readonly Repair[]
}

type Accepted = { readonly draft: Draft; readonly analysis: Analysis; readonly changes: readonly TracedChange[] }
type Rejected = { readonly because: FixResult['rejected'][number]['because'] }

function trial(session: Session, progress: Progress, { base, done, repairs }: Batch): Accepted | Rejected {
  const edits = [...done, ...repairs].flatMap(repair => repair.fix.edits)
  if (unwritable(base, edits)) return { because: { en: 'the file is not UTF-8', zh: '该文件不是 UTF-8 编码' } }
  const draft = edited(base, edits)
  const analysis = run(session, storeOf(draft))
  const outcome = verify(repairs, progress.analysis, analysis)
  return 'because' in outcome ? outcome : { draft, analysis, changes: outcome.changes }
}

function accept(progress: Progress, { repairs, done }: Batch, { draft, analysis, changes }: Accepted): void {
  progress.draft = draft
  progress.analysis = analysis
  const edits = done.flatMap(repair => repair.fix.edits)
  const own = attribute(repairs, edits, changes)
  for (const repair of repairs) {
    progress.rejected.delete(name(repair))
    progress.applied.push({ finding: repair.finding.fingerprint, fix: repair.fix, changes: own.get(repair) ?? [] })
  }
}

function resultOf({ draft, analysis, applied, rejected }: Progress): FixResult {
  return {
    edits: draftEdits(draft),
    ...draftPatch(draft),
    files: new Map([...draft.files].map(([path, { original, text }]) => [original?.path ?? path, text])),
    report: analysis.report,
    applied,
    rejected: [...rejected.values()],
  }
}
