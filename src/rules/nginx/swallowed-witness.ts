import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import type { Localized } from '../../message/index.ts'
import type { Word } from '../../tree/index.ts'
import type { Witness } from '../rule.ts'
import { answeredRequest, firstOf, handlerAt } from './request-to.ts'
import type { Swallowing } from './swallowed.ts'

/** A request that gets an answer which one of the swallowed directives would have refused or marked. */
export const swallowedWitness = (model: NginxModel, { level, swallowed }: Swallowing): Witness | undefined =>
  firstOf(swallowed, words => witnessOf(model, level, words))

function witnessOf(model: NginxModel, level: Level, [name, ...args]: readonly Word[]): Witness | undefined {
  const own = handlerAt(model, level)
  const places = own ? model.handlers(own.server).filter(one => one.level === level || own.level === own.server) : []
  const first = args[0]?.value ?? ''
  if (name?.value === 'add_header' && args.at(-1)?.value === 'always')
    return firstOf(places, place => unmarked(model, place, first))
  return name?.value === 'deny' && first === 'all' ? firstOf(places, place => undenied(model, place)) : undefined
}

function unmarked(model: NginxModel, place: Handler, header: string): Witness | undefined {
  if (model.list(place.level, 'add_header').entries.length > 0) return undefined
  const found = place.serve.kind === 'static' ? answeredRequest(model, place) : undefined
  const summary: Localized = { en: `the answer has no ${header}`, zh: `应答中没有 ${header}` }
  return found && { ...found.request, provokes: { absentHeader: header, summary } }
}

function undenied(model: NginxModel, place: Handler): Witness | undefined {
  const found = model.access(place.level).rules.entries.length === 0 ? answeredRequest(model, place) : undefined
  const summary: Localized = { en: 'a stranger gets an answer', zh: '陌生客户端得到应答' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}
