import type { NginxModel } from '../../formats/nginx/model.ts'
import { type Component, choosesHost, endsHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import { asNamed, isHidden } from './led-to.ts'
import { openToForeignNames } from './open-names.ts'
import { openTo } from './open-places.ts'
import { byAuthority, type Pass, passes, streamPasses } from './targets.ts'

/** A place that hands requests to a host that the client names. */
export interface ChosenHost {
  readonly pass: Pass
  /** The part of the authority in which the client writes it. */
  readonly guilty: Component
  /** Strangers use it as a proxy to anywhere: the whole name is theirs, and nginx looks it up. */
  readonly openProxy: boolean
}

const known = new WeakMap<NginxModel, readonly (readonly ChosenHost[])[]>()

/** Grouped by the authority as written. Worked out once for both rules that ask. */
export function chosenHosts(model: NginxModel): readonly (readonly ChosenHost[])[] {
  const found = known.get(model) ?? collect(model)
  known.set(model, found)
  return found
}

const collect = (model: NginxModel): ChosenHost[][] =>
  [
    ...byAuthority(passes(model).filter(reachedFromOutside)),
    ...byAuthority(streamPasses(model).filter(reachedFromOutside)),
  ]
    .map(group => group.flatMap(pass => chosen(model, pass) ?? []))
    .filter(group => group.length > 0)

/** Only other places of this server lead to a hidden location, and choose the path of the request anew. */
function reachedFromOutside({ handler: { level }, serve }: Pass): boolean {
  return serve.hasVariables && serve.authority.includes('$') && !isHidden(level)
}

function chosen(model: NginxModel, pass: Pass): ChosenHost | undefined {
  const { serve, handler } = pass
  const parts = variablesOf(model).components(serve.authority, { level: handler.level, before: serve.directive })
  const pinned = parts.findIndex(part =>
    part.variable === undefined ? part.text.includes('/') : endsHost(part.contents),
  )
  const authority = pinned === -1 ? parts : parts.slice(0, pinned)
  const guilty = authority.find(part => {
    if (part.variable === undefined || !choosesHost(part.contents)) return false
    const onlyOwnNames = part.contents.traces.every(({ variable, by }) => by !== 'client' || variable === 'host')
    return !(onlyOwnNames && !openToForeignNames(model, handler.server))
  })
  return guilty && { pass, guilty, openProxy: wholly(authority, guilty) && offered(model, pass) }
}

/** Nothing of ours stands in front of the name, and at most a port behind it. */
const wholly = (authority: readonly Component[], guilty: Component): boolean =>
  authority[0] === guilty &&
  authority.slice(1).every(({ variable, text }) => (variable === undefined ? /^:\d*$/.test(text) : false))

/** Strangers reach it under any name, and a resolver stands ready. Who comes to a fallback was let in elsewhere. */
function offered(model: NginxModel, { handler: { level, server } }: Pass): boolean {
  if (asNamed(level) || !openToForeignNames(model, server) || model.setting(level, 'resolver').origin === 'default')
    return false
  return openTo(server, model.access(level)).length > 0
}
