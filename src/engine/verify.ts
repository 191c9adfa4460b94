import type { Localized } from '../message/index.ts'
import { ruleNamed } from '../rules/by-format.gen.ts'
import { type Fix, severities } from '../rules/rule.ts'
import { effectiveChanges, type TracedChange } from './effective.ts'
import type { Analysis, FileProblem, Finding, Report, ReportVerdict } from './types.ts'

/** A fix with the finding it is for. */
export interface Repair {
  readonly finding: Finding
  readonly fix: Fix
}

export type Outcome = { readonly changes: readonly TracedChange[] } | { readonly because: Localized }

/**
 * Did these repairs, all applied at once, do what they promise and nothing else? `before` and `after` are analyses of
 * the same roots. Findings are compared by rule, path and subject and counted, so that a repair may move lines.
 */
export function verify(repairs: readonly Repair[], before: Analysis, after: Analysis): Outcome {
  const because =
    worseProblem(before.report, after.report) ??
    worseVerdict(before.report, after.report) ??
    stillThere(repairs, before.report, after.report) ??
    newFinding(repairs, before.report, after.report)
  if (because) return { because }
  const changes = effectiveChanges(before, after)
  const stray = strayChange(repairs, changes)
  return stray ? { because: stray } : { changes }
}

/**
 * Would the daemons be worse off? For steps of a plan: what their files name may be made by commands that nobody has
 * run yet, so a verdict may become unknown, but never false.
 */
export function worse(before: Report, after: Report): Localized | undefined {
  const problem = worseProblem(before, after)
  if (problem) return problem
  const broken = after.verdicts.find(({ loads }, at) => loads === false && before.verdicts[at]?.loads !== false)
  return broken && say(`${broken.root} would no longer load`, `${broken.root} 将无法加载`)
}

const say = (en: string, zh: string): Localized => ({ en, zh })

/** A problem of the text itself, wherever in the file its line has moved to. */
const words = ({ path, code, message }: FileProblem): string => `${path}\0${code}\0${message.en}`

function worseProblem(before: Report, after: Report): Localized | undefined {
  const known = tally(before.problems.filter(refused).map(words))
  const made = after.problems.filter(refused).find(problem => !taken(known, words(problem)))
  return made && say(`it makes a new problem: ${made.message.en}`, `它造成新的问题：${made.message.zh}`)
}

const refused = (problem: FileProblem): boolean => !problem.warning

/** true, unknown, false: from good to bad. */
function rank({ loads, problems }: ReportVerdict): number {
  if (loads === null && problems.length > 0 && problems.every(isOfMachine)) return 0
  return loads === true ? 0 : loads === null ? 1 : 2
}

/** A file that is not among ours: whether it is there is no question of the text, neither before a fix nor after it. */
const isOfMachine = ({ code }: FileProblem): boolean => code === 'machine-file'

function worseVerdict(before: Report, after: Report): Localized | undefined {
  for (const [at, was] of before.verdicts.entries()) {
    const { root } = was
    const now = after.verdicts[at]
    if (!now) return say(`${root} is no root any more`, `${root} 不再是根文件`)
    // Behind a refusal that is gone the daemon may find what it never looked for: files of the machine.
    if (rank(now) < rank(was)) continue
    const known = tally(was.problems.map(words))
    const made = now.problems.find(
      problem => refused(problem) && !isOfMachine(problem) && !taken(known, words(problem)),
    )
    if (made) return say(`the daemon would refuse: ${made.message.en}`, `守护进程将拒绝加载：${made.message.zh}`)
    if (rank(now) > rank(was)) return say(`${root} would no longer load`, `${root} 将无法加载`)
  }
  return undefined
}

/** Rules about the running host: a file that is changed differs from it until it is applied. */
const isLive = (id: string): boolean => ruleNamed(id)?.tags.includes('live') === true

const nature = ({ rule, path, subject }: Finding): string => `${rule}\0${path}\0${subject}`

function stillThere(repairs: readonly Repair[], before: Report, after: Report): Localized | undefined {
  const was = tally(before.findings.map(nature))
  const is = tally(after.findings.map(nature))
  const meant = tally(repairs.map(({ finding }) => nature(finding)))
  for (const { finding } of repairs) {
    const key = nature(finding)
    const left = (was.get(key) ?? 0) - (meant.get(key) ?? 0)
    if ((is.get(key) ?? 0) > Math.max(0, left)) return say(`${finding.rule} is still found`, `仍然存在 ${finding.rule}`)
  }
  return undefined
}

/** A finding that was not there and weighs as much as the lightest of those that are repaired. */
function newFinding(repairs: readonly Repair[], before: Report, after: Report): Localized | undefined {
  const lightest = Math.max(...repairs.map(({ finding }) => severities.indexOf(finding.severity)))
  const known = tally(before.findings.map(nature))
  const made = after.findings.find(
    finding =>
      !isLive(finding.rule) &&
      !isOwn(finding) &&
      !taken(known, nature(finding)) &&
      severities.indexOf(finding.severity) <= lightest,
  )
  return made && say(`it brings ${made.rule}: ${made.message.en}`, `它引入 ${made.rule}:${made.message.zh}`)
}

/** That an ignore has nothing to ignore any more is no fault of a fix. */
const isOwn = ({ rule }: Finding): boolean => rule.startsWith('confward/')

function strayChange(repairs: readonly Repair[], changes: readonly TracedChange[]): Localized | undefined {
  const allowed = new Set(repairs.flatMap(({ fix }) => fix.changes))
  if (allowed.has('*')) return undefined
  const stray = changes.find(({ setting }) => !allowed.has(setting))
  if (!stray) return undefined
  const text = `${stray.setting} of ${stray.scope}: ${stray.before ?? '–'} → ${stray.after ?? '–'}`
  return say(`it changes more than it says: ${text}`, `它改变了未声明的设置：${text}`)
}

function tally(keys: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Takes one of `key` out of the counts; false when there is none left. */
function taken(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0
  if (left === 0) return false
  counts.set(key, left - 1)
  return true
}
