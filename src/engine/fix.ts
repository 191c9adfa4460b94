import type { Localized } from '../message/index.ts'
import type { Fix } from '../rules/rule.ts'
import type { Edit } from '../text/index.ts'
import { attribute } from './attribute.ts'
import { blame } from './blame.ts'
import { compare, type Repair } from './compared.ts'
import { type Draft, draftEdits, draftOf, draftPatch, edited, storeOf, unwritable } from './draft.ts'
import type { TracedChange } from './effective.ts'
import { Occupied } from './occupied.ts'
import { blockOfEdits, type Parts, partsOf } from './parts.ts'
import { run } from './run.ts'
import { real } from './search.ts'
import { openSession, type Session } from './session.ts'
import { type Answer, settleApart } from './settle.ts'
import type { Analysis, AnalyzeInput, EffectiveChange, Finding, FixResult, Report } from './types.ts'
import { faults, verify } from './verify.ts'

/** Wants this fix of this finding? Asked for safe fixes, and for unsafe ones only with `input.unsafe`. */
export type Choose = (finding: Finding, fix: Fix) => boolean

/** Fixes that overlap wait for the next round: as many as there are rules that write at the beginning of http{}, and more. */
const maxRounds = 50

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
  forgetRepaired(progress)
  noteRefused(progress, wish)
  return progress
}

/** What could not be repaired in one way, but was in another, or by what repaired something else. */
function forgetRepaired({ analysis, rejected }: Progress): void {
  if (rejected.size === 0) return
  const open = new Set(analysis.report.findings.map(({ fingerprint }) => fingerprint))
  for (const [key, { finding }] of rejected) if (!open.has(finding)) rejected.delete(key)
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
  const occupied = new Occupied(path => real(path, analysis.store))
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
  const round = new Round(session, progress)
  settleApart(repairs, {
    attempt: groups => round.attempt(groups),
    refuse: (repair, because) => round.refuse(repair, because),
    kind: ({ finding }) => finding.severity,
    whole: ({ fix: { edits } }) => round.parts.wholeOf(edits[0]?.path ?? ''),
    part: ({ fix: { edits } }) => blockOfEdits(round.parts, edits),
  })
  round.note(repairs)
}

type Accepted = { readonly draft: Draft; readonly analysis: Analysis; readonly changes: readonly TracedChange[] }

class Round {
  readonly #session: Session
  readonly #progress: Progress
  readonly #base: Draft
  readonly #start: Analysis
  readonly #done: Repair[] = []
  readonly #changes = new Map<Repair, readonly EffectiveChange[]>()
  readonly #refused = new Map<Repair, Localized>()
  readonly #known = new Map<string, Set<string>>()
  #parts: Parts | undefined

  constructor(session: Session, progress: Progress) {
    this.#session = session
    this.#progress = progress
    this.#base = progress.draft
    this.#start = progress.analysis
  }

  get parts(): Parts {
    this.#parts ??= partsOf(this.#start)
    return this.#parts
  }

  refuse(repair: Repair, because: Localized): void {
    this.#refused.set(repair, because)
  }

  /** Tries groups of repairs at once, on top of those that are done, and keeps the groups that fare well. */
  attempt(groups: readonly (readonly Repair[])[]): readonly Answer[] {
    const writable = groups.filter(group => !this.#unwritable(group))
    const tried = answersOf(writable, this.#tried(writable))
    return groups.map(group => (tried.has(group) ? tried.get(group) : notUtf8))
  }

  #unwritable(repairs: readonly Repair[]): boolean {
    return unwritable(this.#base, editsOf(repairs)) !== undefined
  }

  #tried(groups: readonly (readonly Repair[])[]): readonly Answer[] {
    const repairs = groups.flat()
    if (repairs.length === 0) return []
    const { draft, analysis } = this.#run(repairs)
    const before = this.#progress.analysis
    const compared = compare(before, analysis, { done: this.#done, fileOf: this.parts.fileOf })
    if (groups.length === 1) {
      const outcome = verify(repairs, compared)
      if ('because' in outcome) {
        if (repairs.length === 1) this.#learn(repairs[0] as Repair, outcome.kind)
        return [outcome.because]
      }
      this.#accept(repairs, { draft, analysis, changes: outcome.changes })
      return [undefined]
    }
    const elsewhere = JSON.stringify(before.report.roles) !== JSON.stringify(analysis.report.roles)
    const answers = blame(faults(repairs, compared), {
      parts: this.parts,
      done: this.#done,
      groups,
      elsewhere,
      known: this.#known,
    })
    if (answers.every(each => each === undefined)) {
      this.#accept(repairs, { draft, analysis, changes: compared.changes() })
      return answers
    }
    return this.#keepGood(groups, answers)
  }

  /** What fared well beside what did not is tried once more, by itself. */
  #keepGood(groups: readonly (readonly Repair[])[], answers: readonly Answer[]): readonly Answer[] {
    const good = groups.filter((_, at) => answers[at] === undefined)
    const again = answersOf(good, this.#tried(good))
    return groups.map((group, at) => answers[at] ?? again.get(group))
  }

  #learn({ finding: { rule } }: Repair, kind: string): void {
    this.#known.set(rule, (this.#known.get(rule) ?? new Set()).add(kind))
  }

  #run(repairs: readonly Repair[]): Pick<Accepted, 'draft' | 'analysis'> {
    const draft = edited(this.#base, editsOf([...this.#done, ...repairs]))
    return { draft, analysis: run(this.#session, storeOf(draft)) }
  }

  #accept(repairs: readonly Repair[], { draft, analysis, changes }: Accepted): void {
    this.#progress.draft = draft
    this.#progress.analysis = analysis
    const own = attribute(repairs, { done: editsOf(this.#done), fileOf: this.parts.fileOf }, changes)
    for (const repair of repairs) this.#changes.set(repair, own.get(repair) ?? [])
    for (const repair of repairs) this.#done.push(repair)
  }

  /** Tells how each of the repairs fared, in their order. */
  note(repairs: readonly Repair[]): void {
    const { applied, rejected, blocked } = this.#progress
    for (const repair of repairs) {
      const { finding, fix: own } = repair
      const changes = this.#changes.get(repair)
      const because = this.#refused.get(repair)
      if (changes) {
        rejected.delete(name(repair))
        applied.push({ finding: finding.fingerprint, fix: own, changes })
      } else if (because) {
        blocked.add(name(repair))
        rejected.set(name(repair), { finding: finding.fingerprint, fix: own, because })
      }
    }
  }
}

type Group = readonly Repair[]

const answersOf = (groups: readonly Group[], answers: readonly Answer[]): ReadonlyMap<Group, Answer> =>
  new Map(groups.map((group, at) => [group, answers[at]]))

const editsOf = (repairs: readonly Repair[]): Edit[] => repairs.flatMap(({ fix }) => fix.edits)

const notUtf8: Localized = { en: 'the file is not UTF-8', zh: '该文件不是 UTF-8 编码' }

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
