import type { NginxModel } from '../../formats/nginx/model.ts'
import { usesRealClientHeaders } from './real-client.ts'
import type { SentHeaders } from './sent-headers.ts'

/** Clients reach the server without a proxy in front, as far as the files say. */
export function isEdge(model: NginxModel, { pass: { handler } }: SentHeaders): boolean {
  const { level, server } = handler
  if (model.list(level, 'set_real_ip_from').entries.length > 0 || usesRealClientHeaders(model, level)) return false
  return server.listeners.some(({ reach, proxyProtocol }) => reach === 'public' && !proxyProtocol)
}
