import type { Instruction, Program } from './program.ts'
import { has } from './set.ts'

/** The instructions that may be next. */
interface State {
  readonly waiting: readonly number[]
  /** A match ends here, or would if the text did. */
  readonly found: boolean
  readonly foundAtEnd: boolean
  readonly next: Map<number, State>
}

/** A pattern that needs more states than this is not worth it. */
const LARGE = 1000

/**
 * Tells whether a pattern is found in a text, and nothing more: each state is worked out once, so that a pattern that is
 * tried on the paths of thousands of locations costs one step a character.
 */
export class Automaton {
  private readonly program: Program
  private readonly states = new Map<string, State>()
  private first: State | undefined

  private constructor(program: Program) {
    this.program = program
  }

  /** Undefined where neighbours matter, word boundaries and lookaround: a state knows nothing of them. */
  static of(program: Program): Automaton | undefined {
    const words = program.code.some(
      each => each.op === 'assert' && each.at !== 'start' && each.at !== 'end' && each.at !== 'end-line',
    )
    return words ? undefined : new Automaton(program)
  }

  /** Undefined: only a run of the program tells. A line feed may be what `$` stands in front of. */
  finds(text: string): boolean | undefined {
    if (text.includes('\n')) return undefined
    this.first ??= this.stateAt([this.program.entry], true)
    let state = this.first
    for (let at = 0; at < text.length; at++) {
      if (state.found) return true
      const unit = text.charCodeAt(at)
      const next = state.next.get(unit) ?? this.step(state, unit)
      if (!next) return undefined
      state = next
    }
    return state.found || state.foundAtEnd
  }

  private step(state: State, unit: number): State | undefined {
    if (this.states.size > LARGE) return undefined
    const reached: number[] = []
    for (const at of state.waiting) {
      const instruction = this.program.code[at] as Instruction
      if (instruction.op === 'set' && has(instruction.set, unit)) reached.push(instruction.next)
    }
    const next = this.stateAt([...reached, this.program.entry], false)
    state.next.set(unit, next)
    return next
  }

  private stateAt(entries: readonly number[], start: boolean): State {
    const waiting = this.closure(entries, { start, end: false })
    const atEnd = this.closure(entries, { start, end: true })
    const key = `${waiting.join(' ')}|${atEnd.join(' ')}`
    const known = this.states.get(key)
    if (known) return known
    const made = { waiting, found: this.matches(waiting), foundAtEnd: this.matches(atEnd), next: new Map() }
    this.states.set(key, made)
    return made
  }

  private matches(waiting: readonly number[]): boolean {
    return waiting.some(at => this.program.code[at]?.op === 'match')
  }

  /** What is reached without reading a character; in order, so that equal sets are equal lists. */
  private closure(entries: readonly number[], where: { readonly start: boolean; readonly end: boolean }): number[] {
    const seen = new Set<number>()
    const stack = [...entries]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen.has(at)) continue
      seen.add(at)
      const instruction = this.program.code[at] as Instruction
      if (instruction.op === 'split') stack.push(instruction.second, instruction.first)
      else if (instruction.op === 'save') stack.push(instruction.next)
      else if (instruction.op === 'assert' && (instruction.at === 'start' ? where.start : where.end))
        stack.push(instruction.next)
    }
    return [...seen].filter(at => this.reads(at)).sort((a, b) => a - b)
  }

  private reads(at: number): boolean {
    const { op } = this.program.code[at] as Instruction
    return op === 'set' || op === 'match'
  }
}
