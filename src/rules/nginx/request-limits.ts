import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'

/** A zone of `limit_req_zone` or `limit_conn_zone`: what its key tells apart is counted apart. */
export interface LimitZone {
  readonly directive: Directive
  readonly kind: 'limit_req' | 'limit_conn'
  readonly name: string
  /** As written: `$binary_remote_addr`. */
  readonly key: string
}

/**
 * What a key tells apart. `client`: whoever connects, or a user who proved it. `chosen`: a header, parameter or cookie,
 * so that a client gets a new count at will. `shared`: neither, all clients share the counts. `empty` keys are not
 * counted at all; `open`: a module makes the value.
 */
export type KeyKind = 'client' | 'chosen' | 'shared' | 'constant' | 'empty' | 'open'

const zoneLists = new WeakMap<NginxModel, readonly LimitZone[]>()

/** Every zone of http{}. */
export function limitZones(model: NginxModel): readonly LimitZone[] {
  const found = zoneLists.get(model) ?? [...readZones(model)]
  zoneLists.set(model, found)
  return found
}

function* readZones(model: NginxModel): Generator<LimitZone> {
  for (const kind of ['limit_req', 'limit_conn'] as const)
    for (const directive of model.http?.written(`${kind}_zone`) ?? []) {
      const name = zoneWord(directive)
      if (name) yield { directive, kind, name, key: argumentAt(directive, 0) }
    }
}

/** `zone=login:10m` and `zone=login` → `login`; `limit_conn login 10` → `login`. */
function zoneWord({ name, args }: Directive): string | undefined {
  if (name.value === 'limit_conn') return args[0]?.value
  const word = args.find(({ value }) => value.startsWith('zone='))?.value
  return word && /^zone=([^:]+)/.exec(word)?.[1]
}

/** The zones that count requests ending at a level. An unknown zone is left out: the daemon refuses it. */
export function zonesAt(model: NginxModel, level: Level, kind: LimitZone['kind']): LimitZone[] {
  const { entries } = model.list(level, kind)
  if (entries.length === 0) return []
  const names = new Set(entries.map(zoneWord))
  return limitZones(model).filter(zone => zone.kind === kind && names.has(zone.name))
}

const person = /^(?:(?:binary_)?remote_addr|realip_remote_addr|proxy_protocol_addr|remote_user|ssl_client_\w+)$/
const token = /^(?:jwt_\w+|http_authorization)$/
const choice = /^(?:http|arg|cookie)_/

/** What the key of a zone tells apart among requests that end at a level. */
export function keyKind(model: NginxModel, { key, directive }: LimitZone, level: Level): KeyKind {
  if (key === '') return 'empty'
  if (!key.includes('$')) return 'constant'
  const { traces, certain, values } = variablesOf(model).contents(key, { level, before: directive })
  const names = traces.map(({ variable }) => variable)
  if (names.some(name => choice.test(name) && !token.test(name))) return 'chosen'
  if (names.some(name => person.test(name))) return 'client'
  if (!certain || names.some(name => token.test(name))) return 'open'
  return values?.every(value => value === '') ? 'empty' : 'shared'
}
