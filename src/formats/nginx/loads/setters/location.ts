import type { Call, Setter } from '../call.ts'
import { isOneOf } from '../kinds.ts'
import type { LocationFrame } from '../state.ts'

const modifiers = ['=', '~', '~*', '^~']

/** Splits `~*\.php$`, `=/x`, `^~/a`, `@name`, `/a`. */
function glued(text: string): LocationFrame & { readonly regex?: string } {
  if (text.startsWith('=')) return { kind: 'exact', name: text.slice(1) }
  if (text.startsWith('^~')) return { kind: 'prefix', name: text.slice(2) }
  if (text.startsWith('~*')) return { kind: 'regex', name: text.slice(2), regex: text.slice(2) }
  if (text.startsWith('~')) return { kind: 'regex', name: text.slice(1), regex: text.slice(1) }
  return { kind: text.startsWith('@') ? 'named' : 'prefix', name: text }
}

/** What a `location` matches; undefined when its modifier was refused. */
export function readLocation(call: Call): LocationFrame | undefined {
  if (call.count === 1) {
    const location = glued(call.arg(0))
    if (location.regex !== undefined) call.regex(location.regex, 0)
    return location
  }
  const modifier = call.arg(0)
  const name = call.arg(1)
  if (!modifiers.includes(modifier)) {
    call.failWord('location-modifier', 0)
    return undefined
  }
  if (modifier === '=') return { kind: 'exact', name }
  if (modifier === '^~') return { kind: 'prefix', name }
  call.regex(name, 1)
  return { kind: 'regex', name }
}

/** A location inside another must stay within it. */
function checkNesting(call: Call, inner: LocationFrame, outer: LocationFrame): undefined {
  const params = { inner: inner.name, outer: outer.name }
  if (outer.kind === 'exact') call.fail('location-in-exact', params)
  else if (outer.kind === 'named') call.fail('location-in-named', params)
  else if (inner.kind === 'named') call.fail('location-named-nested', params)
  else if (inner.kind === 'regex') return
  else if (!inner.name.startsWith(outer.name)) call.fail('location-outside', params)
}

const location: Setter = call => {
  const own = readLocation(call)
  call.made = own ?? { kind: 'prefix', name: call.arg(0) }
  if (!own) return
  const outer = call.frame.location
  if (outer && outer.kind !== 'noname') checkNesting(call, own, outer)
}

const methods = 'GET HEAD POST PUT DELETE MKCOL COPY MOVE OPTIONS PROPFIND PROPPATCH LOCK UNLOCK PATCH'.split(' ')
/** Since there are tunnels. */
const laterMethods = [...methods, 'CONNECT', 'TRACE']

const limitExcept: Setter = call => {
  const allowed = call.state.table.of('tunnel_pass').length > 0 ? laterMethods : methods
  for (let at = 0; at < call.count; at++) if (!isOneOf(call.arg(at), allowed)) return call.failWord('method', at)
}

export const locationSetters: Record<string, Setter> = {
  http_core_location: location,
  http_core_limit_except: limitExcept,
}
