import type { Directive } from '../../../../tree/index.ts'
import { type Line, lineAt, problemAt } from '../problem.ts'
import { type Frame, goesOn, note, report, type State, type World } from '../state.ts'
import { effective, isOn, wordOf } from './effective.ts'
import { type Cause, checkServerTls, checkWanted, lastTlsListen } from './tls.ts'

/** What the daemon checks at the `}` of mail{}. */
export function finishMail(frame: Frame, state: State): void {
  const world = frame.world as World
  const directive = frame.directive as Directive
  const line: Line = () => lineAt(directive.file, directive.span.end - 1)
  // Module by module, and each looks at all servers.
  for (const server of world.servers)
    if (!effective(server, 'protocol') && !note(server, 'protocol')) lacks(server, 'mail-protocol-missing', state)
  for (const server of world.servers) checkTls(server, state, line)
  for (const server of world.servers) if (!effective(server, 'auth_http')) lacks(server, 'mail-auth-missing', state)
}

const lacks = (server: Frame, id: 'mail-protocol-missing' | 'mail-auth-missing', state: State): void =>
  report(state, problemAt(server.directive as Directive, id, {}, { open: goesOn(server) }))

/** What makes a server need a certificate, as the daemon calls it. */
function tlsCause(server: Frame): Cause | undefined {
  const listen = lastTlsListen(server)
  if (listen) return { what: 'listen ... ssl', at: listen }
  const ssl = effective(server, 'ssl')
  if (ssl && isOn(server, 'ssl')) return { what: 'ssl', at: ssl }
  const starttls = effective(server, 'starttls')
  const value = wordOf(starttls)?.toLowerCase()
  return starttls && value && value !== 'off' ? { what: 'starttls', at: starttls } : undefined
}

function checkTls(server: Frame, state: State, line: Line): void {
  const cause = tlsCause(server)
  if (cause && !checkWanted(server, cause, state)) checkServerTls(server, state, line)
}
