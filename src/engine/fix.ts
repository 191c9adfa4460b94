import type { Fix } from '../rules/rule.ts'
import { compatible, type Edit } from '../text/index.ts'
import { type Draft, draftEdits, draftOf, draftPatch, edited, storeOf, unwritable } from './draft.ts'
import type { TracedChange } from './effective.ts'
import { run } from './run.ts'
import { openSession, type Session } from './session.ts'
import type { Analysis, AnalyzeInput, Finding, FixResult, Report } from './types.ts'
import { type Repair, verify } from './verify.ts'

/** Wants this fix of this finding? Asked for safe fixes, and for unsafe ones only with `input.unsafe`. */
export type Choose = (finding: Finding, fix: Fix) => boolean

/** Fixes that overlap wait for the next round; a chain longer than this ends unfinished. */
const maxRounds = 12

/** Where a fixing run stands: the draft, its analysis, what was applied and refused on the way. */
interface Progress {
  draft: Draft
  analysis: Analysis
  readonly applied: FixResult['applied'][number][]
  readonly rejected: Map<string, FixResult['rejected'][number]>
}

/**
 * Applies fixes in memory, each verified by analysing the result: no new problem, its finding gone, nothing of its
 * weight new, effective settings changed only where it said so. What fails is rejected with the reason. Repeats until
 * nothing is left to fix, so that fixing the result again changes nothing.
 */
export function fix(input: AnalyzeInput, report: Report, choose: Choose = () => true): FixResult {
  const { session, loaded } = openSession(input)
  const progress: Progress = {
    draft: draftOf(session.store),
    analysis: run(session, session.store, { loaded }),
    applied: [],
    rejected: new Map(),
  }
  const excluded = leftOut(progress.analysis.report, report)
  for (let round = 0; round < maxRounds; round++) {
    const repairs = wanted(progress, { excluded, choose, unsafe: input.unsafe ?? false })
    if (repairs.length === 0) break
    const base = progress.draft
    attempt(session, progress, { base, done: [], repairs })
  }
  return resultOf(progress)
}

/** Findings that the caller took out of the report are none of our business. */
const leftOut = (all: Report, kept: Report): ReadonlySet<string> => {
  const known = new Set(kept.findings.map(each => each.fingerprint))
  return new Set(all.findings.map(each => each.fingerprint).filter(each => !known.has(each)))
}

interface Wish {
  readonly excluded: ReadonlySet<string>
  readonly choose: Choose
  readonly unsafe: boolean
}

const name = ({ finding, fix: { title } }: Repair): string => `${finding.fingerprint} ${title.en}`

/** One fix for each finding, as many as can be applied together, heaviest findings first. */
function wanted({ analysis, rejected }: Progress, { excluded, choose, unsafe }: Wish): Repair[] {
  const chosen: Repair[] = []
  const edits: Edit[] = []
  for (const finding of analysis.report.findings) {
    if (finding.waived || excluded.has(finding.fingerprint)) continue
    const applicable = finding.fixes.find(
      each =>
        each.edits.length > 0 &&
        (unsafe || each.safety === 'safe') &&
        !rejected.has(name({ finding, fix: each })) &&
        choose(finding, each),
    )
    if (!applicable || !compatible(edits, applicable.edits)) continue
    chosen.push({ finding, fix: applicable })
    edits.push(...applicable.edits)
  }
  return chosen
}

/** Repairs to try on top of those that are done, all made against the same base. */
interface Batch {
  readonly base: Draft
  readonly done: readonly Repair[]
  readonly repairs: readonly Repair[]
}

/** Tries all at once and halves on failure, so that a good batch costs one analysis. Gives what is done now. */
function attempt(session: Session, progress: Progress, { base, done, repairs }: Batch): readonly Repair[] {
  const outcome = trial(session, progress, { base, done, repairs })
  if (!('because' in outcome)) {
    accept(progress, repairs, outcome)
    return [...done, ...repairs]
  }
  const [only] = repairs
  if (only && repairs.length === 1) {
    progress.rejected.set(name(only), { finding: only.finding.fingerprint, fix: only.fix, because: outcome.because })
    return done
  }
  const middle = repairs.length >> 1
  const first = attempt(session, progress, { base, done, repairs: repairs.slice(0, middle) })
  return attempt(session, progress, { base, done: first, repairs: repairs.slice(middle) })
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

function accept(progress: Progress, repairs: readonly Repair[], { draft, analysis, changes }: Accepted): void {
  progress.draft = draft
  progress.analysis = analysis
  for (const { finding, fix } of repairs)
    progress.applied.push({ finding: finding.fingerprint, fix, changes: changes.filter(by(fix)) })
}

/** A batch's changes belong to the fix that announced the setting and edits the file it comes from. */
const by =
  (fix: Fix) =>
  ({ setting, path }: TracedChange): boolean =>
    (fix.changes.includes(setting) || fix.changes.includes('*')) &&
    (path === undefined || fix.edits.some(edit => edit.path === path))

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
