import { numberOf, sameValue } from '../../formats/sysctl/integer.ts'
import { interfaceKey } from '../../formats/sysctl/key.ts'
import type { Effective, Snapshot, SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import { fromModule, known, present, shapeOf, startOf } from '../../formats/sysctl/table.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { SourceFile } from '../../text/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { checks } from './checks.ts'
import { unsetPlace } from './family.ts'
import { accepts } from './judge.ts'
import { setterOf } from './setters.ts'

/** Live values that nothing changes before the next boot. */
const sticky: Readonly<Record<string, number>> = {
  'kernel.unprivileged_bpf_disabled': 1,
  'kernel.yama.ptrace_scope': 3,
  'kernel.kexec_load_disabled': 1,
  'kernel.modules_disabled': 1,
}

function* findings(model: SysctlModel): Generator<Observation> {
  const { snapshot } = model
  if (!snapshot) return
  const late = new Map<SourceFile, Effective[]>()
  for (const [key, held] of model.outcomes[model.applier].values) {
    if (!held.statement || held.because !== undefined || isSecret(key) || isUnnamed(key)) continue
    const drifted = differenceOf(held, snapshot, model)
    if (drifted && drifted.message !== 'not-applied') yield found(model, held, drifted)
    const { file } = held.statement.directive
    if (drifted?.message === 'not-applied') late.set(file, [...(late.get(file) ?? []), held])
  }
  for (const lines of late.values()) yield notApplied(model, snapshot, lines)
  yield* rejected(model, snapshot)
  yield* runtimeOnly(model, snapshot)
}

/** A file that was not applied is one cause, however many lines it has. */
function notApplied(model: SysctlModel, snapshot: Snapshot, lines: readonly Effective[]): Observation {
  const [first, ...others] = lines as [Effective, ...Effective[]]
  const one = found(model, first, { message: 'not-applied', live: snapshot.values.get(first.key) ?? '' })
  if (others.length === 0) return one
  const keys = lines.map(each => each.key)
  return {
    ...one,
    subject: 'not-applied',
    message: { id: 'file', params: { keys: keys.slice(0, 20), count: keys.length } },
    related: others.slice(0, 20).map(each => ({
      at: placeOf(each.statement!.directive),
      message: { en: `live: "${snapshot.values.get(each.key)}"`, zh: `当前值："${snapshot.values.get(each.key)}"` },
    })),
    fixes: [
      applying(
        model,
        lines.map(each => [each.key, each.value] as const),
      ),
    ].flatMap(each => each ?? []),
  }
}

function applying(model: SysctlModel, wishes: readonly Assignment[]): Fix | undefined {
  const steps = applySteps(model, wishes)
  if (steps.length === 0) return undefined
  return { title: { en: 'Apply the files', zh: '应用这些文件' }, safety: 'unsafe', edits: [], changes: [], steps }
}

/** Patterns as names: there is no such interface. */
const isUnnamed = (key: string): boolean => /[*?[]/.test(key)

interface Drift {
  readonly message: 'not-applied' | 'later-setter' | 'sticky' | 'late-key' | 'absent'
  readonly live: string
  readonly setter?: string
}

function differenceOf(held: Effective, snapshot: Snapshot, model: SysctlModel): Drift | undefined {
  const { key, value } = held
  const live = snapshot.values.get(key)
  if (live === undefined) return mayBeHidden(key, snapshot, model) ? undefined : { message: 'absent', live: '' }
  if (sameValue(live, value)) return undefined
  if (sticky[key] === numberOf(live)) return { message: 'sticky', live }
  const setter = setterOf(key, live, model)
  if (setter !== undefined) return { message: 'later-setter', live, setter }
  return { message: cameLater(held, live, model) ? 'late-key' : 'not-applied', live }
}

/** Keys that only root reads, that are only written, that name an interface or a module, and partial snapshots. */
function mayBeHidden(key: string, snapshot: Snapshot, model: SysctlModel): boolean {
  if (snapshot.denied.has(key) || snapshot.values.size < 100 || interfaceKey(key) !== undefined) return true
  if (shapeOf(key).hidden || fromModule(key) || /\.flush$/.test(key)) return true
  return known(key) !== 'yes' || present(key, model.target) !== true
}

/** A key of a module, or under procps of an interface, that still holds what it starts with. */
function cameLater({ key }: Effective, live: string, model: SysctlModel): boolean {
  const name = interfaceKey(key)?.name
  const late = fromModule(key) || (model.applier === 'procps' && name !== undefined && !fixed.has(name))
  const start = startOf(key, model.target)
  return late && (start === undefined || sameValue(start.value, live))
}

const fixed: ReadonlySet<string> = new Set(['all', 'default', 'lo'])

/** A line that the kernel refused explains why the live value is another one. */
function* rejected(model: SysctlModel, snapshot: Snapshot): Generator<Observation> {
  for (const { statement, because } of model.outcomes[model.applier].losers) {
    const own = statement[model.applier]
    if (because !== 'refused' || own.kind !== 'assign' || isSecret(own.key)) continue
    const live = snapshot.values.get(own.key)
    if (live === undefined || sameValue(live, own.value) || model.value(own.key)?.statement) continue
    yield {
      at: placeOf(statement.directive),
      subject: own.key,
      severity: 'low',
      message: { id: 'rejected', params: { key: own.key, value: own.value, live } },
      fixes: [],
    }
  }
}

function found(model: SysctlModel, held: Effective, { message, live, setter }: Drift): Observation {
  const { key, value, statement } = held
  const fix = message === 'not-applied' || message === 'late-key' ? applying(model, [[key, value]]) : undefined
  return {
    at: placeOf(statement!.directive),
    subject: key,
    message: { id: message, params: { key, value: held.written, live, ...(setter && { setter }) } },
    fixes: fix ? [fix] : [],
  }
}

/** Hardening that somebody typed in and that no file keeps: gone at the next boot. */
function* runtimeOnly(model: SysctlModel, snapshot: Snapshot): Generator<Observation> {
  const file = knowsTheHost(model) ? unsetPlace(model) : undefined
  if (!file) return
  const lost = checks().flatMap(check => {
    const live = snapshot.values.get(check.key)
    const start = startOf(check.key, model.target)
    if (live === undefined || !start?.sure || model.value(check.key)?.statement || check.severity === 'info') return []
    const better = accepts(check, live, 'balanced') && !accepts(check, start.value, 'balanced')
    return better ? [[check.key, live] as const] : []
  })
  if (lost.length === 0) return
  const keys = lost.map(([key]) => key)
  yield {
    at: { file, span: { start: 0, end: 0 } },
    subject: 'runtime-only',
    severity: 'high',
    message: { id: 'runtime-only', params: { keys } },
    fixes: [
      {
        title: { en: 'Keep the live values in a file', zh: '把当前值写入文件' },
        safety: 'safe',
        edits: assign(model, lost),
        changes: changesOf(model, keys),
      },
    ],
  }
}

/** The files of packages are there too: a key in no file is a key that nobody sets. */
const knowsTheHost = ({ complete, forest }: SysctlModel): boolean =>
  complete || forest.candidates.some(each => each.vendor)

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/drift',
  format: 'sysctl',
  title: { en: 'Live values that differ from the files', zh: '与文件不同的当前值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['life-cycle', 'live'],
  messages: {
    'not-applied': {
      en: '{key} is "{live}" on the live host and "{value}" in the files: they were not applied, or another program changed it',
      zh: '{key} 在运行中的主机上为 "{live}"，文件中为 "{value}"：文件未被应用，或被其他程序修改',
    },
    file: {
      en: '{count} values of this file differ on the live host, {keys}: it was not applied, or another program changed them',
      zh: '该文件有 {count} 个值与运行中的主机不同({keys})：文件未被应用，或被其他程序修改',
    },
    'later-setter': {
      en: '{key} is "{live}" on the live host and "{value}" in the files: {setter} of this host writes it after boot',
      zh: '{key} 在运行中的主机上为 "{live}"，文件中为 "{value}"：本机的 {setter} 会在启动后写入它',
    },
    'late-key': {
      en: '{key} is "{live}" on the live host and "{value}" in the files: the key appeared after they were applied',
      zh: '{key} 在运行中的主机上为 "{live}"，文件中为 "{value}"：该键在应用文件之后才出现',
    },
    rejected: {
      en: '{key} is "{live}" on the live host: the kernel refuses the "{value}" of the files',
      zh: '{key} 在运行中的主机上为 "{live}"：内核拒绝文件中的 "{value}"',
    },
    sticky: {
      en: '{key} is "{live}" on the live host and "{value}" in the files: only a reboot brings it back',
      zh: '{key} 在运行中的主机上为 "{live}"，文件中为 "{value}"：只有重启才能恢复',
    },
    absent: {
      en: '{key} is "{value}" in the files, and the live host has no such key',
      zh: '{key} 在文件中为 "{value}"，而运行中的主机没有该键',
    },
    'runtime-only': {
      en: '{keys} are hardened on the live host and in no file: the next boot loses them',
      zh: '{keys} 只在运行中的主机上加固，没有写入任何文件：下次启动会丢失',
    },
  },
  defaults: {},
  check: findings,
})
