import type { Setter } from '../call.ts'
import { note, remember } from '../state.ts'

const mirror: Setter = call => {
  const off = call.arg(0) === 'off'
  const before = note(call.frame, 'mirror')
  if (before === 'off' || (off && before)) return call.fail('duplicate')
  remember(call.frame, 'mirror', off ? 'off' : 'on')
}

const authRequestSet: Setter = call => {
  const name = call.variable(0)
  if (name === undefined) return
  call.define(name, 0)
  if (!call.refused) call.script(1)
}

const perlSet: Setter = call => {
  const name = call.variable(0)
  if (name !== undefined) call.define(name, 0)
}

const perlHandler: Setter = call => {
  if (note(call.frame, 'perl')) call.failWord('perl-duplicate', 0)
  remember(call.frame, 'perl', true)
}

const browsers = ['msie', 'gecko', 'opera', 'safari', 'konqueror']

const browser: Setter = call => {
  // Refused without a word.
  if (call.count === 1 && call.arg(0) !== 'unlisted')
    return call.fail('parameter', { word: call.arg(0) }, { word: call.word(0), line: null })
  if (call.count === 1) return
  if (!browsers.includes(call.arg(0))) return call.failWord('browser-name', 0)
  if (!/^[\d.]*$/.test(call.arg(1))) call.failWord('browser-version', 1)
}

export const optionalSetters: Record<string, Setter> = {
  http_mirror: mirror,
  http_auth_request_set: authRequestSet,
  http_perl_set: perlSet,
  http_set_stub_status: () => undefined,
  http_perl: perlHandler,
  http_auth_request: () => undefined,
  http_modern_browser: browser,
}
