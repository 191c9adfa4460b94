import { interfaceKey, isPattern, keyOf } from '../../formats/sysctl/key.ts'
import type { Effective, Family, Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { Fix } from '../rule.ts'
import { sound } from './lines.ts'

/** Which lines exist for one attribute of the interfaces. */
export interface ConfLines {
  readonly family: Family
  readonly attribute: string
  readonly all: Effective | undefined
  readonly default: Effective | undefined
  /** A pattern, or at least one named interface. */
  readonly pattern: boolean
  readonly named: boolean
}

/** Every attribute that some line sets for an interface, `all` or `default`; as the boot leaves it. */
export function confLines(model: SysctlModel): ConfLines[] {
  const found = new Map<string, ConfLines>()
  for (const { reading } of sound(model)) {
    const own = interfaceKey(reading.key)
    if (own?.table !== 'conf') continue
    const id = `${own.family} ${own.attribute}`
    const before = found.get(id)
    const written = (name: string): Effective | undefined => {
      const held = model.value(keyOf(own.family, name, own.attribute))
      return held?.statement && held.because === undefined ? held : undefined
    }
    const wide = isPattern(own.name)
    found.set(id, {
      family: own.family,
      attribute: own.attribute,
      all: before ? before.all : written('all'),
      default: before ? before.default : written('default'),
      pattern: (before?.pattern ?? false) || wide,
      named: (before?.named ?? false) || (!wide && own.name !== 'all' && own.name !== 'default'),
    })
  }
  return [...found.values()]
}

/** Adds lines for the pattern (and default) beside a line. */
export function widen(model: SysctlModel, wishes: readonly Assignment[], anchor: Statement): Fix {
  const keys = wishes.map(([key]) => key)
  const text = wishes.map(([key, value]) => `${key} = ${value}`).join(', ')
  const steps = applySteps(model, wishes)
  return {
    title: { en: `Add ${text}`, zh: `添加 ${text}` },
    safety: 'safe',
    edits: assign(model, wishes, anchor),
    changes: changesOf(model, keys),
    ...(steps.length > 0 && { steps }),
  }
}
