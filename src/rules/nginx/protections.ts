import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'

/** What keeps strangers from a location, or slows them down. */
export interface Protection {
  readonly kind: 'access' | 'internal' | 'limit'
  /** The statement that does it. */
  readonly directive: Directive
}

const limits = ['limit_req', 'limit_conn']

/** The protection a location writes itself and that is in force there; what it inherits holds beside it as well. */
export function protectionOf(model: NginxModel, location: Location): Protection | undefined {
  const internal = location.written('internal')[0]
  if (internal) return { kind: 'internal', directive: internal }
  const { rules, authentication, open, skipped } = model.access(location)
  if (skipped) return undefined
  const own = (directive: Directive): boolean => location.own.includes(directive)
  const guard = authentication.find(own) ?? rules.entries.findLast(entry => nameOf(entry) === 'deny' && own(entry))
  if (guard && !(open.ipv4 && open.ipv6)) return { kind: 'access', directive: guard }
  const limit = limits.flatMap(name => location.written(name))[0]
  return limit && { kind: 'limit', directive: limit }
}

/** Does a location hand something out without such a protection, and without having said that it wants none? */
export function unprotected(model: NginxModel, other: Location, { kind, directive }: Protection): boolean {
  const { serve, internal } = other
  if (internal || serve.kind === 'redirect' || serve.kind === 'return' || serve.kind === 'rewrite') return false
  // Who writes a limit of his own has thought of it.
  if (kind === 'limit') return limits.every(name => !other.writes(name)) && isUnlimited(model, other, directive)
  const decides = ['allow', 'deny', 'satisfy', nameOf(directive)].some(name => other.writes(name))
  const { open } = model.access(other)
  return (open.ipv4 || open.ipv6) && !decides
}

const isUnlimited = (model: NginxModel, other: Location, limit: Directive): boolean =>
  model.list(other, nameOf(limit)).entries.length === 0
