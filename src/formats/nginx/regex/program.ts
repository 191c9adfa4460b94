import type { CharSet } from './set.ts'
import type { Assertion, Look, Pattern } from './syntax.ts'

/** One instruction of a Pike machine: the next ones in order of preference. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet; readonly next: number }
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'save'; readonly slot: number; readonly next: number }
  | { readonly op: 'assert'; readonly at: Assertion | LookProgram; readonly next: number }
  | { readonly op: 'match' }

/** What is looked for from a place on, or up to it. */
export interface LookProgram extends Pick<Look, 'behind' | 'negative'> {
  readonly program: Program
}

/** More instructions than this are not worth running. */
const LARGE = 20_000

/** Instructions with the entry point; undefined when counted repetitions make it too large. */
export interface Program {
  readonly code: readonly Instruction[]
  readonly entry: number
}

export function compile(pattern: Pattern, room: Room = { left: LARGE }): Program | undefined {
  const code: Instruction[] = [{ op: 'match' }]
  const entry = new Compiler(code, room).emit(pattern, 0)
  return entry === -1 ? undefined : { code, entry }
}

/** Instructions that may still be made, for a pattern and all that it looks for. */
interface Room {
  left: number
}

function lookOf({ item, behind, negative }: Look, room: Room): LookProgram | undefined {
  const program = compile(item, room)
  return program && { program, behind, negative }
}

/** Built from the end: every piece is told where to go on. -1 = too large. */
class Compiler {
  private readonly code: Instruction[]
  private readonly room: Room
  /** One that is repeated is compiled once. */
  private readonly looks = new Map<Look, LookProgram>()

  constructor(code: Instruction[], room: Room) {
    this.code = code
    this.room = room
  }

  private add(instruction: Instruction): number {
    return this.room.left-- <= 0 ? -1 : this.code.push(instruction) - 1
  }

  emit(pattern: Pattern, next: number): number {
    if (next === -1) return -1
    switch (pattern.kind) {
      case 'set':
        return this.add({ op: 'set', set: pattern.set, next })
      case 'assert':
        return this.assert(pattern.at, next)
      case 'sequence':
        return pattern.items.reduceRight((after, item) => this.emit(item, after), next)
      case 'choice':
        return this.choice(pattern.items, next)
      case 'group':
        return this.group(pattern.item, pattern.index, next)
      case 'repeat':
        return this.repeat(pattern, next)
    }
  }

  private assert(at: Assertion | Look, next: number): number {
    if (typeof at === 'string') return this.add({ op: 'assert', at, next })
    const look = this.looks.get(at) ?? lookOf(at, this.room)
    if (!look) return -1
    this.looks.set(at, look)
    return this.add({ op: 'assert', at: look, next })
  }

  private choice(items: readonly Pattern[], next: number): number {
    return items.slice(0, -1).reduceRight(
      (rest, item) => {
        const first = this.emit(item, next)
        return first === -1 || rest === -1 ? -1 : this.add({ op: 'split', first, second: rest })
      },
      this.emit(items.at(-1) as Pattern, next),
    )
  }

  private group(item: Pattern, index: number, next: number): number {
    const end = this.add({ op: 'save', slot: index * 2 + 1, next })
    const inner = this.emit(item, end)
    return inner === -1 ? -1 : this.add({ op: 'save', slot: index * 2, next: inner })
  }

  private repeat({ item, min, max, greedy }: Pattern & { kind: 'repeat' }, next: number): number {
    let after =
      max === Infinity ? this.loop(item, greedy, next) : this.optional(item, { count: max - min, greedy }, next)
    for (let count = 0; count < min && after !== -1; count++) after = this.emit(item, after)
    return after
  }

  private loop(item: Pattern, greedy: boolean, next: number): number {
    const at = this.add({ op: 'match' })
    if (at === -1) return -1
    const body = this.emit(item, at)
    this.code[at] = greedy ? { op: 'split', first: body, second: next } : { op: 'split', first: next, second: body }
    return body === -1 ? -1 : at
  }

  private optional(item: Pattern, { count, greedy }: { count: number; greedy: boolean }, next: number): number {
    let after = next
    for (let done = 0; done < count && after !== -1; done++) {
      const body = this.emit(item, after)
      if (body === -1) return -1
      after = this.add(greedy ? { op: 'split', first: body, second: next } : { op: 'split', first: next, second: body })
    }
    return after
  }
}
