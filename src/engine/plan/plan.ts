import { type FileStore, isUnreadable, overlay } from '../../files/index.ts'
import type { Localized } from '../../message/index.ts'
import { remedyOf } from '../../rules/rule.ts'
import { leftOut, repair, type Wish } from '../fix.ts'
import { run } from '../run.ts'
import { real } from '../search.ts'
import { openSession, type Session } from '../session.ts'
import { settle } from '../settle.ts'
import { tearsTag } from '../tags.ts'
import type { Analysis, AnalyzeInput, Finding, Fingerprint, LeftFinding, Plan, PlanStep, Report } from '../types.ts'
import { worse } from '../verify.ts'
import { appliedOnce } from './applied-once.ts'
import { merged, type Remedy, remedies } from './collect.ts'
import { editSteps, type Kind, laterFixes, otherSafeFixes, safeFixes, strongFixes } from './edits.ts'
import { type Fixed, followUps } from './follow-up.ts'
import { withMainFile } from './main-file.ts'
import { askedLast, asks, free, heldBack } from './questions.ts'
import { reopened } from './reopened.ts'
import { restartedOnce } from './restarted-once.ts'
import { sequence } from './sequence.ts'
import { type Scene, StepConflict, tearsIn, textsOf, walkThrough } from './simulate.ts'
import { toldApart } from './titles.ts'

/** How far the plan is: its steps, and the files as they are once these are done. */
interface Drafted {
  readonly steps: readonly PlanStep[]
  readonly analysis: Analysis
}

/** Remedies that touch the same text wait for another look at the files; a chain longer than this stays open. */
const maxStages = 6

/**
 * The ordered way to repair what a report says: staged remedies first, then the plain fixes on the text they leave.
 * Every edit is carried out in memory and the result is analysed: what would break the files is left out and stays open.
 */
export function plan(input: AnalyzeInput, report: Report): Plan {
  const { session, loaded } = openSession(input)
  const start = run(session, session.store, { loaded })
  const excluded = leftOut(start.report, report)
  const course: Course = { excluded, refused: new Set() }
  let drafted: Drafted = stages(session, { steps: [], analysis: start }, course)
  const waiting = dueIn(drafted, course)
  const handled = new Set([...drafted.steps.flatMap(step => step.resolves), ...waiting.map(({ finding }) => finding)])
  const rest = (finding: Finding): boolean => !handled.has(finding.fingerprint)
  const safe = { kind: safeFixes, wish: { excluded, choose: rest, unsafe: false } }
  const heavy = (finding: Finding): boolean => rest(finding) && (input.unsafe === true || urgent.has(finding.severity))
  const strong = { kind: strongFixes, wish: { excluded, choose: heavy, unsafe: true } }
  const later = { kind: laterFixes, wish: { excluded, choose: rest, unsafe: false } }
  if (waiting.length === 0) drafted = fixed(session, drafted, [safe, strong, later])
  else {
    const choose = (finding: Finding): boolean => rest(finding) && free(finding, waiting)
    const before = fixed(session, drafted, [{ ...safe, wish: { ...safe.wish, choose } }])
    drafted = stages(session, before, { ...course, asking: true })
    handled.clear()
    for (const step of drafted.steps) for (const finding of step.resolves) handled.add(finding)
    drafted = fixed(session, drafted, [{ ...safe, kind: otherSafeFixes }, strong, later])
  }
  return planOf(
    session.store,
    drafted,
    start.report.findings.filter(each => open(each, excluded)),
  )
}

/** What is left alone, and what did not work out so far. */
interface Course {
  readonly excluded: ReadonlySet<Fingerprint>
  readonly refused: Set<Fingerprint>
  /** Are remedies wanted that ask a person? They come behind the others, and behind the safe fixes. */
  readonly asking?: boolean
}

const dueIn = ({ steps, analysis }: Drafted, { excluded, refused }: Course): Remedy[] => {
  const known = new Set([...steps.flatMap(step => step.resolves), ...refused])
  return remedies(analysis.report.findings.filter(each => open(each, excluded) && !known.has(each.fingerprint)))
}

function stages(session: Session, from: Drafted, course: Course): Drafted {
  let drafted = from
  for (let stage = 0; stage < maxStages; stage++) {
    const all = dueIn(drafted, course)
    const due = all.filter(each => course.asking || (!asks(each) && free(each, all)))
    const next = staged(session, drafted, { due, refused: course.refused })
    const stuck = next.steps.length === drafted.steps.length
    drafted = next
    if (stuck) break
  }
  return drafted
}

/** What this heavy is planned even when the repair changes behaviour: a plan is read before it is run. */
const urgent: ReadonlySet<string> = new Set(['critical', 'high'])

const open = (finding: Finding, excluded: ReadonlySet<Fingerprint>): boolean =>
  !finding.waived && !excluded.has(finding.fingerprint)

interface Staging {
  readonly due: readonly Remedy[]
  readonly refused: Set<Fingerprint>
}

/** Adds as many remedies as go together; those that collide come back in the next stage, against the new text. */
function staged(session: Session, from: Drafted, { due, refused }: Staging): Drafted {
  const taken: Remedy[] = []
  let best = from
  settle(due, {
    attempt: more => {
      const outcome = tried(session, from, [...taken, ...more])
      if ('because' in outcome) return outcome.because
      best = outcome
      taken.push(...more)
      return undefined
    },
    refuse: ({ finding }, because) => {
      if (because !== collision) refused.add(finding)
    },
  })
  return best
}

const collision: Localized = { en: 'it edits what another step edits', zh: '它与其他步骤编辑同一处' }

function tried(session: Session, from: Drafted, all: readonly Remedy[]): Drafted | { readonly because: Localized } {
  const store = from.analysis.store
  try {
    const ids = new Set(from.steps.map(step => step.id))
    const fresh = merged(all).filter(step => !ids.has(step.id))
    const earlier = sharing(from.steps, all)
    const { steps, scene } = walkThrough(sequence(heldBack(fresh)), store)
    if (tearsIn(scene)) return { because: tearsTag }
    const after = run(session, onTop(store, scene, steps))
    const because = worse(from.analysis.report, after.report)
    if (because) return { because }
    const made = alsoResolving(behind(earlier, steps), from.analysis.report, after.report)
    return { steps: [...earlier, ...made], analysis: after }
  } catch (error) {
    if (error instanceof StepConflict) return { because: collision }
    throw error
  }
}

/** Steps that stand already resolve what further findings bring them for. */
function sharing(steps: readonly PlanStep[], all: readonly Remedy[]): PlanStep[] {
  const brought = new Map<string, Fingerprint[]>()
  for (const { finding, steps: own } of all)
    for (const { id } of own) {
      const findings = brought.get(id)
      if (findings) findings.push(finding)
      else brought.set(id, [finding])
    }
  return steps.map(step => {
    const more = brought.get(step.id)
    return more ? { ...step, resolves: [...new Set([...step.resolves, ...more])] } : step
  })
}

const onTop = (store: FileStore, scene: Scene, steps: readonly PlanStep[]): FileStore =>
  overlay(store, new Map([...madeBy(steps, store), ...textsOf(scene)]))

/** Files that commands make, of which nobody knows yet what will stand in them. Elsewhere a missing file proves nothing. */
function madeBy(steps: readonly PlanStep[], store: FileStore): [path: string, text: string][] {
  if (!store.complete) return []
  const paths = steps.flatMap(({ makes = [] }) => makes)
  return paths.filter(path => isUnreadable(store.read(path))).map(path => [path, ''])
}

/** Edits of a later stage count in the text that the earlier stages left. */
function behind(earlier: readonly PlanStep[], steps: readonly PlanStep[]): PlanStep[] {
  const edits = earlier.filter(step => step.kind === 'edit' || step.kind === 'write').map(step => step.id)
  return steps.map(step => (step.kind === 'edit' ? { ...step, needs: [...new Set([...step.needs, ...edits])] } : step))
}

/** Findings that vanish on the way, though nobody set out to repair them, are the merit of the last edit. */
function alsoResolving<S extends PlanStep>(steps: readonly S[], before: Report, after: Report): S[] {
  const known = new Set([...after.findings.map(each => each.fingerprint), ...steps.flatMap(step => step.resolves)])
  const gone = before.findings.filter(each => !each.waived && !known.has(each.fingerprint))
  const last = steps.findLastIndex(step => step.kind === 'edit')
  return steps.map((step, at) =>
    at === last ? { ...step, resolves: [...step.resolves, ...gone.map(each => each.fingerprint)] } : step,
  )
}

interface Fixing {
  readonly kind: Kind
  readonly wish: Wish
}

/** Adds the verified plain fixes of the files as they are by now, then what makes the daemons take them. */
function fixed(session: Session, from: Drafted, kinds: readonly Fixing[]): Drafted {
  let { steps, analysis } = from
  const all: Fixed[] = []
  for (const { kind, wish } of kinds) {
    // Only what changed behaviour can have brought something new to light.
    if (kind === laterFixes && all.at(-1)?.edits.length === 0) continue
    const progress = repair(session, analysis, wish)
    const edits = alsoResolving(
      editSteps(progress, kind, { steps, analysis }),
      analysis.report,
      progress.analysis.report,
    )
    all.push({ progress, edits })
    steps = [...steps, ...edits]
    analysis = progress.analysis
  }
  const added = [...steps.slice(from.steps.length), ...followUps(all, analysis, steps)]
  const taken = reopened(added, from.analysis.host.models, analysis.host.models)
  return { steps: restartedOnce(appliedOnce([...from.steps, ...taken])), analysis }
}

function planOf(store: FileStore, { steps, analysis }: Drafted, findings: readonly Finding[]): Plan {
  const resolved = new Set(steps.flatMap(step => step.resolves))
  const stay = new Set(analysis.report.findings.map(each => each.fingerprint))
  const left = findings
    .filter(({ fingerprint }) => !resolved.has(fingerprint) && stay.has(fingerprint))
    .map(leftFinding)
  return {
    steps: withMainFile(toldApart(askedLast(steps)), analysis.host.models),
    open: left.map(each => each.fingerprint),
    left,
    files: filesOf(steps, store, analysis.store),
  }
}

function leftFinding(finding: Finding): LeftFinding {
  const { fingerprint, rule, severity, path, line, column, message } = finding
  const offered = !urgent.has(severity) && (finding.remedy ?? remedyOf(finding.fixes)) === 'unsafe'
  return { fingerprint, rule, severity, path, line, column, message, ...(offered && { unsafe: true }) }
}

function filesOf(steps: readonly PlanStep[], before: FileStore, after: FileStore): Plan['files'] {
  const paths = steps.flatMap(step =>
    step.kind === 'edit' ? step.edits.map(edit => edit.path) : step.kind === 'write' ? [step.path] : [],
  )
  const first = new Map(paths.map(path => [real(path, before), path]))
  return [...first.values()].map(path => {
    const [was, is] = [before.read(path), after.read(path)]
    const texts = { path, before: textIn(was), after: textIn(is) }
    return isUnreadable(was) ? texts : { ...texts, encoding: was.encoding, source: was }
  })
}

const textIn = (entry: ReturnType<FileStore['read']>): string | undefined =>
  isUnreadable(entry) ? undefined : entry.text
