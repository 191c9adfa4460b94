import { analyze, type Finding, type Report, type WaiverEntry } from '../engine/index.ts'
import { type FileStore, isUnreadable } from '../files/index.ts'
import type { Localized } from '../message/index.ts'
import { type Comparison, compared, lineOf } from '../report/comparison.ts'
import { redactReport } from '../report/redact-report.ts'
import type { Changed, Since } from '../report/view.ts'
import type { SourceFile } from '../text/index.ts'
import type { Arguments } from './arguments.ts'
import { nearestFile, readConfiguration, readWaivers, waiversName } from './configuration.ts'
import type { Input } from './input.ts'
import { keepLive } from './live.ts'
import { note, type Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** What became of a report since a revision. */
export interface SinceRevision extends Since {
  /** The report with the findings only that the revision did not have yet. */
  readonly fresh: Report
}

/**
 * Compares a report with the revision after --since. Both trees are analysed as a whole, because a line that goes away
 * makes findings elsewhere.
 */
export async function newSince(
  given: Arguments,
  session: Session,
  { input, report }: { readonly input: Input; readonly report: Report },
): Promise<SinceRevision> {
  const revision = given.value('since') as string
  if (given.operands.includes('-'))
    throw new UsageError({
      en: '--since needs files of a repository, not stdin',
      zh: '--since 需要仓库中的文件，而不是标准输入',
    })
  const { gitStore, RevisionError } = await import('../files/git.ts')
  try {
    const files = keepLive(gitStore(session.cwd, revision, input.files), input.files, input.live)
    const waivers = await waiversAt(files, given, { session, now: input.files })
    const before = redactReport(analyze({ ...input, files, waivers }), path => textIn(files, path))
    const now = redactReport(report, path => textIn(input.files, path))
    const comparison = compared(before, now)
    tell(comparison, revision, session)
    const fresh = new Set(comparison.fresh.map(({ fingerprint }) => fingerprint))
    const findings = report.findings.filter(({ fingerprint }) => fresh.has(fingerprint))
    const changed = (): Changed[] => changedFiles([before, report], files, input.files)
    return { fresh: { ...report, findings }, revision, before, comparison, files: changed }
  } catch (error) {
    if (!(error instanceof RevisionError)) throw error
    const { en, zh } = reasonOf(error)
    throw new UsageError({ en: `--since ${revision}: ${en}`, zh: `--since ${revision}：${zh}` })
  }
}

function reasonOf({ message, shallow }: { readonly message: string; readonly shallow: boolean }): Localized {
  if (!message.includes('Needed a single revision')) return { en: message, zh: message }
  if (!shallow) return { en: 'there is no such revision', zh: '没有这个版本' }
  return {
    en: 'there is no such revision in this shallow clone (git fetch --unshallow brings all)',
    zh: '浅克隆中没有这个版本（git fetch --unshallow 可取得全部历史）',
  }
}

interface Today {
  readonly session: Session
  /** The files as they are: the configuration is the one that is used now. */
  readonly now: FileStore
}

/** The waiver file as the revision had it, also one that was removed since; none where it had none. */
async function waiversAt(files: FileStore, given: Arguments, { session, now }: Today): Promise<WaiverEntry[]> {
  const { waivers } = await readConfiguration(given, session, now)
  const named = waivers ?? nearestFile(session.cwd, waiversName) ?? waiversName
  return isUnreadable(files.read(named)) ? [] : readWaivers(given, session, { files, named })
}

const mostTold = 20

function tell({ stayed, gone, accepted }: Comparison, revision: string, session: Session): void {
  note(session, {
    en: `${stayed} findings stood at ${revision} already`,
    zh: `${stayed} 个发现在 ${revision} 时已存在`,
  })
  const list = (title: Localized, findings: readonly Finding[]): void => {
    if (findings.length > 0) note(session, title)
    for (const each of findings.slice(0, mostTold)) {
      const line = `  ${lineOf(each, session.lang)}`
      note(session, { en: line, zh: line })
    }
  }
  const [fixed, silenced] = [gone.length, accepted.length]
  list({ en: `${fixed} findings of ${revision} are fixed:`, zh: `${revision} 的 ${fixed} 个发现已修复：` }, gone)
  list(
    { en: `${silenced} findings are accepted since ${revision}:`, zh: `自 ${revision} 起接受了 ${silenced} 个发现：` },
    accepted,
  )
}

/** Files of either report whose texts differ. */
function changedFiles(reports: readonly Report[], before: FileStore, after: FileStore): Changed[] {
  const paths = new Set(reports.flatMap(({ files }) => files.map(({ path }) => path)))
  return [...paths].sort().flatMap(path => {
    const [was, is] = [textIn(before, path), textIn(after, path)]
    return was?.text === is?.text ? [] : [{ path, before: was, after: is }]
  })
}

function textIn(store: FileStore, path: string): SourceFile | undefined {
  const entry = store.read(path)
  return isUnreadable(entry) ? undefined : entry
}
