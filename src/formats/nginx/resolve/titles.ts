import type { Server } from '../model.ts'
import { socketOf } from './listen.ts'

/** Names of servers that tell them apart: the title, with its sockets when several have it, numbered when that is not enough. */
export function uniqueTitles(servers: readonly Server[]): Map<Server, string> {
  const first = count(servers, server => server.title)
  const second = count(servers, withSockets)
  const seen = new Map<string, number>()
  return new Map(
    servers.map(server => {
      if (first.get(server.title) === 1) return [server, server.title]
      const title = withSockets(server)
      if (second.get(title) === 1) return [server, title]
      const number = (seen.get(title) ?? 0) + 1
      seen.set(title, number)
      return [server, number === 1 ? title : `${title} #${number}`]
    }),
  )
}

function withSockets(server: Server): string {
  const sockets = [...new Set(server.listens.map(socketOf))].slice(0, 3)
  return [server.title, ...sockets].filter((text, at, all) => all.indexOf(text) === at).join(' ')
}

function count(servers: readonly Server[], key: (server: Server) => string): Map<string, number> {
  const map = new Map<string, number>()
  for (const server of servers) map.set(key(server), (map.get(key(server)) ?? 0) + 1)
  return map
}
