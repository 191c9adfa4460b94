import type { Location } from '../model.ts'
import { indexOf } from './location-index.ts'

/** What makes a location send clients without the last slash to the path with one. */
const passes = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass', 'perl']

/**
 * The location `/path/` that hands requests on, for `/path`: the daemon answers 301 for it, where no location is called
 * `/path` itself, and before patterns are tried.
 */
export function slashRedirect(locations: readonly Location[], uri: string): Location | undefined {
  if (uri.endsWith('/')) return undefined
  for (let inner = locations; inner.length > 0; ) {
    const { exact, prefixes } = indexOf(inner)
    if (exact.has(uri)) return undefined
    const same = prefixes.values.get(uri)
    const slashed = [exact.get(`${uri}/`), prefixes.values.get(`${uri}/`)].filter(each => each !== undefined)
    if (!same && slashed.some(handsOn)) return slashed[0]
    inner = (same ?? longestOf(prefixes, uri))?.nested ?? []
  }
  return undefined
}

const handsOn = (location: Location): boolean => passes.some(name => location.writes(name))

function longestOf({ values, lengths }: ReturnType<typeof indexOf>['prefixes'], uri: string): Location | undefined {
  for (const length of lengths) {
    const found = length < uri.length ? values.get(uri.slice(0, length)) : undefined
    if (found) return found
  }
  return undefined
}
