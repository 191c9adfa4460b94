import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { turnsAwayForeignNames } from './foreign-names.ts'

/**
 * Exactly one name, and no pattern: `$server_name` and a literal say what every client must have asked for. A template
 * may put several names, or a pattern, where it has one placeholder.
 */
export function onlyName(server: Server): string | undefined {
  const [first, second] = server.names
  const only = first?.kind === 'exact' && second === undefined ? first.value : undefined
  return only !== undefined && !placeholder.test(only) ? only : undefined
}

const placeholder = /[{<$]/

/** Can a request for a name that the server does not list select it, and does no `if` of its own turn it away? */
export const openToForeignNames = (model: NginxModel, server: Server): boolean =>
  (server.listeners.some(listener => listener.defaultServer === server) ||
    server.names.some(name => name.kind !== 'exact')) &&
  !turnsAwayForeignNames(model, server)

/** Ports that a client leaves out of the Host header: `$http_host` and `$server_name` then agree. */
export const usualPorts = (server: Server): boolean =>
  server.listeners.every(listener => listener.family === 'unix' || listener.port === (listener.tls ? 443 : 80))

/** Is it open only as the first of its sockets, which a server outside of the fragment may be instead? */
export const perhapsOpen = ({ fragment }: NginxModel, server: Server): boolean =>
  fragment.length > 0 &&
  server.names.every(name => name.kind === 'exact') &&
  server.listeners.every(listener => listener.defaultServer !== server || !listener.explicitDefault)
