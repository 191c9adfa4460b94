import { type CharSet, complement, intersect, word } from './set.ts'
import type { Pattern } from './syntax.ts'

/**
 * A pattern as an automaton without empty steps. A position is a place that reads one character; a step leads from a
 * position that has read to one that reads next. Two ways between the same positions count as two: a backtracking
 * engine tries both.
 */
export interface Positions {
  /** What each position reads. */
  readonly sets: readonly CharSet[]
  /** Ways (1, or 2 for more) by target, for each position. */
  readonly next: readonly ReadonlyMap<number, number>[]
  readonly first: ReadonlyMap<number, number>
}

type Node =
  | { readonly op: 'set'; readonly set: CharSet; readonly to: number; readonly word: boolean | undefined }
  | { readonly op: 'split'; readonly to: readonly number[] }
  /** The head of a loop: once more, or on. */
  | { readonly op: 'loop'; body: number; readonly to: number }
  | { readonly op: 'assert'; readonly at: Pattern & { kind: 'assert' }; readonly to: number }
  | { readonly op: 'end' }

/** Larger patterns are not looked at. */
const LARGE = 1500
const MANY = 160

const noWord = (): CharSet => complement(word)

/** Characters outside of `allowed` do not occur in the text. Undefined: too large. */
export function positionsOf(pattern: Pattern, allowed: CharSet): Positions | undefined {
  const builder = new Builder(allowed, hasWordAssert(pattern))
  const entry = builder.search(pattern)
  if (entry === -1) return undefined
  const { nodes } = builder
  const places = nodes.flatMap((node, at) => (node.op === 'set' ? [at] : []))
  if (places.length > MANY) return undefined
  const number = new Map(places.map((at, index) => [at, index]))
  const step = (start: number, before: boolean | undefined): ReadonlyMap<number, number> => {
    const ways = new Walk(nodes, before).from(start)
    return new Map([...ways].map(([at, count]) => [number.get(at) as number, count]))
  }
  const sets = places.map(at => nodes[at] as Node & { op: 'set' })
  return {
    sets: sets.map(({ set }) => set),
    next: sets.map(one => step(one.to, one.word ?? false)),
    first: step(entry, undefined),
  }
}

function hasWordAssert(pattern: Pattern): boolean {
  if (pattern.kind === 'assert') return pattern.at === 'word' || pattern.at === 'not-word'
  if (pattern.kind === 'group' || pattern.kind === 'repeat') return hasWordAssert(pattern.item)
  return (pattern.kind === 'sequence' || pattern.kind === 'choice') && pattern.items.some(hasWordAssert)
}

class Builder {
  readonly nodes: Node[] = [{ op: 'end' }]
  private readonly allowed: CharSet
  /** Positions are kept apart by whether they read a word character. */
  private readonly apart: boolean

  constructor(allowed: CharSet, apart: boolean) {
    this.allowed = allowed
    this.apart = apart
  }

  /** The pattern behind a loop that skips to where it begins. */
  search(pattern: Pattern): number {
    return this.loop({ kind: 'set', set: this.allowed }, this.emit(pattern, 0))
  }

  private add(node: Node): number {
    return this.nodes.length > LARGE ? -1 : this.nodes.push(node) - 1
  }

  private emit(pattern: Pattern, to: number): number {
    if (to === -1) return -1
    switch (pattern.kind) {
      case 'set':
        return this.set(intersect(pattern.set, this.allowed), to)
      case 'assert':
        return this.add({ op: 'assert', at: pattern, to })
      case 'group':
        return this.emit(pattern.item, to)
      case 'sequence':
        return pattern.items.reduceRight((after, item) => this.emit(item, after), to)
      case 'choice':
        return this.split(pattern.items.map(item => this.emit(item, to)))
      case 'repeat':
        return this.repeat(pattern, to)
    }
  }

  private set(set: CharSet, to: number): number {
    if (!this.apart) return this.add({ op: 'set', set, to, word: undefined })
    const one = this.add({ op: 'set', set: intersect(set, word), to, word: true })
    return this.split([one, this.add({ op: 'set', set: intersect(set, noWord()), to, word: false })])
  }

  private split(to: readonly number[]): number {
    return to.includes(-1) ? -1 : this.add({ op: 'split', to })
  }

  private loop(item: Pattern, to: number): number {
    const head: Node = { op: 'loop', body: -1, to }
    const at = to === -1 ? -1 : this.add(head)
    if (at === -1) return -1
    head.body = this.emit(item, at)
    return head.body === -1 ? -1 : at
  }

  private repeat({ item, min, max }: Pattern & { kind: 'repeat' }, to: number): number {
    let after = max === Infinity ? this.loop(item, to) : to
    if (max !== Infinity)
      for (let count = min; count < max && after !== -1; count++) after = this.split([this.emit(item, after), to])
    for (let count = 0; count < min && after !== -1; count++) after = this.emit(item, after)
    return after
  }
}

/** So many empty steps are followed from one position. */
const STEPS = 2000

/** Follows empty steps and counts the ways to each position. */
class Walk {
  private readonly nodes: readonly Node[]
  /** Did the character before belong to a word? Undefined at the start of the text. */
  private readonly before: boolean | undefined
  private readonly ways = new Map<number, number>()
  private readonly inside = new Set<number>()
  private readonly heads = new Map<number, number>()
  private left = STEPS

  constructor(nodes: readonly Node[], before: boolean | undefined) {
    this.nodes = nodes
    this.before = before
  }

  from(start: number): ReadonlyMap<number, number> {
    this.follow(start, undefined)
    return this.ways
  }

  private follow(at: number, need: boolean | undefined): void {
    if (this.left-- <= 0) return
    const node = this.nodes[at] as Node
    if (node.op === 'set') this.arrive(at, node, need)
    else if (node.op === 'split') for (const to of node.to) this.follow(to, need)
    else if (node.op === 'loop') this.head(at, node, need)
    else if (node.op === 'assert') this.assert(node.at.at, node.to, need)
  }

  private arrive(at: number, { set, word: reads }: Node & { op: 'set' }, need: boolean | undefined): void {
    if (set.length === 0 || (need !== undefined && reads !== undefined && need !== reads)) return
    this.ways.set(at, Math.min(2, (this.ways.get(at) ?? 0) + 1))
  }

  /** A round that read nothing ends the loop; a loop that was left may be begun anew. */
  private head(at: number, { body, to }: Node & { op: 'loop' }, need: boolean | undefined): void {
    const visits = this.heads.get(at) ?? 0
    if (this.inside.has(at) || visits > 1) return
    this.heads.set(at, visits + 1)
    this.inside.add(at)
    this.follow(body, need)
    this.inside.delete(at)
    this.follow(to, need)
    this.heads.set(at, visits)
  }

  private assert(at: (Pattern & { kind: 'assert' })['at'], to: number, need: boolean | undefined): void {
    if (at === 'start') {
      if (this.before === undefined) this.follow(to, need)
    } else if (at === 'word' || at === 'not-word') {
      const wanted = (at === 'word') !== (this.before ?? false)
      if (need === undefined || need === wanted) this.follow(to, wanted)
    }
  }
}
