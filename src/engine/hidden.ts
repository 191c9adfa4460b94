import type { Compared, Repair, Spot } from './compared.ts'
import { landedIn } from './landed.ts'
import type { FileProblem, Location, Report } from './types.ts'

export interface ComingToLight {
  /** Is it found only because its file is read further than before, in no text that the repairs put in? */
  isBehind(spot: Spot): boolean
  /** Did a problem stand there before, whether or not the daemon came so far? */
  isKnown(spot: Spot): boolean
}

/** What comes to light once a problem is put right behind which the daemon does not read. */
export function comingToLight(repairs: readonly Repair[], compared: Compared): ComingToLight {
  const { before, after, done, fileOf } = compared
  const was = stopsOf(before)
  if (was.length === 0) return { isBehind: () => false, isKnown: () => false }
  const placeNow = landedIn([...done, ...repairs], fileOf)
  const old = placesOf(was, fileOf, landedIn(done, fileOf))
  const left = placesOf(stopsOf(after), fileOf, placeNow)
  return {
    isBehind({ path, offset, of }) {
      const [from] = old.get(fileOf(path)) ?? []
      if (offset === undefined || from === undefined || of !== 'after') return false
      const [until = Number.POSITIVE_INFINITY] = left.get(fileOf(path)) ?? []
      const at = placeNow(path, offset)
      return typeof at === 'number' && from < at && from < until
    },
    isKnown({ path, offset, of }) {
      const at = offset !== undefined && of === 'after' ? placeNow(path, offset) : undefined
      return typeof at === 'number' && old.get(fileOf(path))?.includes(at) === true
    },
  }
}

/** Behind such a problem a file is not read, or as something else. */
const stops = ({ code, warning }: FileProblem): boolean => !warning && (code === 'syntax' || code === 'invalid-regex')

const stopsOf = ({ problems, verdicts }: Report): readonly Location[] => [
  ...problems.filter(({ warning }) => !warning),
  ...verdicts.flatMap(verdict => verdict.problems).filter(stops),
]

/** By file and in order, counted in the text that the repairs are made for; what they put in comes first. */
function placesOf(
  stops: readonly Location[],
  fileOf: Compared['fileOf'],
  placeOf: ReturnType<typeof landedIn>,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const { path, span } of stops) {
    const at = placeOf(path, span.start)
    const own = places.get(fileOf(path)) ?? []
    own.push(typeof at === 'number' ? at : Number.NEGATIVE_INFINITY)
    places.set(fileOf(path), own)
  }
  for (const own of places.values()) own.sort((a, b) => a - b)
  return places
}
