import { certificateFiles, enough, inForce, openedFile } from '../machine-files.ts'
import type { MessageId } from '../messages/index.ts'
import type { Line } from '../problem.ts'
import type { Frame, State, World } from '../state.ts'
import { effective, isOn, wordOf } from './effective.ts'

/** A directive that names a file, and what the daemon says when it is not there. */
type File = readonly [name: string, id: MessageId]

const authorities: File = ['ssl_trusted_certificate', 'authorities-file']
const clients: File = ['ssl_client_certificate', 'authorities-file']
const revoked: File = ['ssl_crl', 'crl-file']

/** Is it on, where nothing that is not here can decide it? In a fragment what is unset may be set around it. */
function verifies(frame: Frame, name: string, state: State): boolean {
  const value = wordOf(inForce(frame, name)[0])?.toLowerCase()
  return value === undefined ? state.fragment : value !== 'off'
}

/** Files that a server with a certificate reads beside it, in the daemon's order. */
export function serverFiles(frame: Frame, state: State): void {
  if (enough(state)) return
  const verify = verifies(frame, 'ssl_verify_client', state)
  const files: File[] = verify ? [clients] : []
  if (verify || frame.world?.name === 'http') files.push(authorities, revoked)
  open(frame, [...files, ['ssl_dhparam', 'parameters-file']], state)
}

/** And behind the curves; tickets are read at the end of the protocol block, whose line the daemon names. */
export function lateServerFiles(frame: Frame, state: State, line: Line): void {
  if (enough(state)) return
  for (const each of inForce(frame, 'ssl_session_ticket_key')) openedFile(each, state, { id: 'opened-file', line })
  if (verifies(frame, 'ssl_stapling', state)) open(frame, [['ssl_stapling_file', 'response-file']], state)
  for (const each of inForce(frame, 'ssl_ech_file')) openedFile(each, state, {})
}

/** Files of TLS towards upstreams. */
export function upstreamFiles(frame: Frame, family: string, state: State): void {
  certificateFiles(frame, state, `${family}_`)
  if (verifies(frame, `${family}_ssl_verify`, state)) open(frame, [authorities, revoked], state, `${family}_`)
}

function open(frame: Frame, files: readonly File[], state: State, prefix = ''): void {
  for (const [name, id] of files) {
    const directive = inForce(frame, `${prefix}${name}`)[0]
    if (directive) openedFile(directive, state, { id, line: null })
  }
}

const families = ['proxy', 'grpc', 'uwsgi']

/** Of a fragment: the servers around it may have what makes the daemon read them. */
export function fragmentFiles(root: Frame, world: World, state: State): void {
  for (const frame of [root, ...world.levels]) {
    certificateFiles(frame, state)
    serverFiles(frame, state)
    lateServerFiles(frame, state, () => 0)
    for (const family of families) if (mayUseTls(frame, family)) upstreamFiles(frame, family, state)
  }
}

function mayUseTls(frame: Frame, family: string): boolean {
  const target = wordOf(frame.seen.get(`${family}_pass`))
  if (frame.world?.name === 'stream') return !effective(frame, 'proxy_ssl') || isOn(frame, 'proxy_ssl')
  return target === undefined || /^(?:https|grpcs|suwsgi):|\$/i.test(target)
}
