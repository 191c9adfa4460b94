import { say, type View } from './view.ts'

/** The sentence that stands where a plan would, when there is none. */
export function unplannedText(view: View): string | undefined {
  const why = view.behind?.unplanned
  if (!why) return undefined
  const text = say(view, why)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
