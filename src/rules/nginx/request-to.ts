import type { Handler } from '../../formats/nginx/model.ts'
import type { Witness } from '../rule.ts'
import { asLocation } from './statements.ts'

/** The part of a witness that says where a request goes. */
export type RequestTo = Pick<Witness, 'listener' | 'tls' | 'method' | 'target' | 'headers'>

/**
 * A GET that the server of a place gets by its name, for a path as sent. Without a path: the location's own.
 * Undefined where no name or TCP socket is written, and for locations whose path is not their text.
 */
export function requestTo({ server, level }: Pick<Handler, 'server' | 'level'>, path?: string): RequestTo | undefined {
  const listener = server.listeners.find(one => one.transport === 'tcp' && one.family !== 'unix' && !one.proxyProtocol)
  const name = server.names.find(one => one.kind === 'exact')?.value
  const target = path ?? ownPath(level)
  if (!listener || name === undefined || target === undefined || !/^\/[!-~]*$/.test(target)) return undefined
  return { listener: listener.subject, tls: listener.tls, method: 'GET', target, headers: [['Host', name]] }
}

function ownPath(level: Handler['level']): string | undefined {
  const match = asLocation(level)?.match
  if (!match) return level.context === 'server' ? '/' : undefined
  return /^(?:prefix|noregex|exact)$/.test(match.kind) && match.pattern.startsWith('/') ? match.pattern : undefined
}
