import { atLeast, formatVersion } from '../../../../target/index.ts'
import type { Directive } from '../../../../tree/index.ts'
import { certificateFiles, enough, inForce } from '../machine-files.ts'
import type { MessageId } from '../messages/index.ts'
import { type Line, type ProblemOptions, problemAt } from '../problem.ts'
import { type Frame, goesOn, report, type Socket, type State, type World } from '../state.ts'
import { cipherCodes, cipherError, ciphersOfBuild } from '../values/ciphers.ts'
import { commandError, readsFile } from '../values/conf-commands.ts'
import { groupError } from '../values/groups.ts'
import { scanScript } from '../values/script.ts'
import { effective, isOn, wordOf } from './effective.ts'
import { checkOcsp } from './ocsp.ts'
import { lateServerFiles, serverFiles, upstreamFiles } from './tls-files.ts'

type Report = (directive: Directive, id: MessageId, params: Record<string, string>, options?: ProblemOptions) => void

const reporter =
  (state: State): Report =>
  (directive, id, params, options = {}) =>
    report(state, problemAt(directive, id, params, { line: null, ...options }))

/** A certificate without its key. True when the daemon goes no further. */
function checkKeys(frame: Frame, tell: Report): boolean {
  const certificates = inForce(frame, 'ssl_certificate')
  const last = certificates.at(-1)
  if (!last || inForce(frame, 'ssl_certificate_key').length >= certificates.length) return false
  const params = { key: 'ssl_certificate_key', certificate: wordOf(last) ?? '' }
  tell(last, 'certificate-key', params, { open: goesOn(frame) })
  return true
}

/** What makes a server need a certificate, by the name the daemon gives it: `ssl`, `listen ... ssl`, `starttls`. */
export interface Cause {
  readonly what: string
  readonly at: Directive
}

/** Where they share no sockets, the daemon names the last of a server's `listen … ssl`. */
export const lastTlsListen = ({ server }: Frame): Directive | undefined =>
  server?.listens.findLast(socket => socket.ssl)?.ssl

/** A certificate and its key that a statement asks for, reported at that statement. True when one is missing. */
export function checkWanted(frame: Frame, { what, at }: Cause, state: State): boolean {
  const certificates = inForce(frame, 'ssl_certificate')
  const keys = inForce(frame, 'ssl_certificate_key')
  const last = certificates.at(-1)
  const params = { directive: what, certificate: wordOf(last) ?? '' }
  const unsure = { open: goesOn(frame) }
  if (!last) report(state, problemAt(at, 'certificate-directive', params, unsure))
  else if (keys.length === 0) report(state, problemAt(at, 'certificate-key-directive', params, unsure))
  else if (keys.length < certificates.length) report(state, problemAt(at, 'certificate-key-both', params, unsure))
  else return false
  return true
}

const switched = (frame: Frame): Cause | undefined => {
  const at = frame.world?.name === 'http' && isOn(frame, 'ssl') ? effective(frame, 'ssl') : undefined
  return at && { what: 'ssl', at }
}

/** What OpenSSL refuses of a server that has a certificate. */
export function checkServerTls(frame: Frame, state: State, line: Line): void {
  const tell = reporter(state)
  const cause = switched(frame)
  if (cause && checkWanted(frame, cause, state)) return
  const bare = !effective(frame, 'ssl_certificate')
  if (bare ? !rejects(frame) : checkKeys(frame, tell)) return
  checkCiphers(frame, state, tell)
  checkCertificateNames(frame, state, line)
  certificateFiles(frame, state)
  checkVerify(frame, state, tell)
  serverFiles(frame, state)
  checkOcsp(frame, state)
  checkGroups(frame, state, tell)
  lateServerFiles(frame, state, line)
  checkCommands(frame, state, tell)
}

/** `ssl_ciphers`, or that of a family: the reason as OpenSSL 3 spells it. */
function checkCiphers(frame: Frame, state: State, tell: Report, prefix = ''): boolean {
  const ciphers = effective(frame, `${prefix}ssl_ciphers`)
  const word = wordOf(ciphers)
  if (!ciphers || word === undefined) return false
  const error = cipherError(word)
  if (!error && ciphersOfBuild(word)) tell(ciphers, 'ciphers-build', { word }, { word: ciphers.args[0], open: true })
  if (!error) return false
  const reason = ` (SSL: error:${cipherCodes[error]}:SSL routines::${error})`
  tell(
    ciphers,
    'ciphers',
    { word, reason: atLeast(state.target.openssl, '3.0') ? reason : '' },
    { word: ciphers.args[0] },
  )
  return true
}

/** Variables in the paths of certificates are compiled only where a server has one. */
function checkCertificateNames(frame: Frame, state: State, line: Line): void {
  const certificates = inForce(frame, 'ssl_certificate')
  const keys = inForce(frame, 'ssl_certificate_key').slice(0, certificates.length)
  const uses = frame.world?.uses
  for (const directive of [...certificates, ...keys]) {
    const word = directive.args[0]
    if (!word?.value.includes('$') || !uses) continue
    const error = scanScript(word.value, variable => {
      const key = variable.toLowerCase()
      if (!uses.has(key)) uses.set(key, { name: key, directive, word })
    })
    if (error) report(state, problemAt(directive, error.id, { variable: error.name }, { word, line }))
  }
}

function checkGroups(frame: Frame, state: State, tell: Report): void {
  const curve = effective(frame, 'ssl_ecdh_curve')
  const value = wordOf(curve)
  if (!curve || value === undefined) return
  const error = groupError(value, state.target.openssl)
  if (!error) return
  const { unknown, reason } = error
  const openssl = formatVersion(state.target.openssl)
  const open = state.target.assumed.includes('openssl') && unknown.every(name => /mlkem|^\?/i.test(name))
  const params = { word: value, openssl, unknown: unknown.join(', '), reason }
  tell(curve, 'groups', params, { word: curve.args[0], open })
}

function checkVerify(frame: Frame, state: State, tell: Report): void {
  const verify = effective(frame, 'ssl_verify_client')
  const value = wordOf(verify)?.toLowerCase()
  if (!verify || !value || value === 'off' || value === 'optional_no_ca') return
  if (wordOf(effective(frame, 'ssl_client_certificate'))) return
  const either = atLeast(state.target.nginx, '1.27.2')
  if (either && wordOf(effective(frame, 'ssl_trusted_certificate'))) return
  tell(verify, either ? 'verify-client-either' : 'verify-client', {}, { open: goesOn(frame) })
}

function checkCommands(frame: Frame, state: State, tell: Report, prefix = ''): void {
  for (const command of inForce(frame, `${prefix}ssl_conf_command`)) {
    const [name, value] = [wordOf(command) ?? '', wordOf(command, 1) ?? '']
    const error = commandError(name, value, state.target.openssl)
    if (error) {
      const params = { command: name, value, reason: error.reason }
      tell(command, error.id, params, { word: command.args[0] })
      return
    }
    if (readsFile(name)) seekFile(value, command, state)
  }
}

/** What is not among the files decides the verdict. */
function seekFile(path: string, command: Directive, state: State): void {
  const known = state.machineFiles
  if (!state.complete && !enough(state) && !known.has(path) && !state.exists?.(path)) known.set(path, command)
}

const hasCertificate = (frame: Frame): boolean => effective(frame, 'ssl_certificate') !== undefined

const rejects = (frame: Frame): boolean => isOn(frame, 'ssl_reject_handshake')

/** The default server of a TLS socket needs a certificate, unless it rejects handshakes; then all others do. */
export function checkListenTls(world: World, state: State): void {
  const tell = reporter(state)
  for (const socket of world.sockets.values()) {
    if (!socket.ssl && !socket.quic) continue
    const missing = withoutCertificate(socket)
    const transport = socket.quic ? 'quic' : 'ssl'
    const listen = (socket.quic ?? socket.ssl) as Directive
    if (missing?.directive)
      report(
        state,
        problemAt(missing.directive, 'certificate-listen', { transport }, { other: listen, open: goesOn(missing) }),
      )
    else if (socket.quic && !tls13(socket.default)) {
      const protocols = effective(socket.default, 'ssl_protocols') as Directive
      tell(protocols, 'quic-protocol', {})
    }
  }
}

function withoutCertificate(socket: Socket): Frame | undefined {
  if (hasCertificate(socket.default)) return undefined
  if (!rejects(socket.default)) return socket.default
  return socket.servers.find(frame => !hasCertificate(frame) && !rejects(frame))
}

/** Every version that has QUIC has TLS 1.3 among its defaults. */
function tls13(frame: Frame): boolean {
  const protocols = effective(frame, 'ssl_protocols')
  return !protocols || protocols.args.some(word => word.value.toLowerCase() === 'tlsv1.3')
}

/** TLS towards upstreams: a certificate needs its key, verification needs authorities. */
export function checkUpstreamTls(frame: Frame, family: string, state: State): void {
  const tell = reporter(state)
  if (checkCiphers(frame, state, tell, `${family}_`)) return
  checkCommands(frame, state, tell, `${family}_`)
  const unsure = { open: goesOn(frame) }
  const certificate = effective(frame, `${family}_ssl_certificate`)
  const name = wordOf(certificate)
  if (certificate && name && !effective(frame, `${family}_ssl_certificate_key`))
    tell(certificate, 'certificate-key', { key: `${family}_ssl_certificate_key`, certificate: name }, unsure)
  else if (isOn(frame, `${family}_ssl_verify`) && !wordOf(effective(frame, `${family}_ssl_trusted_certificate`)))
    tell(effective(frame, `${family}_ssl_verify`) as Directive, 'verify-upstream', { family }, unsure)
  else upstreamFiles(frame, family, state)
}
