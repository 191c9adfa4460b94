/** What stands below the keys of a mapping that is being read. */
export type Entries<V> = Map<string, V[]>

/** A key of a mapping. */
export interface Place<V> {
  readonly entries: Entries<V>
  readonly key: string
}

/** What is taken below a key: by the alias, the place of what it names. */
type Taken<V> = Map<V, Place<V> | undefined>

interface Values<V> {
  readonly entriesOf: (value: V) => Entries<V> | undefined
  readonly unnamed: (value: V, from: number) => V | undefined
}

const behindKey = /["']?[ \t]*:[ \t]*(?:![^\s,[\]{}]*[ \t]+)?&([^\s,[\]{}]+)/y
const mark = /([&*])([^\s,[\]{}]+)/y

/**
 * Anchors and aliases of YAML (1.2.2, 6.9.2 and 7.1), and merge keys (`<<`). What is taken makes a file twice as large at
 * most: what would make it larger stays an alias, as one does that leads nowhere.
 */
export class Anchors<V extends object> {
  readonly #text: string
  readonly #entriesOf: (value: V) => Entries<V> | undefined
  readonly #unnamed: (value: V, from: number) => V | undefined
  readonly #named = new Map<string, Place<V>>()
  readonly #taken = new Map<Entries<V>, Map<string, Taken<V>>>()
  readonly #sizes = new Map<V, number>()
  readonly #any: boolean
  #left: number

  /** `unnamed`: a value without the name in front of it, undefined when nothing is left. */
  constructor(text: string, { entriesOf, unnamed }: Values<V>) {
    this.#text = text
    this.#entriesOf = entriesOf
    this.#unnamed = unnamed
    this.#any = text.includes('&')
    this.#left = text.length
  }

  /** Names count up to the end of their document. */
  endDocument(): void {
    this.#named.clear()
  }

  /** A key that gets its first value, and where it stands. */
  open(place: Place<V>, at: number): void {
    const name = this.#find(behindKey, at + place.key.length)?.[1]
    if (name) this.#named.set(name, place)
  }

  /** A value as it is without its name: none where that is of what stands below. `around`: from outside to inside. */
  read(value: V, at: number, around: readonly Place<V>[]): V | undefined {
    const [whole = '', sign, name = ''] = this.#find(mark, at) ?? []
    if (sign === '*') this.#take(value, name, around)
    if (sign !== '&') return value
    const own = this.#unnamed(value, at + whole.length)
    const key = around.at(-1)?.key ?? ''
    if (own) this.#named.set(name, { entries: new Map([[key, [own]]]), key })
    return own
  }

  #take(value: V, name: string, around: readonly Place<V>[]): void {
    const place = around.at(-1)
    if (!place) return
    const from = this.#named.get(name)
    const isWhole = from && !around.some(({ entries, key }) => entries === from.entries && key === from.key)
    const keys = this.#taken.get(place.entries) ?? new Map<string, Taken<V>>()
    const taken = keys.get(place.key) ?? new Map()
    this.#taken.set(place.entries, keys.set(place.key, taken.set(value, isWhole ? from : undefined)))
  }

  /** Puts everything where it is taken, in the order of the file: what it takes is whole by then. */
  settle(): void {
    for (const [entries, keys] of this.#taken)
      for (const [key, taken] of keys) {
        const found = entries.get(key) ?? []
        const rest = found.flatMap(value => {
          if (!taken.has(value)) return [value]
          const values = valuesAt(taken.get(value))
          return key === '<<' ? this.#merge(entries, value, values) : this.#replace(value, values, found.length)
        })
        if (key === '<<' && rest.length === 0) entries.delete(key)
        else entries.set(key, rest)
      }
  }

  /** A list in a list is none of a key. */
  #replace(alias: V, values: readonly V[], beside: number): readonly V[] {
    return values.length === 0 || (beside > 1 && values.length > 1) || !this.#affords(values) ? [alias] : values
  }

  /** Own keys win, and so do those that were merged before. */
  #merge(entries: Entries<V>, alias: V, [base, ...others]: readonly V[]): readonly V[] {
    const more = base && others.length === 0 ? this.#entriesOf(base) : undefined
    if (!more) return [alias]
    for (const [key, values] of more) {
      if (key === '<<') return [alias]
      if (--this.#left < 0) return [alias]
      if (entries.has(key)) continue
      if (!this.#affords(values)) return [alias]
      entries.set(key, values)
    }
    return []
  }

  #affords(values: readonly V[]): boolean {
    const size = values.reduce((sum, each) => sum + this.#sizeOf(each), 1)
    if (size > this.#left) return false
    this.#left -= size
    return true
  }

  #sizeOf(value: V): number {
    const known = this.#sizes.get(value)
    if (known !== undefined) return known
    let size = 1
    for (const values of this.#entriesOf(value)?.values() ?? []) for (const each of values) size += this.#sizeOf(each)
    this.#sizes.set(value, size)
    return size
  }

  #find(pattern: RegExp, at: number): RegExpExecArray | null {
    if (!this.#any) return null
    pattern.lastIndex = at
    return pattern.exec(this.#text)
  }
}

const valuesAt = <V>(place: Place<V> | undefined): readonly V[] => place?.entries.get(place.key) ?? []
