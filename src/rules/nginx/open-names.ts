import type { Server } from '../../formats/nginx/model.ts'

/** Exactly one name, and no pattern: `$server_name` and a literal say what every client must have asked for. */
export function onlyName(server: Server): string | undefined {
  const [first, second] = server.names
  return first?.kind === 'exact' && second === undefined ? first.value : undefined
}

/** Can a request for a name that the server does not list select it? */
export const openToForeignNames = (server: Server): boolean =>
  server.listeners.some(listener => listener.defaultServer === server) ||
  server.names.some(name => name.kind !== 'exact')

/** Ports that a client leaves out of the Host header: `$http_host` and `$server_name` then agree. */
export const usualPorts = (server: Server): boolean =>
  server.listeners.every(listener => listener.family === 'unix' || listener.port === (listener.tls ? 443 : 80))
