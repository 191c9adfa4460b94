import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { argumentAt, valuesOf } from '../../formats/nginx/syntax.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Severity } from '../rule.ts'
import { type Protection, unprotected } from './protections.ts'
import { deniesAll } from './refusal.ts'
import { sameContent } from './same-content.ts'
import { paramOf } from './script-locations.ts'
import type { Winner } from './shadowing-regexes.ts'

/** A path by which others get what an exact location keeps. */
export interface OtherSpelling extends Winner {
  /** `script`: the rest of the path goes to the same script as `PATH_INFO`. */
  readonly id: 'exact' | 'script'
  readonly severity: Severity
  readonly fixes: readonly Fix[]
}

/** `location = /admin` is about one path: which other one leads to the same, without its protection? */
export function otherSpelling(
  model: NginxModel,
  location: Location,
  protection: Protection,
): OtherSpelling | undefined {
  if (protection.kind === 'internal' || !location.match.pattern.startsWith('/')) return undefined
  const found = asPathInfo(model, location, protection)
  if (found) return found
  return protection.kind === 'access'
    ? (asIndex(model, location, protection) ?? slashed(model, location, protection))
    : undefined
}

/** Who answers a path, when he asks nobody. */
function openAt(model: NginxModel, location: Location, protection: Protection, path: string): Location | undefined {
  const { location: other, uncertain } = model.matchLocation(location.server, path)
  return other && !uncertain && other !== location && unprotected(model, other, protection) ? other : undefined
}

/** `/xmlrpc.php/x.php`: the script is what `fastcgi_split_path_info` cuts off (measured with the snippet of Debian). */
function asPathInfo(model: NginxModel, location: Location, protection: Protection): OtherSpelling | undefined {
  const { pattern } = location.match
  const ending = /\.(?:php\d?|phtml)$/.exec(pattern)?.[0]
  for (const path of ending ? [`${pattern}/x${ending}`, `${pattern}/x`] : []) {
    const other = openAt(model, location, protection, path)
    if (!other || !runs(model, other, path, pattern) || sameContent(model, location, other) === false) continue
    const severity = protection.kind === 'limit' ? 'medium' : 'high'
    return { other, path, id: 'script', severity, fixes: wider(model, location) }
  }
  return undefined
}

/** Does a location run the script for such a path? Where the whole path has to be a file it is none. */
function runs(model: NginxModel, other: Location, path: string, script: string): boolean {
  const split = model.text(other, 'fastcgi_split_path_info')
  const name = paramOf(model, other, 'SCRIPT_FILENAME')
  if (other.serve.kind !== 'fastcgi' || split === '' || !name) return false
  const asked = [...other.written('try_files'), ...other.written('if')].flatMap(valuesOf).join(' ')
  const whole = /\$\{?(?:(?:document_)?uri|request_filename)\b/i
  if (whole.test(asked) || !/\$\{?fastcgi_script_name\b/i.test(argumentAt(name, 1))) return false
  const groups = matchRegex(split, path)
  return groups !== undefined && groups !== false && groups['1'] === script
}

/** `^~` takes whatever begins like the path; one that lets nobody in loses nothing by it. */
function wider(model: NginxModel, location: Location): readonly Fix[] {
  const { directive } = location
  const word = directive?.args[0]
  if (!directive || word?.value !== '=') return []
  return [
    {
      title: { en: 'cover whatever begins with the path: ^~', zh: '覆盖以该路径开头的所有请求：^~' },
      safety: deniesAll(model, location) ? 'safe' : 'unsafe',
      edits: [replaceWord(directive.file, word, '^~')],
      changes: ['*'],
    },
  ]
}

/** `/reports/` is the file `/reports/index.html`. */
function asIndex(model: NginxModel, location: Location, protection: Protection): OtherSpelling | undefined {
  const { serve, match } = location
  if (serve.kind !== 'static' || serve.tryFiles || !match.pattern.endsWith('/')) return undefined
  if (model.on(location, 'autoindex')) return undefined
  for (const name of model.setting(location, 'index').value) {
    const path = `${match.pattern}${name}`
    const other = /^[\w.-]+$/.test(name) ? openAt(model, location, protection, path) : undefined
    if (other && sameContent(model, location, other) === true)
      return { other, path, id: 'exact', severity: 'medium', fixes: [] }
  }
  return undefined
}

/** `/admin/` is another path, which the application behind both answers alike. */
function slashed(model: NginxModel, location: Location, protection: Protection): OtherSpelling | undefined {
  const { pattern } = location.match
  const path = `${pattern}/`
  const other = pattern.endsWith('/') ? undefined : openAt(model, location, protection, path)
  if (!other) return undefined
  // Who lets nobody in has nothing to hand out: what he keeps is what the application would answer.
  const kept = deniesAll(model, location) && 'authority' in other.serve && location.serve.kind === 'static'
  const same = location.serve.kind !== 'static' && sameContent(model, location, other) === true
  return kept || same ? { other, path, id: 'exact', severity: 'low', fixes: [] } : undefined
}
