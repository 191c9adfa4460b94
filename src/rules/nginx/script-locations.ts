import type { Location, LocationMatch, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { headerName } from './header-name.ts'
import { asLocation } from './statements.ts'
import { type Pass, passes } from './targets.ts'

/** A location that hands files with a certain ending to an interpreter. */
export interface ScriptLocation {
  readonly location: Location
  readonly pass: Pass
  /** `php`, without the dot. */
  readonly ending: string
  /** What names the script to the interpreter; undefined for protocols that do it themselves. */
  readonly scriptName: Directive | undefined
}

/** In lower case. */
const endings = /\\\.(?:\((?:\?:)?)?(php\d?|phtml|pl|cgi|py|rb)\b/
const fromRequest = /\$\{?(?:uri|document_uri|request_filename|[1-9]|\w*script\w*)\b/

/** As nearly every file writes it. */
export const usualScript = '$document_root$fastcgi_script_name'

/** Regex locations in which the request decides which script runs; each block once. */
export function* scriptLocations(model: NginxModel): Generator<ScriptLocation> {
  const seen = new Set<Directive | undefined>()
  for (const pass of passes(model)) {
    if (pass.family !== 'fastcgi' && pass.family !== 'uwsgi') continue
    const location = asLocation(pass.handler.level)
    if (!location || location.internal || !/regex$/.test(location.match.kind) || seen.has(location.directive)) continue
    const ending = endingOf(location.match)
    if (!ending) continue
    const scriptName = paramOf(model, location, 'SCRIPT_FILENAME')
    if (pass.family === 'fastcgi' && !isFromRequest(scriptName)) continue
    seen.add(location.directive)
    yield { location, pass, ending, scriptName }
  }
}

function isFromRequest(scriptName: Directive | undefined): boolean {
  const value = scriptName ? argumentAt(scriptName, 1) : ''
  return value === usualScript || fromRequest.test(value.toLowerCase())
}

const known = new WeakMap<LocationMatch, { readonly ending: string | undefined }>()

/** Servers share the patterns that they have in common. */
function endingOf(match: LocationMatch): string | undefined {
  const found = known.get(match) ?? { ending: readEnding(match.pattern) }
  known.set(match, found)
  return found.ending
}

/** As the pattern spells it. */
function readEnding(pattern: string): string | undefined {
  const found = endings.exec(pattern.toLowerCase())
  const end = found ? found.index + found[0].length : 0
  return found?.[1] && pattern.slice(end - found[1].length, end)
}

/** The `fastcgi_param` in force; of repeated ones the last counts. */
export function paramOf(model: NginxModel, location: Location, name: string): Directive | undefined {
  const lower = name.toLowerCase()
  return model.list(location, 'fastcgi_param').entries.findLast(entry => headerName(entry) === lower)
}

/** Folders from which the pattern can match, the most special first. */
export function foldersOf({ match, parent }: Location): readonly string[] {
  const literal = /^\^((?:\/[\w-]+)*\/)/.exec(match.pattern)?.[1]
  const outer = parent && asLocation(parent)?.match.pattern
  const found = [literal, outer?.startsWith('/') ? outer.replace(/\/?$/, '/') : undefined, '/uploads/', '/']
  return found.filter(folder => folder !== undefined)
}

/** Does this location answer for a path? Its own pattern is asked first: most paths do not match it. */
export function answersFor(model: NginxModel, location: Location, path: string): boolean {
  const { kind, pattern } = location.match
  if (matchRegex(pattern, path, kind === 'iregex') === false) return false
  const choice = model.matchLocation(location.server, path)
  return choice.location === location && !choice.uncertain
}

/** Does something make sure that the requested file exists before the interpreter gets its name? */
export const checksExistence = ({ location }: ScriptLocation): boolean =>
  location
    .written('try_files')
    .some(({ args }) =>
      args.some(({ value }) => /^\$\{?(?:document_)?uri\}?$|^\$\{?fastcgi_script_name\}?$/i.test(value)),
    ) ||
  [location, location.server].some(level =>
    level.written('if').some(({ args }) => /^\(?!-[fe]$/.test(args[0]?.value ?? '') || args[1]?.value === '!-f'),
  )
