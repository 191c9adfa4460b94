import { atLeast } from '../../../../target/index.ts'
import type { Directive } from '../../../../tree/index.ts'
import { type Line, lineAt, problemAt } from '../problem.ts'
import { type Frame, goesOn, report, type State, type World } from '../state.ts'
import { effective, isOn } from './effective.ts'
import { checkHashes } from './hashes.ts'
import { checkNames } from './names.ts'
import { checkUpstreams, checkVariables } from './references.ts'
import { checkListenTls, checkServerTls, checkUpstreamTls, checkWanted, lastTlsListen } from './tls.ts'

const handlers = ['proxy_pass', 'return', 'pass', 'js_access', 'js_preread', 'content_by_lua', 'mqtt']

/** What the daemon checks at the `}` of stream{}. */
export function finishStream(frame: Frame, state: State): void {
  const world = frame.world as World
  const directive = frame.directive as Directive
  const line: Line = () => lineAt(directive.file, directive.span.end - 1)
  const virtual = atLeast(state.target.nginx, '1.25.5')
  const needed = !atLeast(state.target.nginx, '1.27.1')
  checkUpstreams(world, state)
  for (const server of world.servers) {
    const at = server.directive as Directive
    if (needed && !handlers.some(name => server.seen.has(name)) && !state.foreign)
      report(state, problemAt(at, 'handler-missing', {}, { open: goesOn(server) }))
  }
  for (const server of world.servers) checkServer(server, { state, virtual, line })
  for (const { directive: at, word, error } of world.late)
    report(state, problemAt(at, error.id, { variable: error.name }, { word, line }))
  if (virtual) checkListenTls(world, state)
  checkVariables(world, state)
  checkHashes(world, state)
  if (virtual) checkNames(world, state)
}

function checkServer(server: Frame, { state, virtual, line }: Context): void {
  const listen = lastTlsListen(server)
  const wanted = listen && !virtual && checkWanted(server, { what: 'listen ... ssl', at: listen }, state)
  if (!wanted && (listen || virtual) && effective(server, 'ssl_certificate')) checkServerTls(server, state, line)
  if (isOn(server, 'proxy_ssl')) checkUpstreamTls(server, 'proxy', state)
}

interface Context {
  readonly state: State
  /** Servers share sockets (1.25.5 and later). */
  readonly virtual: boolean
  readonly line: Line
}
