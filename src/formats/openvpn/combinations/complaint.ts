import type { OptionLine } from '../model.ts'
import type { Entry, Situation } from '../situation.ts'

/** Why the daemon refuses lines that are legal one by one. */
export interface Complaint {
  readonly code: 'option-conflict' | 'missing-requirement' | 'invalid-crypto-name'
  readonly at: OptionLine | undefined
  readonly detail: string
  /** Two lines that are there refuse each other: whatever else is written does not help. */
  readonly certain?: true
}

/** One check of the daemon's post-processing. */
export type Check = (situation: Situation) => Complaint | undefined

type Line = OptionLine | undefined

/** Both lines are there: the later one is to blame. */
export function clash(situation: Situation, [a, b]: readonly [Line, Line], detail: string): Complaint | undefined {
  return a && b ? { code: 'option-conflict', at: situation.later(a, b), detail, certain: true } : undefined
}

export const refuse = (at: Line, detail: string): Complaint | undefined =>
  at ? { code: 'option-conflict', at, detail } : undefined

export const demand = (at: Line, detail: string): Complaint => ({ code: 'missing-requirement', at, detail })

/** The first complaint about an entry. */
export function eachEntry(situation: Situation, check: (entry: Entry) => Complaint | undefined): Complaint | undefined {
  for (const entry of situation.entries) {
    const complaint = check(entry)
    if (complaint) return complaint
  }
  return undefined
}
