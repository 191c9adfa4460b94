import type { Directive } from '../../../../tree/index.ts'
import { argumentAt, countOf } from '../../syntax.ts'
import type { Frame } from '../state.ts'

/** The statement of that name in force at a level: its own, or that of the nearest outer one. */
export function effective(frame: Frame, name: string): Directive | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const found = at.seen.get(name)
    if (found) return found
  }
  return undefined
}

export const wordOf = (directive: Directive | undefined, at = 0): string | undefined =>
  directive && at < countOf(directive) ? argumentAt(directive, at) : undefined

/** A flag that is `on`, in any case. */
export const isOn = (frame: Frame, name: string): boolean => wordOf(effective(frame, name))?.toLowerCase() === 'on'
