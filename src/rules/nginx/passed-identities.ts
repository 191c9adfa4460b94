import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { looksStatic } from './cached-places.ts'
import { dependsOn } from './depends-on.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { asNamed, isHidden, leadersTo } from './led-to.ts'
import { openTo } from './open-places.ts'
import { type SentHeaders, sentHeaders } from './sent-headers.ts'
import { asLocation } from './statements.ts'

/** A header by which nginx tells an application who the user is, and the places where a client says it. */
export interface PassedIdentity {
  /** Where nginx says it, for each header. */
  readonly entries: readonly [Directive, ...Directive[]]
  readonly authority: string
  /** Anybody says it there, or only who has a password. */
  readonly by: 'anybody' | 'users'
  readonly places: readonly SentHeaders[]
}

/** What authentication found out. */
const checked = /^(?:remote_user|ssl_client_\w+|jwt_(?:claim|header)_\w+|upstream_http_\w+)$/

/** Tokens are checked by whom they are sent to. */
const tokens = /^(?:authorization|proxy-authorization|cookie)$|token/

/** The same application gets the header from nginx at one place and from the client at another. */
export function* passedIdentities(model: NginxModel): Generator<PassedIdentity> {
  if (!asking.some(name => model.writers(name).length > 0)) return
  const applications = new Map<string, SentHeaders[]>()
  for (const sent of sentHeaders(model))
    if (!sent.pass.serve.authority.includes('$')) gather(applications, sent.pass.serve.authority, sent)
  for (const [authority, sent] of applications) for (const each of passedTo(model, sent)) yield { ...each, authority }
}

/** Headers that the same places lack are told together. */
function passedTo(model: NginxModel, sent: readonly SentHeaders[]): Iterable<Omit<PassedIdentity, 'authority'>> {
  const found = new Map<string, Omit<PassedIdentity, 'authority'>>()
  for (const [name, entry] of identities(model, sent))
    for (const [by, places] of lacking(model, sent, name)) {
      const key = [by, ...places.map(({ pass }) => pass.handler.level.subject)].join('\n')
      const entries = found.get(key)?.entries
      found.set(key, { entries: entries ? [...entries, entry] : [entry], by, places })
    }
  return found.values()
}

/** By which headers, in lower case, nginx tells an application who the user is. */
function identities(model: NginxModel, sent: readonly SentHeaders[]): ReadonlyMap<string, Directive> {
  const told = new Map<string, Directive>()
  for (const { pass, entries } of sent.length > 1 ? sent : [])
    for (const entry of entries.entries)
      if (isIdentity(model, entry, pass.handler.level)) told.set(headerName(entry), entry)
  return told
}

/** What is lost by inheritance is told by nginx/directive-inheritance. */
function lacking(
  model: NginxModel,
  sent: readonly SentHeaders[],
  header: string,
): ReadonlyMap<PassedIdentity['by'], SentHeaders[]> {
  const found = new Map<PassedIdentity['by'], SentHeaders[]>()
  for (const one of sent) {
    if (one.named(header) || one.entries.shadowed.some(entry => headerName(entry) === header)) continue
    const by = saidBy(model, one)
    if (by) gather(found, by, one)
  }
  return found
}

const asking = ['auth_basic', 'auth_request', 'auth_jwt', 'auth_oidc', 'auth_ldap', 'auth_pam', 'ssl_verify_client']

function isIdentity(model: NginxModel, entry: Directive, level: Level): boolean {
  const value = argumentAt(entry, 1)
  if (!value.includes('$') || tokens.test(headerName(entry))) return false
  return (
    (asksAt(model, level) || verified(model, level) !== 'off') &&
    [...dependsOn(model, value)].some(name => checked.test(name))
  )
}

const verified = (model: NginxModel, level: Level): string => model.text(level, 'ssl_verify_client').toLowerCase()

/** `optional` lets clients without a certificate in. */
const asksAt = (model: NginxModel, level: Level): boolean =>
  model.access(level).authentication.length > 0 || verified(model, level) === 'on'

/** One path of no user. */
const userless =
  /^\/(?:[\w-]+\/)*(?:-?(?:health|healthz|healthcheck|ping|ready|readyz|live|livez|metrics|version)|favicon\.ico|robots\.txt)$/

/** Whose word an application gets at a place that says nothing itself; undefined: nobody's. */
function saidBy(model: NginxModel, { pass }: SentHeaders): PassedIdentity['by'] | undefined {
  const { level, server } = pass.handler
  const match = asLocation(level)?.match
  if (isHidden(level) || looksStatic(level) || (match?.kind === 'exact' && userless.test(match.pattern)))
    return undefined
  if (model.text(level, `${pass.family}_pass_request_headers`) === 'off') return undefined
  const named = asNamed(level)
  const ways = named ? leadersTo(model, named) : [level]
  const open = ways.filter(way => openTo(server, model.access(way)).length > 0)
  if (open.some(way => !asksAt(model, way))) return 'anybody'
  return ways.some(way => asksAt(model, way) && !refuses(model, way)) ? 'users' : undefined
}

const refuses = (model: NginxModel, level: Level): boolean => {
  const [first] = model.access(level).rules.entries
  return first !== undefined && nameOf(first) === 'deny' && argumentAt(first, 0) === 'all'
}
