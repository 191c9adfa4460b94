/** What stands in a value of YAML, whatever else stands there. */

export type Mapping = Readonly<Record<string, unknown>>

export const mapping = (value: unknown): Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Mapping) : {}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Of a word or a number. */
export const word = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

/** What lies below a path of keys. */
export const below = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((at, key) => (Object.hasOwn(mapping(at), key) ? mapping(at)[key] : undefined), value)
