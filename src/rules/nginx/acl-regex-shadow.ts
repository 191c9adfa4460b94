import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { defineRule, type Observation, placeOf, type Related, type Rule, type Severity, type Witness } from '../rule.ts'
import { summary } from './affected.ts'
import { earlierPath, earlierRegexes } from './earlier-regexes.ts'
import { otherSpelling } from './exact-paths.ts'
import { movedBefore } from './moved-before.ts'
import { preferPrefix } from './prefer-prefix.ts'
import { type Protection, protectionOf, unprotected } from './protections.ts'
import { refusedFallbacks } from './refused-fallbacks.ts'
import { answeredRequest } from './request-to.ts'
import { sameContent } from './same-content.ts'
import { secondSlash } from './second-slash.ts'
import { ENOUGH, isRegex, namesPrefix, pathFor, regexesBeside, type Winner } from './shadowing-regexes.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/acl-regex-shadow',
  format: 'nginx',
  title: { en: 'protection that a regex location takes away', zh: '被正则 location 绕过的保护' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    shadowed: {
      en: '{protection} of `{location}` does not cover {path}: {winners} answers it, without that protection',
      zh: '`{location}` 的 {protection} 不覆盖 {path}：由 {winners} 应答，没有该保护',
    },
    slashes: {
      en: '`merge_slashes off` leaves {path} out of {locations}: {winner} answers it, without {protection}',
      zh: '`merge_slashes off` 使 {path} 不属于 {locations}：由 {winner} 应答，不受 {protection} 保护',
    },
    refused: {
      en: '`{page}` hands those whom {protection} of {location} refuses to {other}, which answers the same without it',
      zh: '`{page}` 把被 {location} 的 {protection} 拒绝的请求交给 {other}，后者不加保护地作出相同应答',
    },
    unasked: {
      en: '`{page}` hands requests to {other} while what {protection} of {location} asks gives no answer: it answers the same without it',
      zh: '当 {location} 的 {protection} 所询问的服务无应答时，`{page}` 把请求交给 {other}，后者不加保护地作出相同应答',
    },
    exact: {
      en: '{protection} of `{location}` covers this one path: {path} is answered by {winners}, without that protection',
      zh: '`{location}` 的 {protection} 只覆盖这一个路径：{path} 由 {winners} 应答，没有该保护',
    },
    script: {
      en: '{protection} of `{location}` covers this one path: {path} runs the same script, by {winners}, without that protection',
      zh: '`{location}` 的 {protection} 只覆盖这一个路径：{path} 由 {winners} 运行同一脚本，没有该保护',
    },
  },
  defaults: {},
  *check(model) {
    const seen = new Set<Location>()
    for (const name of guarding)
      for (const level of model.writers(name)) {
        const location = asLocation(level)
        if (!location?.directive || seen.has(location)) continue
        seen.add(location)
        const found = judge(model, location)
        if (found) yield found
      }
    yield* secondSlash(model)
    yield* refusedFallbacks(model)
  },
})

const guarding = ['deny', 'auth_basic', 'auth_request', 'auth_jwt', 'auth_oidc', 'internal', 'limit_req', 'limit_conn']

function judge(model: NginxModel, location: Location): Observation | undefined {
  const { kind } = location.match
  if (kind === 'exact') return exact(model, location)
  if (kind === 'named') return undefined
  const protection = protectionOf(model, location)
  if (!protection) return undefined
  const winners = winnersOf(model, { location, protection })
  return winners[0] && observation(model, { location, protection }, winners as [Winner, ...Winner[]])
}

/** The regex locations that answer in its place, with a path for each. */
function winnersOf(model: NginxModel, { location, protection }: Guarded): readonly Winner[] {
  const winners: Winner[] = []
  const regex = isRegex(location)
  for (const other of regex ? earlierRegexes(location) : regexesBeside(location)) {
    if (!unprotected(model, other, protection)) continue
    if (protection.kind !== 'access' && sameContent(model, location, other) === false) continue
    const path = regex ? earlierPath(model, location, other) : pathFor(model, location, other)
    if (path && !isBeside(location, path) && winners.push({ other, path }) === ENOUGH) break
  }
  return winners
}

/** `/pmax.php` begins like `location /pma` with an `alias`, and is no file of that folder. */
const isBeside = ({ serve, match: { kind, pattern } }: Location, path: string): boolean =>
  serve.kind === 'static' &&
  serve.alias !== undefined &&
  /^(?:prefix|noregex)$/.test(kind) &&
  path !== pattern &&
  !path.startsWith(pattern.replace(/\/?$/, '/'))

interface Guarded {
  readonly location: Location
  readonly protection: Protection
}

function observation(
  model: NginxModel,
  { location, protection }: Guarded,
  winners: readonly [Winner, ...Winner[]],
): Observation {
  const same = winners.find(({ other }) => sameContent(model, location, other)) ?? winners[0]
  const witness = witnessOf(model, location, same)
  const params = {
    protection: nameOf(protection.directive),
    location: location.directive?.args.map(({ raw }) => raw).join(' ') ?? '',
    path: same.path,
    winners: summary(winners.map(({ other }) => `location ${other.directive?.args.map(({ raw }) => raw).join(' ')}`)),
  }
  const fix = isRegex(location) ? movedBefore(location, winners[0].other) : preferPrefix(model, location, winners)
  return {
    at: placeOf(location.directive as NonNullable<Location['directive']>),
    subject: location.subject,
    message: { id: 'shadowed', params },
    severity: severityOf(model, { location, protection }, same),
    confidence: winners.every(({ other }) => namesPrefix(location, other)) ? 'medium' : 'high',
    related: [
      { at: placeOf(protection.directive), message: { en: 'the protection', zh: '该保护' } },
      ...winners.flatMap(({ other, path }) => (other.directive ? [related(other.directive, path)] : [])),
    ],
    ...(witness && { witness }),
    ...(fix && { fixes: [fix] }),
  }
}

const related = (directive: NonNullable<Location['directive']>, path: string): Related => ({
  at: placeOf(directive),
  message: { en: `answers ${path}`, zh: `应答 ${path}` },
})

/** What the prefix hides is handed out by the other location too, or only a path below it is. */
function severityOf(model: NginxModel, { location, protection }: Guarded, { other, path }: Winner): Severity {
  // Files lie below these two; the other modules answer by themselves, and only at their own path anybody asks for it.
  const itself = location.serve.kind === 'module' && !/^(?:mp4|flv)$/.test(location.serve.name)
  if (itself && path !== location.match.pattern) return 'low'
  if (protection.kind === 'limit') return 'medium'
  return sameContent(model, location, other) === false ? 'medium' : 'high'
}

/** `location = /admin` is about one path only. */
function exact(model: NginxModel, location: Location): Observation | undefined {
  const protection = protectionOf(model, location)
  const found = protection && otherSpelling(model, location, protection)
  if (!protection || !found) return undefined
  const { other, path, id, severity, fixes } = found
  const params = {
    protection: nameOf(protection.directive),
    location: `= ${location.match.pattern}`,
    path,
    winners: `location ${other.directive?.args.map(({ raw }) => raw).join(' ')}`,
  }
  return {
    ...observation(model, { location, protection }, [{ other, path }]),
    ...{ severity, fixes, message: { id, params } },
  }
}

function witnessOf(model: NginxModel, location: Location, { other, path }: Winner): Witness | undefined {
  const { serve, server } = other
  const served = serve.kind === 'static' && !serve.alias && !serve.tryFiles && serve.root.value.length === 1
  const handler = { server, level: other, serve }
  const found = served || serve.kind === 'proxy' ? answeredRequest(model, handler, { path }) : undefined
  if (!found) return undefined
  const summary = {
    en: `answered by ${other.subject}, not refused by ${location.subject}`,
    zh: `由 ${other.subject} 应答，未被 ${location.subject} 拒绝`,
  }
  return { ...found.request, provokes: { ...found.shows, summary } }
}
