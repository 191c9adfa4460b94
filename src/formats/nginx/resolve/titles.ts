import type { Server } from '../model.ts'
import { socketOf } from './listen.ts'

/** Names of servers that tell them apart: the title, with its sockets when several have it, numbered when that is not enough. */
export function uniqueTitles(servers: readonly Server[]): Map<Server, string> {
  const found = new Map(servers.map(server => [server, server.title]))
  const alike = repeated(servers, found)
  for (const server of alike) found.set(server, withSockets(server))
  const seen = new Map<string, number>()
  for (const server of repeated(alike, found)) {
    const title = found.get(server) as string
    const number = (seen.get(title) ?? 0) + 1
    seen.set(title, number)
    if (number > 1) found.set(server, `${title} #${number}`)
  }
  return found
}

function withSockets(server: Server): string {
  const sockets = [...new Set(server.listens.map(socketOf))].slice(0, 3)
  return [server.title, ...sockets].filter((text, at, all) => all.indexOf(text) === at).join(' ')
}

/** Those whose title others have too. */
function repeated(servers: readonly Server[], titles: ReadonlyMap<Server, string>): Server[] {
  const counts = new Map<string | undefined, number>()
  for (const server of servers) counts.set(titles.get(server), (counts.get(titles.get(server)) ?? 0) + 1)
  if (counts.size === servers.length) return []
  return servers.filter(server => (counts.get(titles.get(server)) ?? 0) > 1)
}
