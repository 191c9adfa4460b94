import { analyzeHost, type Plan, plan, type Report } from '../../engine/index.ts'
import { severalHosts } from '../../engine/machines.ts'
import type { Analysis } from '../../engine/types.ts'
import { atOrAbove, openFindings } from '../../report/counts.ts'
import type { Behind } from '../../report/view.ts'
import type { Severity } from '../../rules/rule.ts'
import { nearest } from '../../text/index.ts'
import type { Arguments } from '../arguments.ts'
import { commands } from '../commands.ts'
import { exit } from '../exit.ts'
import { type Input, readInput } from '../input.ts'
import { emit, isEvidence, readOutputs } from '../output.ts'
import { passedBaselines } from '../passed.ts'
import { withProgress } from '../progress.ts'
import { resultsOf } from '../results.ts'
import { note, type Session } from '../session.ts'
import { newSince } from '../since.ts'
import { printStats } from '../stats.ts'

export async function run(given: Arguments, session: Session): Promise<number> {
  const read = await readInput(given, session)
  const outputs = readOutputs(given.values('format').length > 0 ? given.values('format') : read.output)
  const input = outputs.some(({ format }) => isEvidence(format)) ? { ...read, hashes: true } : read
  const results = resultsOf(given, session)
  const clock = given.flag('stats') ? { clock: () => performance.now() } : {}
  const analysis = withProgress(session, { ...input, ...clock }, analyzeHost)
  const all = analysis.report
  const since = given.value('since') === undefined ? undefined : await newSince(given, session, { input, report: all })
  const report = since?.fresh ?? all
  suggestCommand(given, report, session)
  if (input.live !== undefined && !report.verdicts.some(verdict => verdict.format === 'sysctl'))
    note(session, { en: 'no sysctl files to compare the live values with', zh: '没有可与当前值比较的 sysctl 文件' })
  await emit(outputs, report, {
    session,
    files: input.files,
    failOn: input.failOn,
    all: given.flag('all'),
    passes: () => passedBaselines(all, input.baseline),
    behind: { ...behindOf(input, analysis, report), ...(since && { since }), ...(results && { results }) },
  })
  if (given.flag('stats')) printStats(report, session)
  return given.flag('exit-zero') ? exit.clean : exitCode(report, input.failOn)
}

function behindOf(input: Input, { host, hosts, report: whole }: Analysis, report: Report): Behind {
  const plans = new Map<Report, Plan>()
  const unplanned = severalHosts(whole)
  const planOf = (asked: Report): Plan | undefined => {
    if (unplanned) return undefined
    const made = plans.get(asked) ?? plan(input, asked)
    plans.set(asked, made)
    return made
  }
  return {
    hosts,
    models: host.models,
    plan: () => planOf(report),
    ...(unplanned && { unplanned }),
    today: input.today,
    baseline: input.baseline,
    whole: { report: whole, plan: () => planOf(whole) },
  }
}

/** `confward explian nginx/hsts`: no path, but nearly a command. */
function suggestCommand(given: Arguments, { problems }: Report, session: Session): void {
  const [word = ''] = given.operands
  const close = nearest(word, commands.keys())
  if (close === undefined || !problems.some(({ path, code }) => path === word && code === 'unreadable')) return
  note(session, { en: `did you mean the command "${close}"?`, zh: `是否想用命令 "${close}"？` })
}

/** What could not be read weighs more than what was found: the findings are then incomplete. */
export function exitCode(report: Report, failOn: Severity | undefined): number {
  if (report.problems.some(problem => !problem.warning)) return exit.unreadable
  if (openFindings(report).some(finding => atOrAbove(finding.severity, failOn))) return exit.findings
  return report.verdicts.some(verdict => verdict.loads === false) ? exit.unreadable : exit.clean
}
