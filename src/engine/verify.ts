import type { Localized } from '../message/index.ts'
import { ruleNamed } from '../rules/by-format.gen.ts'
import { severities } from '../rules/rule.ts'
import { inWhole } from '../text/index.ts'
import type { Compared, Repair, Spot } from './compared.ts'
import type { TracedChange } from './effective.ts'
import { type ComingToLight, comingToLight } from './hidden.ts'
import { sameCause } from './same-cause.ts'
import { taken, tally } from './tally.ts'
import type { FileProblem, Finding, Location, Report, ReportVerdict } from './types.ts'

export type Outcome = { readonly changes: readonly TracedChange[] } | Pick<Fault, 'because' | 'kind'>

/** Something that repairs must not do, with what tells whose doing it is. */
export interface Fault {
  readonly because: Localized
  /** What it is, whatever it is about. */
  readonly kind: string
  readonly repair?: Repair
  readonly spot?: Spot
  /** A finding that is no fault beside repairs of lighter ones. */
  readonly finding?: Finding
  /** A change that is no fault of repairs that say so. */
  readonly setting?: string
}

/**
 * Did these repairs, all applied at once, do what they promise and nothing else? Findings are compared by rule, path and subject and counted, so that a repair may move lines.
 */
export function verify(repairs: readonly Repair[], compared: Compared): Outcome {
  const concern = concerns(repairs)
  for (const fault of faults(repairs, compared)) if (concern(fault)) return fault
  return { changes: compared.changes() }
}

/** Everything that could be held against some of the repairs. */
export function* faults(repairs: readonly Repair[], compared: Compared): Generator<Fault> {
  const { before, after, changes } = compared
  const light = comingToLight(repairs, compared)
  for (const found of [worseProblem(before, after), worseVerdict(before, after), newFinding(repairs, compared)])
    for (const each of found) if (!each.spot || !(light.isBehind(each.spot) || light.isKnown(each.spot))) yield each
  yield* stillThere(repairs, compared, light)
  for (const change of changes()) yield strayChange(change)
}

/** Is it a fault of these repairs, if it is their doing? */
export function concerns(repairs: readonly Repair[]): (fault: Fault) => boolean {
  const lightest = Math.max(...repairs.map(({ finding }) => severities.indexOf(finding.severity)))
  const allowed = new Set(repairs.flatMap(({ fix }) => fix.changes))
  return ({ finding, setting }) =>
    (finding === undefined || severities.indexOf(finding.severity) <= lightest) &&
    (setting === undefined || !(allowed.has('*') || allowed.has(setting)))
}

/**
 * Would the daemons be worse off? For steps of a plan: what their files name may be made by commands that nobody has
 * run yet, so a verdict may become unknown, but never false.
 */
export function worse(before: Report, after: Report): Localized | undefined {
  const [problem] = worseProblem(before, after)
  if (problem) return problem.because
  const broken = after.verdicts.find(({ loads }, at) => loads === false && before.verdicts[at]?.loads !== false)
  return broken && say(`${broken.root} would no longer load`, `${broken.root} 将无法加载`)
}

const say = (en: string, zh: string): Localized => ({ en, zh })

/** A problem of the text itself, wherever in the file its line has moved to. */
const words = ({ path, code, message }: FileProblem): string => `${path}\0${code}\0${message.en}`

function* worseProblem(before: Report, after: Report): Generator<Fault> {
  const known = tally(before.problems.filter(refused).map(words))
  for (const problem of after.problems) {
    if (!refused(problem) || taken(known, words(problem))) continue
    const { en, zh } = problem.message
    const because = say(`it makes a new problem: ${en}`, `它造成新的问题：${zh}`)
    yield { because, kind: `problem ${problem.code}`, spot: spotOf(problem) }
  }
}

const spotOf = ({ path, span }: Location): Spot => ({ path, offset: span.start, of: 'after' })

const refused = (problem: FileProblem): boolean => !problem.warning

/** true, unknown, false: from good to bad. */
function rank({ loads, problems }: ReportVerdict): number {
  if (loads === null && problems.length > 0 && problems.every(isOfMachine)) return 0
  return loads === true ? 0 : loads === null ? 1 : 2
}

/** A file that is not among ours: whether it is there is no question of the text, neither before a fix nor after it. */
const isOfMachine = ({ code }: FileProblem): boolean => code === 'machine-file'

function* worseVerdict(before: Report, after: Report): Generator<Fault> {
  for (const [at, was] of before.verdicts.entries()) {
    const { root } = was
    const now = after.verdicts[at]
    if (!now) yield { because: say(`${root} is no root any more`, `${root} 不再是根文件`), kind: 'root' }
    // Behind a refusal that is gone the daemon may find what it never looked for: files of the machine.
    if (!now || rank(now) < rank(was)) continue
    const known = tally(was.problems.map(words))
    const made = now.problems.filter(
      problem => refused(problem) && !isOfMachine(problem) && !taken(known, words(problem)),
    )
    for (const problem of made) {
      const { en, zh } = problem.message
      const because = say(`the daemon would refuse: ${en}`, `守护进程将拒绝加载：${zh}`)
      yield { because, kind: `verdict ${problem.code}`, spot: spotOf(problem) }
    }
    if (made.length > 0 || rank(now) <= rank(was)) continue
    const because = say(`${root} would no longer load`, `${root} 将无法加载`)
    yield { because, kind: 'verdict', spot: { path: root, of: 'after' } }
  }
}

/** Rules about the running host: a file that is changed differs from it until it is applied. */
const isLive = (id: string): boolean => ruleNamed(id)?.tags.includes('live') === true

const nature = ({ rule, path, subject }: Finding): string => `${rule}\0${path}\0${subject}`

function* stillThere(
  repairs: readonly Repair[],
  { before, after }: Compared,
  { isBehind }: ComingToLight,
): Generator<Fault> {
  const was = tally(before.findings.map(nature))
  const is = tally(after.findings.filter(each => !isBehind(spotOf(each))).map(nature))
  const meant = tally(repairs.map(({ finding }) => nature(finding)))
  for (const repair of repairs) {
    const key = nature(repair.finding)
    const left = (was.get(key) ?? 0) - (meant.get(key) ?? 0)
    if ((is.get(key) ?? 0) <= Math.max(0, left)) continue
    const { rule } = repair.finding
    yield { because: say(`${rule} is still found`, `仍然存在 ${rule}`), kind: 'still', repair }
  }
}

/** A finding that was not there; a fault where it weighs as much as the lightest of those that are repaired. */
function* newFinding(repairs: readonly Repair[], compared: Compared): Generator<Fault> {
  const { before, after } = compared
  const known = tally(before.findings.map(nature))
  const isSame = sameCause(repairs, compared)
  for (const finding of after.findings) {
    if (isLive(finding.rule) || isOwn(finding) || taken(known, nature(finding)) || isSame(finding)) continue
    const { rule, message } = finding
    yield {
      because: say(`it brings ${rule}: ${message.en}`, `它引入 ${rule}:${message.zh}`),
      kind: `finding ${rule}`,
      spot: spotOf(finding),
      finding,
    }
  }
}

/** That an ignore has nothing to ignore any more is no fault of a fix. */
const isOwn = ({ rule }: Finding): boolean => rule.startsWith('confward/')

function strayChange({ scope, setting, before, after, new: now, old, root }: TracedChange): Fault {
  const text = `${setting} of ${scope}: ${before ?? '–'} → ${after ?? '–'}`
  const because = say(`it changes more than it says: ${text}`, `它改变了未声明的设置：${text}`)
  const statement = now ?? old
  const kind = `setting ${setting}`
  if (!statement) return { because, kind, setting, spot: { path: root, of: 'after' } }
  const offset = inWhole(statement.file, statement.span).start
  return { because, kind, setting, spot: { path: statement.file.path, offset, of: now ? 'after' : 'before' } }
}
