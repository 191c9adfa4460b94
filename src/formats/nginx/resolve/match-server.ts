import type { Listener, Server, ServerMatch, ServerName } from '../model.ts'
import { matchRegex } from '../regex/index.ts'

interface Named {
  readonly server: Server
  readonly name: ServerName
}

/** The names of one socket, as the daemon's hash tables have them: the first server that claims a name keeps it. */
interface Index {
  readonly exact: Map<string, Named>
  /** By what follows `*.`, and what precedes `.*`. */
  readonly starts: Map<string, Named>
  readonly ends: Map<string, Named>
  readonly regexes: Named[]
  /** The server for requests without a name: `""`, or no server_name at all. */
  readonly nameless: Server | undefined
}

const indexes = new WeakMap<Listener, Index>()

/** By their first server the servers of a socket with their index: on the next socket are mostly the same. */
const lists = new WeakMap<Server, { readonly servers: readonly Server[]; readonly index: Index }>()

function indexOf({ servers }: Listener): Index {
  const [first] = servers
  const known = first && lists.get(first)
  if (known && known.servers.length === servers.length && known.servers.every((one, at) => one === servers[at]))
    return known.index
  const index = makeIndex(servers)
  if (first) lists.set(first, { servers, index })
  return index
}

/** The server that answers for a Host on a socket. */
export function chooseServer(listener: Listener, host: string): ServerMatch {
  const index = indexes.get(listener) ?? indexOf(listener)
  indexes.set(listener, index)
  const wanted = hostName(host)
  if (wanted === '') return { server: index.nameless ?? listener.defaultServer, name: undefined }
  return lookUp(index, wanted) ?? { server: listener.defaultServer, name: undefined }
}

/** Lower case, without port and final dot, as the daemon compares. */
function hostName(host: string): string {
  const bare = /^(\[[^\]]*\]|[^:]*)/.exec(host)?.[1] ?? ''
  return bare.toLowerCase().replace(/\.$/, '')
}

function lookUp(index: Index, host: string): Named | undefined {
  return index.exact.get(host) ?? byStart(index, host) ?? byEnd(index, host) ?? byRegex(index, host)
}

/** The longest `*.x`: what remains when labels are taken away from the front. */
function byStart({ starts }: Index, host: string): Named | undefined {
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    const found = starts.get(host.slice(dot + 1))
    if (found) return found
  }
  return undefined
}

/** The longest `x.*`: what remains when labels are taken away from the end. */
function byEnd({ ends }: Index, host: string): Named | undefined {
  for (let dot = host.lastIndexOf('.'); dot > 0; dot = host.lastIndexOf('.', dot - 1)) {
    const found = ends.get(host.slice(0, dot))
    if (found) return found
  }
  return undefined
}

/** Host names are compared in lower case; a pattern with capital letters is matched without regard to case. */
const byRegex = ({ regexes }: Index, host: string): Named | undefined =>
  regexes.find(({ name }) => matchRegex(name.value.slice(1), host, /[A-Z]/.test(name.value)))

function makeIndex(servers: readonly Server[]): Index {
  const index: Index & { nameless: Server | undefined } = {
    exact: new Map(),
    starts: new Map(),
    ends: new Map(),
    regexes: [],
    nameless: undefined,
  }
  for (const server of servers) {
    if (server.names.length === 0 || server.names.some(name => name.kind === 'empty')) index.nameless ??= server
    for (const name of server.names) enter(index, { server, name })
  }
  return index
}

function enter(index: Index, named: Named): void {
  const lower = named.name.value.toLowerCase()
  const value = lower.length > 1 && lower.endsWith('.') ? lower.slice(0, -1) : lower
  const put = (map: Map<string, Named>, key: string): void => {
    if (!map.has(key)) map.set(key, named)
  }
  switch (named.name.kind) {
    case 'regex':
      index.regexes.push(named)
      break
    case 'wildcard-start':
      put(index.starts, value.slice(2))
      break
    case 'wildcard-end':
      put(index.ends, value.slice(0, -2))
      break
    case 'dot':
      put(index.exact, value.slice(1))
      put(index.starts, value.slice(1))
      break
    default:
      put(index.exact, value)
  }
}
