import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { startOf } from '../../formats/sysctl/table.ts'
import type { Localized } from '../../message/index.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { dropIn } from '../../remedies/sysctl/dropin.ts'
import { beginningOf, type SourceFile } from '../../text/index.ts'
import { type Fix, type Observation, type OptionsSchema, placeOf, type Severity } from '../rule.ts'
import { type Check, checksOf } from './checks.ts'
import { accepts, type Level, repaired, wantedText } from './judge.ts'

/** Rules that compare effective values of single keys with the table of checks. */

export interface FamilyOptions {
  /** strict asks for the stricter value where sources name one, and reports what is only informative. */
  readonly level: Level
  /** Keys that no file sets: report bad defaults where the whole host is known, always, or never. */
  readonly unset: 'whole-host' | 'always' | 'never'
  /** Demands that are made only when wanted: `icmp-probing`, `no-userns`, `late-boot`, `no-ipv6`, `arp-ignore`, `arp-announce`. */
  readonly optIn: readonly string[]
}

export const familyDefaults: FamilyOptions = { level: 'balanced', unset: 'whole-host', optIn: [] }

export const familySchema: OptionsSchema = {
  type: 'object',
  properties: {
    level: { enum: ['balanced', 'strict'] },
    unset: { enum: ['whole-host', 'always', 'never'] },
    optIn: {
      type: 'array',
      items: { enum: ['icmp-probing', 'no-userns', 'late-boot', 'no-ipv6', 'arp-ignore', 'arp-announce'] },
    },
  },
}

export const familyMessages: Readonly<Record<'weak' | 'unset', Localized>> = {
  weak: { en: '{key} is "{value}", {wanted} is the accepted value', zh: '{key} 为 "{value}"，可接受的值为 {wanted}' },
  unset: {
    en: 'No file sets {keys}, and the kernel starts with {values}',
    zh: '没有文件设置 {keys}，内核默认值为 {values}',
  },
}

export interface Family {
  readonly rule: string
  /** The message for a key, by its id; `weak` when there is none. */
  readonly messages: Readonly<Record<string, Localized>>
  /** Keys whose repair cannot change what a service does. */
  readonly safe: readonly string[]
  /** Overrides the table by key and value. Undefined keeps the table's verdict; `none` is no finding. */
  severity?(check: Check, held: Effective, scope: Scope): Severity | 'none' | undefined
  /** The message where a key has several. */
  message?(check: Check, held: Effective): string | undefined
  /** Values for fixes where the first acceptable one is not the best. */
  readonly repairs?: Readonly<Record<string, string>>
}

interface Weak {
  readonly check: Check
  readonly held: Effective
  readonly severity: Severity
}

export function* checkFamily(family: Family, model: SysctlModel, options: FamilyOptions): Generator<Observation> {
  const weak = checksOf(family.rule).flatMap(check => weakness(family, check, { model, options }) ?? [])
  for (const each of weak) if (each.held.statement) yield reported(family, each, { model, options })
  const unset = weak.filter(each => !each.held.statement && each.severity !== 'info')
  if (unset.length > 0) yield* missing(family, unset, { model, options })
}

export interface Scope {
  readonly model: SysctlModel
  readonly options: FamilyOptions
}

/** A key whose value is known and not acceptable. */
function weakness(family: Family, check: Check, { model, options }: Scope): Weak | undefined {
  if (check.key.includes('.conf.') || (check.optIn !== undefined && !options.optIn.includes(check.optIn)))
    return undefined
  const held = heldNow(check.key, model)
  if (!held || (!held.statement && !mayReportUnset(model, options, held))) return undefined
  const level = check.optIn === undefined ? options.level : 'strict'
  const wanted = check.optIn === undefined ? check : demanded(check)
  const severity = family.severity?.(check, held, { model, options })
  if (severity === 'none') return undefined
  if (severity === undefined && accepts(wanted, held.value, level)) return undefined
  const weight = severity ?? (check.optIn === undefined ? check.severity : 'low')
  return weight === 'info' && severity === undefined && options.level === 'balanced'
    ? undefined
    : { check: wanted, held, severity: weight }
}

/** An opt-in wants what its sources recommend. */
const demanded = (check: Check): Check =>
  check.recommended?.[0] === undefined ? check : { ...check, comparator: 'eq', acceptable: [check.recommended[0]] }

/** What nobody sets is as live as the snapshot shows it; without the key there it cannot be set. */
function heldNow(key: string, model: SysctlModel): Effective | undefined {
  const held = model.value(key)
  if (!held || held.statement || !model.snapshot) return held
  const live = model.snapshot.values.get(key)
  return live === undefined ? undefined : { ...held, value: live, written: live }
}

/** A default counts only when it is sure to be this build's, or seen live. */
function mayReportUnset(model: SysctlModel, options: FamilyOptions, held: Effective): boolean {
  if (options.unset === 'never' || (options.unset === 'whole-host' && !model.complete)) return false
  if (model.snapshot) return true
  return held.certainty === 'certain' && startOf(held.key, model.target)?.sure === true
}

function reported(family: Family, { check, held, severity }: Weak, { model, options }: Scope): Observation {
  const { statement } = held
  const level = options.level
  const params = { key: held.key, value: held.written, wanted: wantedText(check, level) }
  return {
    at: placeOf(statement!.directive),
    subject: held.key,
    severity,
    message: { id: family.message?.(check, held) ?? (check.key in family.messages ? check.key : 'weak'), params },
    ...(held.certainty === 'certain' ? {} : { confidence: 'medium' as const }),
    fixes: fixesOf(family, [check], { model, options }),
  }
}

/** One finding for all keys of the family that nobody sets: they have one cause. */
function* missing(family: Family, weak: readonly Weak[], { model, options }: Scope): Generator<Observation> {
  const file = unsetPlace(model)
  if (!file) return
  const severity = worst(weak.map(each => each.severity))
  yield {
    at: { file, span: beginningOf(file), lacks: 'anywhere' },
    subject: 'unset',
    severity,
    confidence: 'medium',
    message: {
      id: 'unset',
      params: { keys: weak.map(each => each.held.key), values: weak.map(each => each.held.value) },
    },
    fixes: fixesOf(
      family,
      weak.map(each => each.check),
      { model, options },
    ),
  }
}

/** Where a line that nobody wrote would go. */
export const unsetPlace = (model: SysctlModel): SourceFile | undefined =>
  dropIn(model) ?? model.outcomes[model.applier].files.find(each => each.file)?.file

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']
export const worst = (list: readonly Severity[]): Severity => order.find(each => list.includes(each)) ?? 'info'

function fixesOf(family: Family, list: readonly Check[], { model, options }: Scope): Fix[] {
  const wishes = list.map(
    (check): Assignment => [check.key, family.repairs?.[check.key] ?? repaired(check, options.level)],
  )
  const usable = wishes.filter(([, value]) => value !== '')
  if (usable.length === 0) return []
  const keys = usable.map(([key]) => key)
  const edits = assign(model, usable, model.value(keys[0] ?? '')?.statement)
  const safe = options.level === 'balanced' && keys.every(key => family.safe.includes(key))
  const [key = '', value = ''] = usable[0] ?? []
  const title: Localized =
    usable.length === 1
      ? { en: `Set ${key} to ${value}`, zh: `将 ${key} 设为 ${value}` }
      : { en: `Set ${keys.join(', ')}`, zh: `设置 ${keys.join(', ')}` }
  const steps = applySteps(model, usable)
  return [
    {
      title,
      safety: safe ? 'safe' : 'unsafe',
      edits,
      changes: changesOf(model, keys),
      ...(steps.length > 0 && { steps }),
    },
  ]
}
