import type { Listener, NginxModel, Server, ServerName } from '../formats/nginx/model.ts'

/** http servers that no request selects: on every socket others own their names, and none is the default. */
export function deadServers(model: NginxModel): ReadonlySet<Server> {
  const alive = new Set<Server>()
  for (const listener of model.listeners) for (const server of selected(listener)) alive.add(server)
  return new Set(model.servers.filter(server => !alive.has(server)))
}

function selected(listener: Listener): ReadonlySet<Server> {
  if (listener.world !== 'http') return new Set(listener.servers)
  const taken = new Set<string>()
  const found = new Set<Server>([listener.defaultServer])
  for (const server of listener.servers)
    for (const name of namesOf(server)) {
      if (taken.has(name)) continue
      taken.add(name)
      found.add(server)
    }
  return found
}

/** No name written means the empty one; `_` is nobody's name. */
const namesOf = ({ names }: Server): string[] =>
  names.length === 0 ? [''] : names.filter(({ kind }) => kind !== 'catch-all').map(keyOf)

const keyOf = ({ value, kind }: ServerName): string => (kind === 'regex' ? value : value.toLowerCase())
