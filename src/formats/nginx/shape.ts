import type { Directive } from '../../tree/index.ts'

/** Levels with more statements have no shape: looking one up goes through a map. */
const MANY = 24

const nothing: readonly Directive[] = []
const nowhere: readonly number[] = []

/** So many shapes are kept for what is read next. */
const KEPT = 10_000

/**
 * The names of a level's statements, in order. The servers of a large host repeat each other, so that few shapes say
 * of all levels what stands where, and their statements, which lie scattered in memory, are left alone.
 */
export class Shape {
  private readonly outer: Shape | undefined
  private readonly name: string
  private readonly length: number
  /** Which names there may be: 64 bits, of which each name has one. */
  private readonly low: number
  private readonly high: number
  private next: Shape | undefined
  private others: Map<string, Shape> | undefined
  private list: readonly string[] | undefined
  private set: readonly string[] | undefined
  private places: ReadonlyMap<string, readonly number[]> | undefined
  /** The name that was asked for last. */
  private asked: string | undefined
  private answer: readonly number[]

  constructor(outer: Shape | undefined, name: string) {
    const slot = outer ? slotOf(name) : 64
    this.outer = outer
    this.name = name
    this.length = outer ? outer.length + 1 : 0
    this.low = (outer?.low ?? 0) | (slot < 32 ? 1 << slot : 0)
    this.high = (outer?.high ?? 0) | (slot >= 32 && slot < 64 ? 1 << (slot - 32) : 0)
    this.next = undefined
    this.others = undefined
    this.list = undefined
    this.set = undefined
    this.places = undefined
    this.asked = undefined
    this.answer = nowhere
  }

  /** The shape with one more statement, if there is one with so many. */
  with(name: string): Shape | undefined {
    const { next } = this
    if (next?.name === name) return next
    return this.length < MANY ? this.longer(name) : undefined
  }

  private longer(name: string): Shape {
    const known = this.others?.get(name)
    if (known) return known
    const made = new Shape(this, name)
    if (!this.next) this.next = made
    else {
      this.others ??= new Map()
      this.others.set(name, made)
    }
    count++
    return made
  }

  /** Those of a level's statements that have the name. */
  pick(statements: readonly Directive[], name: string): readonly Directive[] {
    const places = this.placesOf(name)
    if (places.length === 0) return nothing
    if (places.length === 1) return [statements[places[0] as number] as Directive]
    return places.map(at => statements[at] as Directive)
  }

  has(name: string): boolean {
    return this.placesOf(name).length > 0
  }

  /** Where among the statements those of the name are. Rules ask for one name after the other at all levels. */
  private placesOf(name: string): readonly number[] {
    if (name === this.asked) return this.answer
    const slot = slotOf(name)
    if (((slot < 32 ? this.low : this.high) & (1 << (slot & 31))) === 0) return nowhere
    this.places ??= this.readPlaces()
    this.asked = name
    this.answer = this.places.get(name) ?? nowhere
    return this.answer
  }

  private readPlaces(): ReadonlyMap<string, readonly number[]> {
    const places = new Map<string, number[]>()
    for (const [at, name] of this.names.entries()) {
      const known = places.get(name)
      if (known) known.push(at)
      else places.set(name, [at])
    }
    return places
  }

  get names(): readonly string[] {
    this.list ??= this.outer ? [...this.outer.names, this.name] : []
    return this.list
  }

  /** Each name once. */
  get distinct(): readonly string[] {
    this.set ??= [...new Set(this.names)]
    return this.set
  }
}

let empty = new Shape(undefined, '')
let count = 0

/** The shape of a level without statements, which those of all others go on from. */
export function emptyShape(): Shape {
  if (count > KEPT) {
    empty = new Shape(undefined, '')
    count = 0
  }
  return empty
}

/** By length and three characters: names of directives differ there. */
function slotOf(name: string): number {
  const { length } = name
  if (length === 0) return 0
  return (length * 5 + name.charCodeAt(0) + name.charCodeAt(length >> 1) * 3 + name.charCodeAt(length - 1) * 7) & 63
}
