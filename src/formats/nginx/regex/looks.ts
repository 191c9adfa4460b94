import type { Instruction, LookProgram, Program } from './program.ts'
import { has, isWord } from './set.ts'
import type { Assertion } from './syntax.ts'

type Asserted = Assertion | LookProgram

/**
 * Where the assertions of a program hold in a text. A lookaround is worked out once for all places, the ones within it
 * first: time is length of the program × length of the text.
 */
export class Looks {
  private readonly text: string
  /** By offset: what is looked for is there. */
  private readonly known = new Map<LookProgram, Uint8Array>()

  constructor(text: string) {
    this.text = text
  }

  holds(at: Asserted, offset: number): boolean {
    const { text } = this
    if (typeof at === 'object') return (this.placesOf(at)[offset] === 1) !== at.negative
    if (at === 'start') return offset === 0
    if (at === 'end') return offset === text.length
    if (at === 'end-line') return offset === text.length || (offset === text.length - 1 && text[offset] === '\n')
    const boundary = this.isWordAt(offset - 1) !== this.isWordAt(offset)
    return boundary === (at === 'word')
  }

  private isWordAt(at: number): boolean {
    const unit = this.text.charCodeAt(at)
    return !Number.isNaN(unit) && isWord(unit)
  }

  private placesOf(look: LookProgram): Uint8Array {
    const found = this.known.get(look) ?? (look.behind ? this.behind(look.program) : this.ahead(look.program))
    this.known.set(look, found)
    return found
  }

  /** Read forwards, beginning anew at every place. */
  private behind({ code, entry }: Program): Uint8Array {
    const found = new Uint8Array(this.text.length + 1)
    let reached: number[] = []
    for (let offset = 0; offset <= this.text.length; offset++) {
      const seen = this.forwards(code, [entry, ...reached], offset)
      reached = []
      const unit = this.text.charCodeAt(offset)
      for (const at of seen) {
        const instruction = code[at] as Instruction
        if (instruction.op === 'match') found[offset] = 1
        else if (instruction.op === 'set' && has(instruction.set, unit)) reached.push(instruction.next)
      }
    }
    return found
  }

  private forwards(code: readonly Instruction[], entries: readonly number[], offset: number): ReadonlySet<number> {
    const seen = new Set(entries)
    for (const at of seen)
      for (const next of emptySteps(code[at] as Instruction))
        if (this.passes(code[at] as Instruction, offset)) seen.add(next)
    return seen
  }

  /** Read backwards: from which instructions the end is reached. */
  private ahead({ code, entry }: Program): Uint8Array {
    const found = new Uint8Array(this.text.length + 1)
    const before = stepsBefore(code)
    let later: ReadonlySet<number> = new Set()
    for (let offset = this.text.length; offset >= 0; offset--) {
      const seen = new Set(readers(code, this.text.charCodeAt(offset), later))
      for (const at of seen)
        for (const previous of before[at] ?? [])
          if (this.passes(code[previous] as Instruction, offset)) seen.add(previous)
      if (seen.has(entry)) found[offset] = 1
      later = seen
    }
    return found
  }

  private passes(instruction: Instruction, offset: number): boolean {
    return instruction.op !== 'assert' || this.holds(instruction.at, offset)
  }
}

/** Where an instruction that reads no character leads. */
function emptySteps(instruction: Instruction): readonly number[] {
  if (instruction.op === 'split') return [instruction.first, instruction.second]
  return instruction.op === 'save' || instruction.op === 'assert' ? [instruction.next] : []
}

/** By target: the instructions that lead there without reading a character. */
function stepsBefore(code: readonly Instruction[]): readonly (readonly number[])[] {
  const before: number[][] = code.map(() => [])
  for (const [at, instruction] of code.entries()) for (const next of emptySteps(instruction)) before[next]?.push(at)
  return before
}

/** The end, and what reads the character on the way to it. */
function* readers(code: readonly Instruction[], unit: number, later: ReadonlySet<number>): Generator<number> {
  for (const [at, instruction] of code.entries()) {
    const { op } = instruction
    if (op === 'match' || (op === 'set' && later.has(instruction.next) && has(instruction.set, unit))) yield at
  }
}
