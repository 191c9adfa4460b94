import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import type { Witness } from '../rule.ts'
import { type Answered, answeredRequest } from './request-to.ts'
import { isRegex } from './shadowing-regexes.ts'

/** A path that is meant for one location and gets the answer of another, where the answers can be told apart. */
export function answeredElsewhere(model: NginxModel, meant: Location, winner: Location): Witness | undefined {
  const { server } = winner
  for (const path of pathsOf(meant)) {
    const found = answeredRequest(model, { level: winner, server, serve: winner.serve }, { path })
    const shows = found && different(model, meant, winner, found.shows)
    if (!shows) continue
    const summary = { en: `the answer is that of ${shown(winner)}`, zh: `应答来自 ${shown(winner)}` }
    return { ...found.request, provokes: { ...shows, summary } }
  }
  return undefined
}

const shown = ({ directive }: Location): string => `location ${directive?.args.map(({ raw }) => raw).join(' ') ?? ''}`

/** A path that the location matches, and files below it. */
function pathsOf({ match: { kind, pattern }, ...location }: Location): string[] {
  const regex = isRegex({ match: { kind, pattern }, ...location } as Location)
  const own = regex ? sampleRegex(pattern, '/', kind === 'iregex') : pattern
  if (typeof own !== 'string') return []
  const longer = [own, `${own}x`, `${own}/x`]
  return longer.filter(path => !path.endsWith('/') && (!regex || matchRegex(pattern, path, kind === 'iregex')))
}

type Shows = Answered['shows']

function different(model: NginxModel, meant: Location, winner: Location, shows: Shows): Shows | undefined {
  const { serve } = meant
  const codes = [serve, winner.serve].map(one => ('code' in one ? one.code : undefined))
  if (shows.status !== undefined && codes[0] !== codes[1]) return shows
  const [wanted, sent] = [meant, winner].map(one => age(model.text(one, 'expires'))) as [string, string]
  const told = shows.status === 200 && sent !== '' && !wanted.startsWith(sent)
  return told ? { ...shows, header: ['Cache-Control', sent] } : undefined
}

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** What `expires 1h` makes of Cache-Control; empty for what is not such a time. */
function age(expires: string): string {
  const [, count, unit = 's'] = /^(\d+)([smhd]?)$/.exec(expires) ?? []
  return count === undefined ? '' : `max-age=${Number(count) * (seconds[unit || 's'] ?? 1)}`
}
