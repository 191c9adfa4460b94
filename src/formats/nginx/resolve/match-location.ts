import type { Location, LocationChoice, Server } from '../model.ts'
import { alikeOf, isLong, keep, most, recall } from './alike-locations.ts'
import { matchBytes } from './byte-match.ts'
import { indexOf, longestPrefix, tried } from './location-index.ts'
import { slashRedirect } from './slash-redirect.ts'

/** Locations inside locations, deeper than anybody writes. */
const DEEP = 500

/** A query, encoded characters, slashes beside each other, `.` and `..` as segments. */
const otherwiseWritten = /[%?#]|\/\.{0,2}\/|\/\.{1,2}$/

/** The location that answers for a request path as sent. */
export function chooseLocation(server: Server, path: string, mergeSlashes: boolean): LocationChoice {
  const { locations } = server
  const alike = alikeOf(locations)
  const uri = otherwiseWritten.test(path) ? normalizePath(path, mergeSlashes) : path
  const mayRedirect = uri !== undefined && (alike?.slashless.has(uri) ?? true)
  const location = mayRedirect ? slashRedirect(locations, uri) : undefined
  if (location) return { location, captures: {}, uncertain: undefined, redirects: true }
  if (!mergeSlashes) return choose(server, path, mergeSlashes)
  if (isLong(locations)) return chosenAmongMany(server, path)
  const known = alike?.answers.get(path)
  if (known) return recall(known, locations)
  const choice = choose(server, path, mergeSlashes)
  if (alike && alike.answers.size < most) alike.answers.set(path, keep(choice, locations))
  return choice
}

const asked = new WeakMap<readonly Location[], Map<string, LocationChoice>>()

/** Of thousands of locations each rule asks about the same paths. */
function chosenAmongMany(server: Server, path: string): LocationChoice {
  const answers = asked.get(server.locations) ?? new Map<string, LocationChoice>()
  asked.set(server.locations, answers)
  const choice = answers.get(path) ?? choose(server, path, true)
  if (answers.size >= most) answers.clear()
  answers.set(path, choice)
  return choice
}

/** The location for what `rewrite` has made of a path: it is taken as it is. */
export function chooseByUri(server: Server, uri: string): LocationChoice {
  const location = slashRedirect(server.locations, uri)
  return location ? { location, captures: {}, uncertain: undefined, redirects: true } : chosenBy(server, uri)
}

function choose(server: Server, path: string, mergeSlashes: boolean): LocationChoice {
  return chosenBy(server, normalizePath(path, mergeSlashes))
}

function chosenBy(server: Server, uri: string | undefined): LocationChoice {
  const search: Search = { uri, uncertain: undefined, captures: {}, depth: 0 }
  const location = uri === undefined ? undefined : find(server.locations, search)?.location
  return { location, captures: search.captures, uncertain: search.uncertain }
}

interface Search {
  readonly uri: string | undefined
  uncertain: Location | undefined
  captures: Readonly<Record<string, string>>
  depth: number
}

interface Found {
  readonly location: Location
  /** An exact location or a regex: nothing further is tried. */
  readonly final: boolean
}

/** As `ngx_http_core_find_location`: longest prefix, what is nested in it, then regexes unless `^~` forbids. */
function find(locations: readonly Location[], search: Search): Found | undefined {
  if (++search.depth > DEEP) return undefined
  const uri = search.uri as string
  const index = locations.length > few ? indexOf(locations) : undefined
  const prefix = index ? longestPrefix(index, uri) : amongFew(locations, uri)
  if (prefix?.match.kind === 'exact') return { location: prefix, final: true }
  const nested = prefix && find(prefix.nested, search)
  if (nested?.final) return nested
  const best = nested ?? (prefix && { location: prefix, final: false })
  if (prefix?.match.kind === 'noregex') return best
  const regex = firstMatch(index ? tried(index, uri) : locations, search)
  return regex ? { location: find(regex.nested, search)?.location ?? regex, final: true } : best
}

function firstMatch(locations: Iterable<Location>, search: Search): Location | undefined {
  for (const location of locations) if (matches(location, search)) return location
  return undefined
}

/** So many are looked through faster than put in order. */
const few = 24

/** The exact location of a path, else the one with the longest prefix of it. */
function amongFew(locations: readonly Location[], uri: string): Location | undefined {
  let best: Location | undefined
  for (const location of locations) {
    const { kind, pattern } = location.match
    if (kind === 'exact' && pattern === uri) return location
    if ((kind !== 'prefix' && kind !== 'noregex') || !uri.startsWith(pattern)) continue
    if (!best || pattern.length > best.match.pattern.length) best = location
  }
  return best
}

function matches(location: Location, search: Search): boolean {
  const { kind, pattern } = location.match
  if (kind !== 'regex' && kind !== 'iregex') return false
  const found = matchBytes(pattern, search.uri as string, kind === 'iregex')
  if (found === undefined) search.uncertain ??= location
  if (!found) return false
  search.captures = found
  return true
}

/**
 * `$uri` of a path as sent: percent signs decoded, `.` and `..` resolved, slashes merged, query and fragment cut off.
 * Undefined: the daemon answers 400.
 */
export function normalizePath(path: string, mergeSlashes = true): string | undefined {
  const decoded = decodePath(path)
  if (decoded === undefined || !decoded.startsWith('/') || decoded.includes('\0')) return undefined
  const parts: string[] = []
  let folder = false
  for (const piece of decoded.slice(1).split('/')) {
    folder = piece === '' || piece === '.' || piece === '..'
    if (piece === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (!folder || (piece === '' && !mergeSlashes)) parts.push(piece)
  }
  return `/${parts.join('/')}${folder && parts.length > 0 && parts.at(-1) !== '' ? '/' : ''}`
}

/**
 * Bytes of `%xx` as UTF-8; where they are none, bytes above 0x7f become lone surrogates, which equal no character of a
 * configuration. Undefined when a `%` is not followed by two digits.
 */
function decodePath(path: string): string | undefined {
  const end = path.search(/[?#]/)
  const text = end === -1 ? path : path.slice(0, end)
  if (!text.includes('%')) return text
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => {
      const byte = Number.parseInt(hex, 16)
      return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)
    })
  }
}
