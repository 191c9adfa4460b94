import { problemAt } from '../problem.ts'
import { type Frame, report, type State } from '../state.ts'
import { parseUrl } from '../values/url.ts'
import { effective, wordOf } from './effective.ts'

/** Where the state of client certificates is asked for. */
export function checkOcsp(frame: Frame, state: State): void {
  const ocsp = effective(frame, 'ssl_ocsp')
  if (!ocsp || wordOf(ocsp)?.toLowerCase() === 'off') return
  if (wordOf(effective(frame, 'ssl_verify_client'))?.toLowerCase() === 'optional_no_ca')
    report(state, problemAt(ocsp, 'ocsp-no-ca', {}, { line: null }))
  else checkResponder(frame, state)
}

function checkResponder(frame: Frame, state: State): void {
  const responder = effective(frame, 'ssl_ocsp_responder')
  const word = wordOf(responder)
  if (!responder || !word) return
  const options = { word: responder.args[0], line: null }
  if (!/^http:\/\/./i.test(word)) {
    report(state, problemAt(responder, 'ocsp-prefix', { word }, options))
    return
  }
  const rest = word.slice('http://'.length)
  const { error, unresolved } = parseUrl(rest, { defaultPort: 80, uri: true })
  if (error) report(state, problemAt(responder, 'ocsp-url', { error, word: rest }, options))
  else if (unresolved)
    report(
      state,
      problemAt(responder, 'host-unresolved', { what: 'OCSP responder', word: rest }, { ...options, open: true }),
    )
}
