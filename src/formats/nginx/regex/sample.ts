import type { Instruction, Program } from './program.ts'
import { type CharSet, has, isWord } from './set.ts'

/** What may follow a place in the text. */
type Need = 'any' | 'word' | 'not-word' | 'end'
const needs: readonly Need[] = ['any', 'word', 'not-word', 'end']

/** More places than this are not looked at. */
const LARGE = 60_000

/** Characters in order of preference: what a reader takes for an ordinary name. */
const preferred = Array.from('xa1_-/.~=:@,;!+', character => character.charCodeAt(0))

/** A place of the search: how much of the prefix is read, what is to be run next, and what stands around. */
interface State {
  readonly offset: number
  /** Index of an instruction; -1 before the match begins. */
  readonly at: number
  readonly afterWord: boolean
  readonly need: Need
}

interface Step {
  readonly state: State
  readonly from: Step | undefined
  /** The character that was read on the way here; undefined when none was. */
  readonly unit: number | undefined
}

/**
 * A text that begins with `prefix` and in which the pattern is found, made of ordinary characters where it can be.
 * `first`: characters to take before all others. Undefined: there is none, or the pattern is too large to say. Time is length of the program × length of the prefix.
 */
export function sampleOf(program: Program, prefix: string, first: string = ''): string | undefined {
  return new Search(program, prefix, [...Array.from(first, one => one.charCodeAt(0)), ...preferred]).text()
}

class Search {
  private readonly program: Program
  private readonly prefix: string
  private readonly order: readonly number[]
  private readonly seen = new Set<number>()
  private readonly queue: Step[] = []

  constructor(program: Program, prefix: string, order: readonly number[]) {
    this.program = program
    this.prefix = prefix
    this.order = order
  }

  text(): string | undefined {
    this.visit({ offset: 0, at: -1, afterWord: false, need: 'any' }, undefined)
    for (let next = 0; next < this.queue.length && next < LARGE; next++) {
      const step = this.queue[next] as Step
      const instruction = this.program.code[step.state.at]
      if (step.state.at === -1) this.wait(step)
      else if (instruction?.op === 'match') {
        const found = this.finish(step)
        if (found !== undefined) return found
      } else this.run(step, instruction as Instruction)
    }
    return undefined
  }

  private visit(state: State, from: Step | undefined, unit?: number): void {
    const { offset, at, afterWord, need } = state
    const place = offset * (this.program.code.length + 1) + at + 1
    const key = (place * 2 + (afterWord ? 1 : 0)) * needs.length + needs.indexOf(need)
    if (this.seen.has(key)) return
    this.seen.add(key)
    this.queue.push({ state, from, unit })
  }

  /** The match may begin here, or further on. */
  private wait(step: Step): void {
    this.visit({ ...step.state, at: this.program.entry }, step)
    this.read(step, [[1, 0xffff]], -1)
  }

  private run(step: Step, instruction: Instruction): void {
    const { state } = step
    if (instruction.op === 'set') this.read(step, instruction.set, instruction.next)
    else if (instruction.op === 'split') {
      this.visit({ ...state, at: instruction.first }, step)
      this.visit({ ...state, at: instruction.second }, step)
    } else if (instruction.op === 'save') this.visit({ ...state, at: instruction.next }, step)
    else if (instruction.op === 'assert') {
      const need = after(instruction.at, state)
      if (need) this.visit({ ...state, need, at: instruction.next }, step)
    }
  }

  private read(step: Step, set: CharSet, next: number): void {
    const { offset, need } = step.state
    const forced = offset < this.prefix.length ? this.prefix.charCodeAt(offset) : undefined
    const unit =
      forced === undefined
        ? choose(set, need, this.order)
        : has(set, forced) && allows(need, forced)
          ? forced
          : undefined
    if (unit === undefined) return
    const further = Math.min(offset + 1, Math.max(this.prefix.length, 1))
    this.visit({ offset: further, at: next, afterWord: isWord(unit), need: 'any' }, step, unit)
  }

  private finish(step: Step): string | undefined {
    const { offset, need } = step.state
    const rest = this.prefix.slice(offset)
    if (rest !== '' && !allows(need, rest.charCodeAt(0))) return undefined
    const units: number[] = []
    for (let at: Step | undefined = step; at; at = at.from) if (at.unit !== undefined) units.push(at.unit)
    const text = units.reverse().map(unit => String.fromCharCode(unit))
    return text.join('') + (rest === '' && need === 'word' ? 'x' : rest)
  }
}

/** What an assertion asks of the next character; undefined when it cannot hold. */
function after(
  assertion: (Instruction & { op: 'assert' })['at'],
  { offset, afterWord, need }: State,
): Need | undefined {
  if (assertion === 'start') return offset === 0 ? need : undefined
  if (assertion === 'end' || assertion === 'end-line') return need === 'word' ? undefined : 'end'
  const wanted = (assertion === 'word') === afterWord ? 'not-word' : 'word'
  if (need === 'any' || need === wanted) return wanted
  return need === 'end' && wanted === 'not-word' ? 'end' : undefined
}

const allows = (need: Need, unit: number): boolean =>
  need === 'any' || (need !== 'end' && isWord(unit) === (need === 'word'))

function choose(set: CharSet, need: Need, order: readonly number[]): number | undefined {
  const fits = (unit: number): boolean => has(set, unit) && allows(need, unit)
  const ordinary = order.find(fits)
  if (ordinary !== undefined || need === 'end') return ordinary
  for (const [from, to] of set) {
    const first = Math.max(from, 33)
    for (let unit = first; unit <= Math.min(to, first + 128); unit++)
      if (allows(need, unit)) return fits(unit | 32) && isWord(unit) ? unit | 32 : unit
  }
  const first = set[0]?.[0]
  return first !== undefined && allows(need, first) ? first : undefined
}
