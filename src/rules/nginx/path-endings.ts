import type { Location } from '../../formats/nginx/model.ts'

/** So many words of one pattern. */
const MOST = 500

const known = new WeakMap<Location, ReadonlySet<string> | undefined>()

function endingsOf(location: Location): ReadonlySet<string> | undefined {
  if (!known.has(location)) known.set(location, readEndings(location))
  return known.get(location)
}

/** The endings that a pattern asks for and nothing else, `\.(?:js|jpe?g)$` → js, jpg, jpeg; undefined for others. */
function readEndings({ match: { kind, pattern } }: Location): ReadonlySet<string> | undefined {
  const found = /^\\\.(?:([\w?]+)|\((?:\?:)?([\w?|]+)\))\$$/.exec(pattern)
  const words = (found?.[1] ?? found?.[2])?.split('|')
  if (!words || words.length > MOST || !words.every(word => /^\w+\??\w*$/.test(word))) return undefined
  const all = words.flatMap(spellings)
  return new Set(kind === 'iregex' ? all.map(word => word.toLowerCase()) : all)
}

/** `jpe?g` → jpg, jpeg. */
function spellings(word: string): string[] {
  const at = word.indexOf('?')
  if (at === -1) return [word]
  const [start, rest] = [word.slice(0, at), word.slice(at + 1)]
  return [start + rest, start.slice(0, -1) + rest]
}

/** Does the first take every path that the second is for? */
export function takesEndings(first: Location, second: Location): boolean {
  const [wide, narrow] = [endingsOf(first), endingsOf(second)]
  if (!wide || !narrow || narrow.size === 0) return false
  if (first.match.kind === 'iregex') return [...narrow].every(word => wide.has(word.toLowerCase()))
  return second.match.kind === 'regex' && [...narrow].every(word => wide.has(word))
}

/** The same for patterns that are alike but for case, where the first does not mind it. */
export const takesAnyCase = ({ match: first }: Location, { match: second }: Location): boolean =>
  first.kind === 'iregex' && folded(first.pattern) === folded(second.pattern)

/** In lower case, unless a class such as `\D` would become another. */
const folded = (pattern: string): string => (/\\[A-Z]/.test(pattern) ? pattern : pattern.toLowerCase())
