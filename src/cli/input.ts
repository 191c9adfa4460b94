import { builtin, defaultBaseline } from '../baseline/index.ts'
import type { Baseline } from '../baseline/types.ts'
import type { AnalyzeInput } from '../engine/index.ts'
import { diskStore } from '../files/disk.ts'
import { type FileStore, hostRoot, isUnreadable, normalize } from '../files/index.ts'
import type { Role, Target } from '../target/index.ts'
import type { SourceFile } from '../text/index.ts'
import type { FormatId } from '../tree/index.ts'
import type { Arguments } from './arguments.ts'
import { checkedRule } from './rule-id.ts'
import type { Session } from './session.ts'
import { stdinStore } from './stdin.ts'
import { readTarget, readVersions } from './target.ts'
import { UsageError } from './usage-error.ts'

export type Input = AnalyzeInput & { readonly files: FileStore; readonly roots: readonly string[] }

/** What the command line asks to analyze, on this machine's disk or standard input. */
export async function readInput(given: Arguments, session: Session): Promise<Input> {
  const named = given.operands.length > 0 ? given.operands : ['.']
  const disk = diskStore({ cwd: session.cwd, complete: named.every(isThisMachine) })
  const { files, roots } = named.includes('-') ? await stdinStore(given, session, disk) : { files: disk, roots: named }
  const format = given.value('as') as FormatId | undefined
  const context = given.value('context')
  const roles = given.values('role') as readonly Role[]
  const peer = given.value('peer')
  return {
    files,
    roots: roots.map(normalize),
    target: targetOf(given, files),
    baseline: baselineOf(given),
    today: dateOf(given) ?? session.today(),
    lang: session.lang,
    ...(format && { format }),
    ...(context && { context: context.split(',').map(block => block.trim()) }),
    ...(roles.length > 0 && { roles }),
    ...(peer && { peer }),
  }
}

/** Files named by their place on this machine: what is missing there is missing. */
const isThisMachine = (path: string): boolean => path.startsWith('/') && hostRoot(path) === '/'

function targetOf(given: Arguments, files: FileStore): Partial<Target> {
  const read = given.values('target-from').map(path => {
    const entry = files.read(path)
    if (!isUnreadable(entry)) return readVersions(entry.text)
    throw new UsageError({
      en: `--target-from: ${path}: ${entry.detail}`,
      zh: `--target-from：${path}：${entry.detail}`,
    })
  })
  return Object.assign({}, ...read, ...given.values('target').map(readTarget))
}

function dateOf(given: Arguments): string | undefined {
  const date = given.value('today')
  if (date === undefined || (/^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date)))) return date
  throw new UsageError({
    en: `--today: "${date}" is not a date (YYYY-MM-DD)`,
    zh: `--today："${date}" 不是日期（YYYY-MM-DD）`,
  })
}

function baselineOf(given: Arguments): Baseline {
  const baseline = builtin(given.value('baseline') ?? defaultBaseline)
  const only = given.values('rule').map(checkedRule)
  if (only.length === 0) return baseline
  const controls = Object.fromEntries(only.map(id => [id, baseline.controls[id] ?? {}]))
  return { ...baseline, controls, settings: [] }
}

/** The text of a file, when it has one. */
export function sourceOf(files: FileStore, path: string): SourceFile | undefined {
  const entry = files.read(path)
  return isUnreadable(entry) ? undefined : entry
}
