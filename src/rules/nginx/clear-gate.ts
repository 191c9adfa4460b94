import type { Level, Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { outcome } from './condition-outcome.ts'

/**
 * `if ($scheme = http) { return … }` answers for everything else at its level, however the question is written:
 * `$scheme != https`, `$https = ""`, `$server_port = 80`, a map of one of them.
 */
export function gate(model: NginxModel, level: Level): Level | undefined {
  if (!level.writes('if')) return undefined
  return level.children.find(
    ({ context, directive, own }) =>
      context.startsWith('if') && directive && answerOf(own) && outcome(model, directive, inClear(level)) === true,
  )
}

/** What answers in the block of an `if`, whatever path was asked for. */
export const answerOf = (own: readonly Directive[]): Directive | undefined =>
  own.find(one => nameOf(one) === 'return' || (nameOf(one) === 'rewrite' && redirectsAll(one)))

function redirectsAll(rewrite: Directive): boolean {
  const [pattern = '', url = ''] = valuesOf(rewrite)
  const leaves = /^(?:redirect|permanent)$/.test(argument(rewrite, 2) ?? '') || /^https?:\/\/|^\$scheme/.test(url)
  return leaves && /^(?:\^|\^?\/?\(?\.\*\)?\$?|\.)$/.test(pattern)
}

/** Variables of a request that came without TLS. */
function inClear(level: Level): ReadonlyMap<string, string> {
  const assumed = new Map([
    ['scheme', 'http'],
    ['https', ''],
    ['ssl_protocol', ''],
    ['ssl_cipher', ''],
  ])
  const ports = new Set(socketsOf(level).flatMap(({ tls, reach, port }) => (tls || reach === 'loopback' ? [] : [port])))
  const [port] = ports
  if (ports.size === 1 && port !== undefined) assumed.set('server_port', String(port))
  return assumed
}

function socketsOf(level: Level): readonly Listener[] {
  for (let at: Level | undefined = level; at; at = at.parent)
    if (at.context === 'server') return (at as Server).listeners
  return []
}
