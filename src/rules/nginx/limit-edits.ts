import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter } from '../../tree/index.ts'
import { keyKind, type LimitZone, limitZones } from './request-limits.ts'

/** A zone to count clients in: one that is there, or the line that makes it. */
export interface ClientZone {
  readonly name: string
  readonly edits: readonly Edit[]
}

interface Wanted {
  readonly kind: LimitZone['kind']
  /** Name of the zone when it has to be made; a number is added while another zone has it. */
  readonly name: string
  /** What follows the key: `rate=10r/m`. */
  readonly rest: string
  /** May a zone that is there be taken? */
  fits(zone: LimitZone): boolean
}

/** Undefined when zones cannot be written: http{} is not among the files. */
export function clientZone(model: NginxModel, wanted: Wanted): ClientZone | undefined {
  const { http } = model
  const zones = limitZones(model)
  const found = zones.find(
    zone => zone.kind === wanted.kind && http && keyKind(model, zone, http) === 'client' && wanted.fits(zone),
  )
  if (found) return { name: found.name, edits: [] }
  if (!http || (!http.directive && model.fragment.at(-1) !== 'http')) return undefined
  let name = wanted.name
  for (let number = 2; zones.some(zone => zone.name === name); number++) name = `${wanted.name}_${number}`
  const line = [`${wanted.kind}_zone`, '$binary_remote_addr', `zone=${name}:10m`, wanted.rest].filter(Boolean).join(' ')
  const edits = insertAt(http, `${wanted.kind}_zone`, [`${line};`])
  return edits.length > 0 ? { name, edits } : undefined
}

/** Adds entries to the list in force at a level; where an outer level writes it, its entries are repeated first. */
export function limitLines(model: NginxModel, level: Level, lines: readonly string[]): Edit[] {
  const own = level.written('limit_req').at(-1)
  if (own) return [insertAfter(own, lines)]
  const inherited = model.list(level, 'limit_req').entries
  const repeated = inherited.map(({ name, args }) => `${[name, ...args].map(({ raw }) => raw).join(' ')};`)
  return insertAt(level, 'limit_req', [...repeated, ...lines])
}
