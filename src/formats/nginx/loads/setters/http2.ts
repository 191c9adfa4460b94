import { atLeast } from '../../../../target/index.ts'
import type { Call, Setter } from '../call.ts'
import { note, remember } from '../state.ts'
import { parseNumber } from '../values/number.ts'

/** Obsolete today; up to 1.25.0 some of them still looked at their value. */
const http2Obsolete: Setter = call => {
  const pushes = call.name.startsWith('http2_push') || call.name === 'http2_max_concurrent_pushes'
  if (atLeast(call.state.target.nginx, pushes ? '1.25.1' : '1.19.7')) {
    const replacement = call.entry.replacedBy ?? ''
    call.fail(replacement ? 'deprecated-replaced' : 'deprecated-obsolete', { replacement }, { warning: true })
    return
  }
  if (call.name === 'http2_push') return push(call)
  if (note(call.frame, call.name)) return call.fail('duplicate')
  remember(call.frame, call.name, true)
  if (call.name === 'http2_push_preload' && !/^(?:on|off)$/i.test(call.arg(0))) call.failWord('flag', 0)
  if (call.name === 'http2_max_concurrent_pushes' && Number.isNaN(parseNumber(call.arg(0)))) call.failWord('number', 0)
}

/** A level pushes nothing, or what its statements say. */
function push(call: Call): undefined {
  const before = note<string>(call.frame, 'http2_push')
  const own = call.arg(0) === 'off' ? 'off' : 'uri'
  remember(call.frame, 'http2_push', own)
  if (before && (own === 'off' || before === 'off'))
    call.fail(before === own ? 'duplicate' : own === 'off' ? 'push-off-uri' : 'push-uri-off')
  else if (own === 'uri') call.script(0)
}

export const http2Setters: Record<string, Setter> = {
  http_v2_obsolete: http2Obsolete,
}
