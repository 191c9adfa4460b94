import { Alphabet } from './alphabet.ts'
import { cycles, reachable, type Steps, way } from './graph.ts'
import type { Positions } from './positions.ts'

/** A text that makes a backtracking engine try the same thing in many ways: `prefix`, then pumps by turns. */
export interface Pumping {
  /** The number of ways doubles with every pump, or grows with this power of their number. */
  readonly growth: 'exponential' | number
  readonly prefix: string
  /** Each is repeated, followed by what leads to the next. */
  readonly pumps: readonly { readonly pump: string; readonly bridge: string }[]
}

/** Work that one pattern is worth, in steps of a graph. */
const BUDGET = 100_000

/**
 * How ambiguous a pattern is, by the criteria of Weber and Seidl on its automaton: two ways around one cycle on the
 * same text make the number of ways exponential; a chain of cycles that hand one text on, polynomial. Undefined: at
 * most quadratic, or more work than it is worth.
 */
export function ambiguity(positions: Positions): Pumping | undefined {
  return new Ambiguity(positions).find()
}

interface Link {
  readonly from: number
  readonly to: number
  readonly pump: string
}

class Ambiguity {
  private readonly positions: Positions
  private readonly size: number
  private readonly alphabet: Alphabet
  private readonly bits: readonly bigint[]
  private left = BUDGET

  constructor(positions: Positions) {
    this.positions = positions
    this.size = positions.sets.length
    this.alphabet = new Alphabet(positions.sets)
    this.bits = positions.sets.map(set => this.alphabet.bits(set))
  }

  find(): Pumping | undefined {
    const parts = cycles(this.size, this.steps)
    for (const part of parts) {
      const found = this.doubled(new Set(part))
      if (found)
        return { growth: 'exponential', prefix: this.prefixTo(found.at), pumps: [{ pump: found.pump, bridge: '' }] }
    }
    return this.chain(parts)
  }

  private readonly steps: Steps = at => (this.positions.next[at] as ReadonlyMap<number, number>).keys()

  private within(part: ReadonlySet<number>): Steps {
    return at => [...this.steps(at)].filter(next => part.has(next))
  }

  /** What all of these positions read, as bits of the alphabet. */
  private shared(places: readonly number[]): bigint {
    let bits = -1n
    for (const at of places) bits &= this.bits[at] as bigint
    return bits
  }

  /** One character for each group of positions that read it together. */
  private text(nodes: readonly (readonly number[])[]): string {
    return nodes.map(places => this.alphabet.pick(this.shared(places)) ?? '').join('')
  }

  private plain(nodes: readonly number[]): string {
    return this.text(nodes.map(at => [at]))
  }

  private prefixTo(at: number): string {
    return this.plain(way(this.positions.first.keys(), this.steps, node => node === at) ?? [])
  }

  /** Positions behind the first on a way. */
  private between(from: number, to: number, steps: Steps): number[] {
    return from === to ? [] : (way([from], steps, node => node === to)?.slice(1) ?? [])
  }

  /** Two ways from a position back to itself on one text, inside one part of the automaton. */
  private doubled(part: ReadonlySet<number>): { at: number; pump: string } | undefined {
    const steps = this.within(part)
    for (const at of part)
      for (const [next, ways] of this.positions.next[at] as ReadonlyMap<number, number>)
        if (ways > 1 && part.has(next)) return { at, pump: this.plain([next, ...this.between(next, at, steps)]) }
    const same = [...part].map(at => at * this.size + at)
    const pairs = this.pairs(steps)
    const isSame = (pair: number): boolean => Math.floor(pair / this.size) === pair % this.size
    const apart = [...reachable(same, pairs)].filter(pair => !isSame(pair))
    for (const pair of apart.slice(0, 20)) {
      const back = way([pair], pairs, isSame)
      const there = back && way(same, pairs, node => node === pair)
      if (!back || !there) continue
      const at = (there[0] as number) % this.size
      const round = [...there.slice(1), ...back.slice(1)].map(node => [Math.floor(node / this.size), node % this.size])
      return { at, pump: this.text(round) + this.plain(this.between((back.at(-1) as number) % this.size, at, steps)) }
    }
    return undefined
  }

  /** Steps that two positions can make on the same character. */
  private pairs(steps: Steps): Steps {
    return pair => {
      const second = [...steps(pair % this.size)]
      return [...steps(Math.floor(pair / this.size))].flatMap(a => {
        this.left -= second.length
        return this.left <= 0 ? [] : second.filter(b => this.shared([a, b]) !== 0n).map(b => a * this.size + b)
      })
    }
  }

  /** The longest chain of cycles each of which can hand its text on to the next. */
  private chain(parts: readonly number[][]): Pumping | undefined {
    const best: Link[][] = []
    for (const [at, part] of parts.entries()) {
      best[at] = []
      for (let before = 0; before < at; before++) {
        const links = best[before] as Link[]
        if (links.length < (best[at] as Link[]).length) continue
        const link = this.link(parts[before] as number[], part)
        if (link) best[at] = [...links, link]
      }
    }
    const longest = best.reduce((a, b) => (b.length > a.length ? b : a), [])
    return longest.length < 2 ? undefined : this.pumping(longest)
  }

  private pumping(links: readonly Link[]): Pumping {
    const pumps = links.map(({ pump, to }, index) => {
      const next = links[index + 1]
      return { pump, bridge: next ? this.plain(this.between(to, next.from, this.steps)) : '' }
    })
    return { growth: links.length, prefix: this.prefixTo((links[0] as Link).from), pumps }
  }

  /** A text that leads around the first cycle, around the second, and from the first to the second. */
  private link(first: readonly number[], second: readonly number[]): Link | undefined {
    const { size } = this
    const steps = this.triples(this.within(new Set(first)), this.within(new Set(second)))
    for (const from of first.slice(0, 3))
      for (const to of second.slice(0, 3)) {
        const goal = (from * size + to) * size + to
        const found = way([(from * size + from) * size + to], steps, node => node === goal)
        if (found) return { from, to, pump: this.text(found.slice(1).map(node => this.three(node))) }
      }
    return undefined
  }

  private three(node: number): readonly [number, number, number] {
    const { size } = this
    return [Math.floor(node / (size * size)), Math.floor(node / size) % size, node % size]
  }

  /** Steps that three positions make on one character: the first and the last each in its own cycle. */
  private triples(inFirst: Steps, inSecond: Steps): Steps {
    const { size } = this
    return node => {
      const [x, y, z] = this.three(node)
      const last = [...inSecond(z)]
      const outer = [...inFirst(x)].flatMap(a => last.map(c => ({ a, c, bits: this.shared([a, c]) })))
      return [...this.steps(y)].flatMap(b => {
        this.left -= outer.length
        const bits = this.bits[b] as bigint
        const fitting = this.left <= 0 ? [] : outer.filter(pair => (pair.bits & bits) !== 0n)
        return fitting.map(({ a, c }) => (a * size + b) * size + c)
      })
    }
  }
}
