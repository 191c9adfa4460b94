import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { challenge, challengePath } from './guard.ts'
import type { Statement } from './layout.ts'
import { refuseWebroot } from './stated.ts'

/**
 * How a server answers the challenges of a CA by now: by a location of its own, or out of its folder. Certificates that are
 * there may be renewed by it, so what stands in for the server keeps it.
 * @returns undefined where the server passes everything on.
 */
export function keptChallenge(model: NginxModel, server: Server): Statement | undefined {
  const own = server.locations.find(isChallenge)?.directive
  if (own) return textOf(own)
  const root = rootOf(model, server)
  return root === undefined ? undefined : challenge(root)
}

/** The location of exactly these paths: a second one would be a duplicate. */
export const challengeLocation = (server: Server): Directive | undefined =>
  server.locations.find(each => isPrefix(each) && each.match.pattern === challengePath)?.directive

const isPrefix = ({ match: { kind } }: Location): boolean => kind === 'prefix' || kind === 'noregex'

const paths: ReadonlySet<string> = new Set(
  ['/.well-known', '/.well-known/acme-challenge'].flatMap(path => [path, `${path}/`]),
)
const isChallenge = (location: Location): boolean => isPrefix(location) && paths.has(location.match.pattern)

const textOf = ({ file, span }: Directive): string => file.text.slice(span.start, span.end)

/** Where files come from, by `/` or for the whole server; the folder that the build names is no webroot. */
function rootOf(model: NginxModel, server: Server): string | undefined {
  const level = server.locations.find(each => isPrefix(each) && each.match.pattern === '/') ?? server
  if (level !== server && (level as Location).serve.kind !== 'static') return undefined
  const root = model.setting(level, 'root').origin === 'default' ? '' : model.text(level, 'root')
  return root.startsWith('/') && refuseWebroot([root]) === undefined ? root : undefined
}
