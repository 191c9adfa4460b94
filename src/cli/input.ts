import { builtin, defaultBaseline, withControls } from '../baseline/index.ts'
import type { Baseline, Control } from '../baseline/types.ts'
import type { AnalyzeInput } from '../engine/index.ts'
import { diskStore } from '../files/disk.ts'
import { type FileStore, hostRoot, isUnreadable, mapped, normalize } from '../files/index.ts'
import { readPeer } from '../formats/openvpn/peer.ts'
import { type Severity, severities } from '../rules/rule.ts'
import type { Role, Target } from '../target/index.ts'
import { isDay, type SourceFile } from '../text/index.ts'
import type { FormatId } from '../tree/index.ts'
import type { Arguments } from './arguments.ts'
import { readConfiguration, readWaivers } from './configuration.ts'
import type { Configuration } from './configuration-file.ts'
import { readContext } from './context.ts'
import { whenLarge } from './large-input.ts'
import { readLive } from './live.ts'
import { isBaselineFile } from './option.ts'
import { checkedRule } from './rule-id.ts'
import type { Session } from './session.ts'
import { refuseDumps, stdinStore } from './stdin.ts'
import { readTarget, readVersions } from './target.ts'
import { UsageError } from './usage-error.ts'

export type Input = AnalyzeInput & {
  readonly files: FileStore
  readonly roots: readonly string[]
  readonly baseline: Baseline
  /** Findings from here on fail the check; undefined: none does. */
  readonly failOn: Severity | undefined
  /** Reports when the command line asks for none. */
  readonly output: readonly string[]
  /** As named by the configuration. */
  readonly waiverFile: string | undefined
}

/** What the command line asks to analyze, on this machine's disk or standard input. */
export async function readInput(given: Arguments, session: Session): Promise<Input> {
  const configuration = await readConfiguration(given, session, diskStore({ cwd: session.cwd }))
  const named = pathsOf(given, configuration)
  const own = whenLarge(diskStore({ cwd: session.cwd, complete: named.every(isThisMachine) }))
  const { files: disk, live } = await readLive(given, session, own)
  refuseDumps(given.operands, disk)
  const { files, roots } = named.includes('-')
    ? await stdinStore(given, session, disk)
    : { files: disk, roots: named.map(normalize) }
  const format = given.value('as') as FormatId | undefined
  const context = given.value('context')
  const roles = (given.values('role').length > 0 ? given.values('role') : configuration.roles) as
    | readonly Role[]
    | undefined
  const peer = peerOf(given.value('peer') ?? configuration.peer, files)
  return {
    files: mapped(files, configuration.includes ?? {}),
    roots,
    output: configuration.output ?? [],
    waiverFile: configuration.waivers,
    failOn: bound(given.value('fail-on') ?? configuration['fail-on']),
    target: targetOf(given, disk, configuration),
    baseline: await baselineOf(given, disk, configuration),
    waivers: await readWaivers(given, session, { files: disk, named: configuration.waivers }),
    today: dateOf(given) ?? session.today(),
    lang: session.lang,
    ...(format && { format }),
    ...(context && { context: readContext(context) }),
    ...(roles && roles.length > 0 && { roles }),
    ...(peer && { peer }),
    ...(live !== undefined && { live }),
  }
}

/** @throws UsageError when the other end is neither a known make of router nor a file that can be read. */
function peerOf(stated: string | undefined, files: FileStore): string | undefined {
  const entry = stated === undefined || readPeer(stated) ? undefined : files.read(normalize(stated))
  if (stated === undefined || !entry) return stated
  if (!isUnreadable(entry)) return normalize(stated)
  throw new UsageError({
    en: `--peer ${stated}: ${entry.detail}; name a file, or mikrotik with its release (mikrotik:7.18)`,
    zh: `--peer ${stated}：${entry.detail}；请给出文件，或 mikrotik 及其版本（mikrotik:7.18）`,
  })
}

const bound = (name = 'medium'): Severity | undefined => severities.find(severity => severity === name)

/** Files named by their place on this machine: what is missing there is missing. */
const isThisMachine = (path: string): boolean => path.startsWith('/') && (path === '/' || hostRoot(`${path}/`) === '/')

function targetOf(given: Arguments, files: FileStore, { target = '', modules }: Configuration): Partial<Target> {
  const read = given.values('target-from').map(path => {
    const entry = files.read(path)
    if (!isUnreadable(entry)) return versionsIn(path, entry.text)
    throw new UsageError({
      en: `--target-from: ${path}: ${entry.detail}`,
      zh: `--target-from：${path}：${entry.detail}`,
    })
  })
  return Object.assign(
    modules ? { nginxModules: modules } : {},
    readTarget(target),
    ...read,
    ...given.values('target').map(readTarget),
  )
}

/** @throws UsageError for a file that tells nothing: the check would go on with what it assumes. */
function versionsIn(path: string, text: string): Partial<Target> {
  const found = readVersions(text)
  if (Object.keys(found).length > 0) return found
  throw new UsageError({
    en: `--target-from: ${path} names no version, as nginx -V or openvpn --version do`,
    zh: `--target-from：${path} 中没有版本信息，应为 nginx -V 或 openvpn --version 的输出`,
  })
}

function dateOf(given: Arguments): string | undefined {
  const date = given.value('today')
  if (date === undefined || isDay(date)) return date
  throw new UsageError({
    en: `--today: "${date}" is not a date (YYYY-MM-DD)`,
    zh: `--today："${date}" 不是日期（YYYY-MM-DD）`,
  })
}

async function baselineOf(given: Arguments, files: FileStore, configuration: Configuration): Promise<Baseline> {
  const name = given.value('baseline') ?? configuration.baseline ?? defaultBaseline
  const read = isBaselineFile(name)
    ? await (await import('../baseline/load.ts')).loadBaseline(normalize(name), files)
    : builtin(name)
  const baseline = configuration.rules ? withControls(read, configuration.rules) : read
  const only = given.values('rule').map(checkedRule)
  if (only.length === 0) return baseline
  const controls = Object.fromEntries(only.map(id => [id, asked(baseline.controls[id])]))
  return { ...baseline, controls, settings: [] }
}

/** Who names a rule wants it, even where a configuration left it out. */
function asked(control: Control = {}): Control {
  const { severity, ...rest } = control
  return severity === undefined || severity === 'off' ? rest : control
}

/** What is to be checked: as named, else as configured, else everything here. */
export const pathsOf = ({ operands }: Arguments, { paths }: Configuration): readonly string[] =>
  operands.length > 0 ? operands : (paths ?? ['.'])

/** The text of a file, when it has one. */
export function sourceOf(files: FileStore, path: string): SourceFile | undefined {
  const entry = files.read(path)
  return isUnreadable(entry) ? undefined : entry
}
