import { nameOf } from '../syntax.ts'
import type { Call, Setter } from './call.ts'

/** Blocks whose statements go to a handler of their own: what the block is about, then each entry. */
export interface BlockHandler {
  /** Judges the block's own arguments; entries are read even when it refuses. */
  readonly head?: Setter
  /** A fresh judge of entries per block. */
  entries(call: Call): Judge
}

export interface Judge {
  (entry: Call): void
  /** At the `}`; `line` is where that stands. */
  end?(call: Call, line: number): void
}

/** The entry's own words are its name and arguments: problems point at the name or an argument. */
export function failEntry(call: Call, id: Parameters<Call['fail']>[0], at: number, word?: string): undefined {
  const found = at === 0 ? call.directive.name : call.word(at - 1)
  call.fail(id, { word: word ?? found?.value ?? '' }, { word: found })
}

export function makesVariable(at: number, source: number): Setter {
  return call => {
    if (source >= 0) call.script(source)
    if (call.refused) return
    const name = call.variable(at)
    if (name !== undefined) call.define(name, at)
  }
}

export const isSwitch = (call: Call, names: readonly string[]): boolean =>
  call.count === 0 && names.includes(nameOf(call.directive))
