import type { Directive } from '../../../../tree/index.ts'
import { problemAt } from '../problem.ts'
import { type Frame, note, report, type State, type World } from '../state.ts'
import { effective, wordOf } from './effective.ts'
import { checkServerTls } from './tls.ts'

/** What the daemon checks at the `}` of mail{}. */
export function finishMail(frame: Frame, state: State): void {
  const world = frame.world as World
  for (const server of world.servers) {
    const at = server.directive as Directive
    if (!effective(server, 'protocol') && !note(server, 'protocol'))
      report(state, problemAt(at, 'mail-protocol-missing', {}))
    checkTls(server, state)
    if (!effective(server, 'auth_http')) report(state, problemAt(at, 'mail-auth-missing', {}))
  }
}

/** What makes a server need a certificate, as the daemon calls it. */
function tlsCause(server: Frame): readonly [what: string, at: Directive] | undefined {
  const listen = server.server?.listens.find(socket => socket.ssl)?.ssl
  if (listen) return ['listen ... ssl', listen]
  const starttls = effective(server, 'starttls')
  const value = wordOf(starttls)?.toLowerCase()
  if (starttls && value && value !== 'off') return ['starttls', starttls]
  const ssl = effective(server, 'ssl')
  return ssl && wordOf(ssl)?.toLowerCase() === 'on' ? ['ssl', ssl] : undefined
}

function checkTls(server: Frame, state: State): void {
  const cause = tlsCause(server)
  if (!cause) return
  const [what, at] = cause
  const certificate = effective(server, 'ssl_certificate')
  if (!certificate) report(state, problemAt(at, 'certificate-directive', { directive: what }))
  else if (!effective(server, 'ssl_certificate_key')) {
    const params = { key: 'ssl_certificate_key', certificate: wordOf(certificate) ?? '' }
    report(state, problemAt(at, 'certificate-key', params))
  } else checkServerTls(server, state)
}
