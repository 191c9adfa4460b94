import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import { literalOf } from './literal-start.ts'
import { isRegex, isTaken, MOST } from './shadowing-regexes.ts'

/** The first regex locations that are tried before this one. */
export function earlierRegexes(location: Location): readonly Location[] {
  const { parent } = location
  const found: Location[] = []
  for (const other of parent?.context === 'location' ? (parent as Location).nested : location.server.locations) {
    if (other === location || found.length === MOST) break
    if (isRegex(other)) found.push(other)
  }
  return found
}

/**
 * A path that was meant for a regex location and goes to an earlier one. Below a path that the pattern spells out one
 * such path is enough, as below a prefix; of other patterns (`/\.ht`) all of them have to go there.
 */
export function earlierPath(model: NginxModel, meant: Location, other: Location): string | undefined {
  const paths = pathsOf(meant)
  const taken = paths.filter(path => finds(other, path))
  if (paths.length > 0 && taken.length === paths.length) return taken.find(path => isTaken(model, other, path))
  const start = startOf(meant)
  if (start.length < 2 || startOf(other).startsWith(start)) return undefined
  const { pattern, kind } = other.match
  for (const path of paths.slice(0, 2)) {
    const found = sampleRegex(pattern, `${path}x`, kind === 'iregex')
    if (found && finds(meant, found) && isTaken(model, other, found)) return found
  }
  return undefined
}

const finds = ({ match: { pattern, kind } }: Location, path: string): boolean =>
  Boolean(matchRegex(pattern, path, kind === 'iregex'))

const startOf = ({ match: { pattern, kind } }: Location): string => literalOf(pattern, kind === 'iregex')?.text ?? ''

const known = new Map<string, readonly string[]>()

/** More patterns than a host has are not kept. */
const most = 5000

/** Paths of different shapes that a pattern matches; made once for all locations that have it. */
function pathsOf(location: Location): readonly string[] {
  const { pattern, kind } = location.match
  const key = `${kind} ${pattern}`
  const paths = known.get(key) ?? makePaths(location)
  if (known.size >= most) known.clear()
  known.set(key, paths)
  return paths
}

function makePaths(location: Location): readonly string[] {
  const { pattern, kind } = location.match
  const made = ['/', '/x', '/x/y'].map(start => sampleRegex(pattern, start, kind === 'iregex'))
  const own = made.filter(path => typeof path === 'string')
  const longer = own.slice(0, 1).flatMap(path => [`${path}x`, `${path}/x`])
  return [...new Set([...own, ...longer])].filter(path => finds(location, path))
}
