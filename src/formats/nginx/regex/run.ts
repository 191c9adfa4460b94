import { Looks } from './looks.ts'
import type { Instruction, Program } from './program.ts'
import { has } from './set.ts'

/** Start and end offsets by turns, group 0 first; -1 = the group took no part. */
export type Captures = readonly number[]

interface Thread {
  readonly at: number
  readonly captures: Captures
}

/** The leftmost match with the preferences PCRE has. Time is length of the program × length of the text. */
export function run(program: Program, text: string, groups: number): Captures | undefined {
  const looks = new Looks(text)
  const empty = new Array<number>((groups + 1) * 2).fill(-1)
  let threads: Thread[] = []
  let found: Captures | undefined
  for (let offset = 0; offset <= text.length; offset++) {
    const seen = new Set<number>()
    const next: Thread[] = []
    for (const thread of threads) follow({ program, looks, offset, seen, into: next }, thread)
    if (!found)
      follow({ program, looks, offset, seen, into: next }, { at: program.entry, captures: empty.with(0, offset) })
    const end = next.findIndex(thread => (program.code[thread.at] as Instruction).op === 'match')
    if (end !== -1) found = (next[end] as Thread).captures.with(1, offset)
    threads = step(end === -1 ? next : next.slice(0, end), program, text.charCodeAt(offset))
    if (threads.length === 0 && found) break
  }
  return found
}

interface Spot {
  readonly program: Program
  readonly looks: Looks
  readonly offset: number
  readonly seen: Set<number>
  readonly into: Thread[]
}

/** Goes through everything that reads no character; keeps the order of preference. */
function follow(spot: Spot, start: Thread): void {
  const stack: Thread[] = [start]
  for (let thread = stack.pop(); thread; thread = stack.pop()) {
    const { at, captures } = thread
    if (spot.seen.has(at)) continue
    spot.seen.add(at)
    const instruction = spot.program.code[at] as Instruction
    if (instruction.op === 'split') {
      stack.push({ at: instruction.second, captures }, { at: instruction.first, captures })
    } else if (instruction.op === 'save') {
      stack.push({ at: instruction.next, captures: captures.with(instruction.slot, spot.offset) })
    } else if (instruction.op === 'assert') {
      if (spot.looks.holds(instruction.at, spot.offset)) stack.push({ at: instruction.next, captures })
    } else spot.into.push(thread)
  }
}

function step(threads: readonly Thread[], { code }: Program, unit: number): Thread[] {
  const next: Thread[] = []
  for (const { at, captures } of threads) {
    const instruction = code[at] as Instruction
    if (instruction.op === 'set' && has(instruction.set, unit)) next.push({ at: instruction.next, captures })
  }
  return next
}
