import type { Listen, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import {
  type Directive,
  deleteDirective,
  insertAfter,
  insertFirst,
  insertLast,
  replaceArguments,
  replaceDirective,
} from '../../tree/index.ts'
import { certificateFiles } from './certbot.ts'
import { challenge, challengePath, finalGuard, refusingGuard, type Scene } from './guard.ts'
import { hsts } from './hsts.ts'
import { lay, type Statement, unitOf } from './layout.ts'
import { challengeLocation } from './own-challenge.ts'
import { keptDefaults, plainListens, tlsArguments } from './sockets.ts'

/** One plaintext server with what its repair needs to know. The server's block holds its own listens. */
export interface Subject extends Scene {
  readonly block: Directive
  /** Lineage whose files the TLS server names. Undefined: a certificate is in scope already. */
  readonly lineage: string | undefined
}

const laid = ({ block }: Subject, statements: readonly Statement[]): string[] => lay(statements, unitOf(block))
const behind = (subject: Subject, statements: readonly Statement[]): Edit =>
  insertAfter(subject.block, ['', ...laid(subject, statements)])

/** Nothing leaks from here on, and nothing is served either until there is a certificate. */
export function stopTheLeak(subject: Subject): Edit[] {
  const { edits, place } = listens(subject)
  return [...edits, place(['ssl_reject_handshake on;']), behind(subject, refusingGuard(subject))]
}

/**
 * The same before 1.19.4, where a TLS server without a certificate keeps nginx from loading: the block refuses where it
 * stands. `break` lets the challenges pass what follows; every other request ends at the `return`.
 */
export function refuseInPlace(subject: Subject): Edit[] {
  const { block, server, options } = subject
  const [head, body] = challenge(options.webroot) as readonly [string, readonly Statement[]]
  const statements: Statement[] = [
    ...(plainListens(server).some(({ port }) => port === 80) ? [] : ['listen 80;']),
    [`if ($uri ~ "^${challengePath.replace('.', '\\.')}")`, ['break;']],
    'return 403;',
    [head, [...opened(subject), ...body]],
  ]
  return block.block ? [insertFirst(block.file, block.block, laid(subject, statements))] : []
}

/** What would keep the authority out as well. */
function opened({ model, server }: Subject): string[] {
  const set = (name: string): boolean => !['', 'off'].includes(model.text(server, name))
  return [
    ...(model.list(server, 'allow').entries.length > 0 ? ['allow all;'] : []),
    ...(set('auth_basic') ? ['auth_basic off;'] : []),
    ...(set('auth_request') ? ['auth_request off;'] : []),
  ]
}

/** The server goes on as it is, and the CA finds its challenge files. */
export function keepServing(subject: Subject): Edit[] {
  const { block, options, server } = subject
  const own = challengeLocation(server)
  if (own) return [replaceDirective(own, laid(subject, [challenge(options.webroot)]))]
  return block.block ? [insertLast(block.file, block.block, laid(subject, ['', challenge(options.webroot)]))] : []
}

/** The TLS server with its certificate, and what is left to do in clear. */
export function serveEncrypted(subject: Subject): Edit[] {
  const { model, server, options } = subject
  const { edits, place } = listens(subject)
  const header = hsts(model, server, options.minAge)
  const lines = [...certificateLines(subject), ...header.lines]
  const inside = lines.length > 0 ? [place(lines)] : []
  const written = server.written('ssl_protocols').filter(each => each.parent === subject.block)
  const modern = hasOldProtocols(model, server) ? written.map(each => replaceArguments(each, protocols)) : []
  return [...edits, ...inside, ...modern, ...header.edits, behind(subject, finalGuard(subject))]
}

/** For a server whose names have a TLS server already: only the guard is left of it. */
export const replaceByGuard = (subject: Subject): Edit[] => [
  replaceDirective(subject.block, laid(subject, finalGuard(subject))),
]

const protocols = 'TLSv1.2 TLSv1.3'
const hasOldProtocols = (model: NginxModel, server: Server): boolean =>
  model.text(server, 'ssl_protocols').split(' ').sort().join(' ') !== protocols

function certificateLines({ model, server, lineage }: Subject): string[] {
  const own = server.writes('ssl_protocols')
  const floor = hasOldProtocols(model, server) && !own ? [`ssl_protocols ${protocols};`] : []
  if (lineage === undefined) return floor
  const { chain, key } = certificateFiles(lineage)
  return [`ssl_certificate ${chain};`, `ssl_certificate_key ${key};`, ...floor]
}

interface Listens {
  readonly edits: readonly Edit[]
  /** Puts lines beside the listens, or with one when nobody wrote any. */
  readonly place: (lines: readonly string[]) => Edit
}

/** Each plaintext listen becomes its TLS counterpart once per address, and goes where there is one already. */
function listens({ model, server, block }: Subject): Listens {
  const taken = new Set(server.listens.filter(({ ssl }) => ssl).map(key))
  const edits: Edit[] = keptDefaults(model, server)
  let anchor = server.listens.findLast(({ ssl, directive }) => ssl && directive?.parent === block)?.directive
  for (const [directive, listen] of written(plainListens(server))) {
    if (taken.has(`${listen.address}:443`)) edits.push(deleteDirective(directive))
    else {
      taken.add(`${listen.address}:443`)
      edits.push(replaceArguments(directive, tlsArguments(listen, model)))
      anchor = directive
    }
  }
  const body = block.block as NonNullable<Directive['block']>
  const place = (lines: readonly string[]): Edit =>
    anchor ? insertAfter(anchor, lines) : insertFirst(block.file, body, [...implied(server), ...lines])
  return { edits, place }
}

const key = ({ address, port }: Listen): string => `${address}:${port}`
const implied = (server: Server): string[] =>
  plainListens(server).some(({ directive }) => directive === undefined) ? ['listen 443 ssl;'] : []

function written(listens: readonly Listen[]): Map<Directive, Listen> {
  const map = new Map<Directive, Listen>()
  for (const listen of listens) if (listen.directive && !map.has(listen.directive)) map.set(listen.directive, listen)
  return map
}
