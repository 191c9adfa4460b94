import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import type { Localized } from '../../message/index.ts'
import type { Fix } from '../rule.ts'
import { sameContent } from './same-content.ts'
import { ENOUGH, namesPrefix, pathFor, regexesFrom, type Winner } from './shadowing-regexes.ts'

const title: Localized = { en: 'let the prefix win over regexes: ^~', zh: '让前缀优先于正则：^~' }

/**
 * `^~` keeps every regex of the server away from the prefix. That loses nothing where these would only have handed out
 * the same files, or where nobody at all is let in; a script must not come out as a text.
 */
export function preferPrefix(model: NginxModel, location: Location, winners: readonly Winner[]): Fix | undefined {
  const { directive, match, parent, server } = location
  const word = directive?.args[0]
  if (!directive || !word || match.kind !== 'prefix' || directive.args.length !== 1 || parent?.context !== 'server')
    return undefined
  const { rules, authentication } = model.access(location)
  const closed =
    authentication.length === 0 &&
    rules.entries[0]?.name.value === 'deny' &&
    /^all$/.test(rules.entries[0].args[0]?.value ?? '')
  const known = new Set(winners.map(({ other }) => other))
  const unread = winners.length >= ENOUGH
  if (unread && !closed) return undefined
  const losers = unread
    ? [...known]
    : regexesFrom(server, server).filter(other => known.has(other) || pathFor(model, location, other))
  const exceptions = losers.some(other => namesPrefix(location, other))
  const contents = losers.map(other => sameContent(model, location, other))
  if (!closed && (contents.includes('script') || losers.some(scriptOnFiles(location)))) return undefined
  return {
    title,
    safety: !exceptions && !unread && (closed || contents.every(one => one === true)) ? 'safe' : 'unsafe',
    edits: [{ path: directive.file.path, span: { start: word.span.start, end: word.span.start }, text: '^~ ' }],
    changes: ['*'],
  }
}

const scriptOnFiles =
  (location: Location) =>
  (other: Location): boolean =>
    location.serve.kind === 'static' && /^(?:fastcgi|uwsgi|scgi)$/.test(other.serve.kind)
