import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'

/** A request that an application takes for one to a place which nginx refuses. */
export interface TwiceDecoded {
  readonly place: Location
  /** As the client sends it: a letter encoded twice. */
  readonly target: string
  /** As the application gets it: the letter encoded once. */
  readonly sent: string
}

/** Guarded places of a server that are looked at: each path through nginx has to be worked out. */
const MOST = 32

/** Locations of a server that refuse everybody, each server asked once. */
export function guardedLocations(model: NginxModel): (server: Server) => readonly Location[] {
  const known = new Map<Server, readonly Location[]>()
  return server => {
    const found = known.get(server) ?? server.locations.filter(location => refuses(model, location)).slice(0, MOST)
    known.set(server, found)
    return found
  }
}

/**
 * `deny all` of the place's own without exceptions, or an answer of 403 or 404. Which application it would keep safe is
 * then certain: there is no other handler behind it.
 */
function refuses(model: NginxModel, location: Location): boolean {
  const { serve, match } = location
  if (match.kind !== 'prefix' && match.kind !== 'noregex') return false
  if (serve.kind === 'return') return serve.code === 403 || serve.code === 404
  if (!location.writes('deny')) return false
  const { open, authentication, rules } = model.access(location)
  const [first] = rules.entries
  const nobody = first?.name.value === 'deny' && first.args[0]?.value === 'all'
  return nobody && authentication.length === 0 && !open.ipv4 && !open.ipv6
}

/**
 * `/%2561dmin/` is `/%61dmin/` to the locations of nginx, and `$uri` is sent without being encoded again: whoever decodes
 * it behind reads `/admin/`.
 */
export function firstBypass(
  model: NginxModel,
  location: Location,
  guarded: readonly Location[],
): TwiceDecoded | undefined {
  const start = /^(?:prefix|noregex)$/.test(location.match.kind) ? location.match.pattern : '/'
  const below = guarded.filter(({ match }) => match.pattern.length > start.length && match.pattern.startsWith(start))
  for (const place of below.slice(0, 8)) {
    const found = encodedTwice(place, start.length)
    if (!found) continue
    const { location: answers, uncertain } = model.matchLocation(location.server, found.target)
    const open = model.access(location).open
    if (answers === location && !uncertain && (open.ipv4 || open.ipv6)) return found
  }
  return undefined
}

function encodedTwice(place: Location, start: number): TwiceDecoded | undefined {
  const { pattern } = place.match
  const at = pattern.slice(start).search(/[a-z0-9]/i)
  if (at === -1 || !/^[\w/.-]+$/.test(pattern)) return undefined
  const letter = pattern.charCodeAt(start + at).toString(16)
  const [before, after] = [pattern.slice(0, start + at), pattern.slice(start + at + 1)]
  return { place, target: `${before}%25${letter}${after}`, sent: `${before}%${letter}${after}` }
}
