import type { Setting } from '../../../tree/index.ts'
import type { OptionLine } from '../model.ts'
import { setting } from '../query.ts'
import type { Situation } from '../situation.ts'

/** The value of a scalar option of a situation, with its origin. */
export const settingOf = <T>(facts: Situation, name: string, read: (line: OptionLine | undefined) => T): Setting<T> =>
  setting(facts, name, read)

/** The first parameter, or nothing. */
export const parameter = (facts: Situation, name: string): Setting<string | undefined> =>
  settingOf(facts, name, line => line?.params[0])

export const flag = (facts: Situation, name: string): Setting<boolean> =>
  settingOf(facts, name, line => line !== undefined)

export const byDefault = <T>(value: T): Setting<T> => ({ value, origin: 'default', shadowed: [] })

/** A setting with another value but the same origin. */
export const as = <T, U>(found: Setting<T>, value: U): Setting<U> => ({ ...found, value })
