import { analyze, type FixResult, fix, type Report } from '../../engine/index.ts'
import { type Patch, patchOf, shownPatch } from '../../report/patch.ts'
import { withinLines } from '../../report/within.ts'
import type { Arguments } from '../arguments.ts'
import { exit } from '../exit.ts'
import { fixSummary, rejections } from '../fix-summary.ts'
import { type Input, readInput, sourceOf } from '../input.ts'
import { partings } from '../partings.ts'
import { complain } from '../problems.ts'
import { withProgress } from '../progress.ts'
import { list, note, type Session } from '../session.ts'
import { printStats } from '../stats.ts'
import { UsageError } from '../usage-error.ts'
import { linkedTo, withStore, writeAll } from '../write/index.ts'
import type { Place } from '../write/transaction.ts'

/** Prints a patch, or with --write applies it. Exit 1 for a patch that is not empty, as `diff` does. */
export async function run(given: Arguments, session: Session): Promise<number> {
  if (given.flag('interactive') || given.value('answers') !== undefined)
    return (await import('./guide.ts')).run(given, session)
  return given.flag('write') ? withStore(session, place => write(given, session, place)) : print(given, session)
}

interface Repaired {
  readonly input: Input
  readonly report: Report
  readonly result: FixResult
}

async function repair(given: Arguments, session: Session): Promise<Repaired> {
  const read = await readInput(given, session)
  const input = {
    ...read,
    unsafe: given.flag('unsafe'),
    ...(given.flag('stats') && { clock: () => performance.now() }),
  }
  return withProgress(session, input, seen => {
    const report = analyze(seen)
    return { input, report, result: fix(seen, report) }
  })
}

async function print(given: Arguments, session: Session): Promise<number> {
  const repaired = await repair(given, session)
  const { input, report, result } = repaired
  showPatch(patchOf(result.edits, input.files), session)
  tell(given, session, repaired)
  if (complain(report, session, path => sourceOf(input.files, path))) return exit.unreadable
  return result.edits.length > 0 ? exit.findings : exit.clean
}

/** As it is for a file or a program; harmless and coloured for a terminal. */
function showPatch(patches: readonly Patch[], { stdout }: Session): void {
  for (const { text, bytes } of patches)
    stdout.write(stdout.terminal || stdout.color ? shownPatch(text, stdout.color) : bytes)
}

/** Writes nothing while something cannot be read or parsed, unless that is what the fixes mend. */
async function write(given: Arguments, session: Session, place: Place): Promise<number> {
  if (given.operands.includes('-'))
    throw new UsageError({ en: '--write cannot write to standard input', zh: '--write 无法写回标准输入' })
  const repaired = await repair(given, session)
  const { input, report, result } = repaired
  const broken = result.report.problems.some(problem => !problem.warning)
  if (broken && complain(report, session, path => sourceOf(input.files, path))) {
    note(session, { en: 'nothing was written', zh: '未写入任何内容' })
    return exit.unreadable
  }
  const parted = partings(linkedTo(result.edits, session.cwd))
  const written = writeAll(result.edits, { files: input.files, named: input.roots, cwd: session.cwd }, place)
  for (const path of written) list(session, path)
  for (const line of parted) note(session, line)
  tell(given, session, repaired)
  return exit.clean
}

function tell(given: Arguments, session: Session, { input, report, result }: Repaired): void {
  for (const line of withinLines(report)) note(session, line)
  for (const line of rejections(report, result)) note(session, line)
  const asked = {
    write: given.flag('write'),
    unsafe: given.flag('unsafe'),
    writable: !given.operands.includes('-'),
    dumped: given.operands.includes('-') && input.roots.every(path => path.startsWith('/')),
  }
  note(session, fixSummary(report, result, asked))
  if (given.flag('stats')) printStats(report, session)
}
