import { atLeast, type Target } from '../../target/index.ts'
import { beginningOf } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { canonical } from './admission.ts'
import type { OptionLine } from './model.ts'
import { last } from './query.ts'
import { isBlockDefault, type Reading } from './reading.ts'

/** What the daemon's post-processing looks at: applied lines by name, and one entry per remote. */
export interface Situation {
  readonly target: Target
  readonly byName: ReadonlyMap<string, readonly OptionLine[]>
  /** The line that makes it a server, if any. */
  readonly server: OptionLine | undefined
  readonly pulls: OptionLine | undefined
  readonly tlsServer: OptionLine | undefined
  readonly tlsClient: OptionLine | undefined
  readonly entries: readonly Entry[]
  /** Where to point when nothing written is to blame. */
  readonly fallback: Pick<Directive, 'file' | 'span'> | undefined
  /** Of two lines the one that is read later. */
  later(a: OptionLine, b: OptionLine): OptionLine
  since(version: string): boolean
  line(name: string): OptionLine | undefined
}

/** One way to reach the other end. */
export interface Entry {
  readonly host: string | undefined
  readonly port: string
  readonly localPort: string
  readonly proto: Proto
  readonly family: 4 | 6 | undefined
  /** The `remote` line, else nothing. */
  readonly remote: OptionLine | undefined
  readonly block: Directive | undefined
  /** The line of a connection-class option that holds for it. */
  line(name: string): OptionLine | undefined
}

export type Proto = 'udp' | 'tcp' | 'tcp-client' | 'tcp-server'

const serverHelpers = ['server', 'server-bridge', 'server-ipv6']

export function byCanonicalName(lines: readonly OptionLine[], target: Target): Map<string, OptionLine[]> {
  const map = new Map<string, OptionLine[]>()
  for (const line of lines) {
    if (line.effect !== 'applies') continue
    const name = canonical(line.name, target)
    const list = map.get(name)
    const named = name === line.name ? line : { ...line, name }
    if (list) list.push(named)
    else map.set(name, [named])
  }
  return map
}

export function situation(reading: Reading): Situation {
  const { target } = reading
  const byName = byCanonicalName(reading.lines, target)
  const line = (name: string): OptionLine | undefined => last({ byName }, name)
  const mode = line('mode')
  const helper = serverHelpers.map(line).find(found => found !== undefined)
  const server = helper ?? (mode?.params[0] === 'server' ? mode : undefined)
  const client = line('client')
  const pulls = client ?? line('pull')
  const order = new Map(reading.lines.map((read, at) => [read.directive, at]))
  const later = (a: OptionLine, b: OptionLine): OptionLine =>
    (order.get(a.directive) ?? 0) > (order.get(b.directive) ?? 0) ? a : b
  const roles = { client, helper: helper !== undefined, later }
  return {
    target,
    byName,
    server,
    pulls,
    tlsServer: helper ?? line('tls-server'),
    tlsClient: client ?? line('tls-client'),
    entries: entriesOf(byName, roles, reading.lines),
    fallback: reading.lines[0]?.directive ?? emptyFile(reading),
    later,
    since: version => atLeast(target.openvpn, version),
    line,
  }
}

const emptyFile = (reading: Reading): Pick<Directive, 'file' | 'span'> | undefined => {
  const file = [...reading.trees.values()][0]?.file
  return file && { file, span: beginningOf(file) }
}

interface Roles {
  readonly client: OptionLine | undefined
  readonly helper: boolean
  readonly later: Situation['later']
}

type Lines = ReadonlyMap<string, OptionLine>

/** The deciding line of every name, at the top level (key undefined) and in each `<connection>` block. */
function byPlace(
  byName: ReadonlyMap<string, readonly OptionLine[]>,
): Map<Directive | undefined, Map<string, OptionLine>> {
  const places = new Map<Directive | undefined, Map<string, OptionLine>>()
  for (const [name, lines] of byName)
    for (const line of lines) {
      const place = places.get(line.connection) ?? new Map<string, OptionLine>()
      places.set(line.connection, place.set(name, line))
    }
  return places
}

function entriesOf(
  byName: ReadonlyMap<string, readonly OptionLine[]>,
  roles: Roles,
  lines: readonly OptionLine[],
): Entry[] {
  const places = byPlace(byName)
  const top = places.get(undefined) ?? new Map<string, OptionLine>()
  if ((byName.get('connection') ?? []).some(line => line.inline))
    return blocksOf(lines).map(({ block, defaults }) => {
      const own = places.get(block)
      return entry({ roles, top, own, defaults, block, remote: own?.get('remote') })
    })
  const remotes = (byName.get('remote') ?? []).filter(line => !line.connection)
  return (remotes.length > 0 ? remotes : [undefined]).map(remote => entry({ roles, top, remote }))
}

/** Every `<connection>` block with the connection options that stand before it outside of blocks. */
function blocksOf(lines: readonly OptionLine[]): { block: Directive; defaults: Lines }[] {
  const blocks: { block: Directive; defaults: Lines }[] = []
  let defaults = new Map<string, OptionLine>()
  let shared = false
  for (const line of lines) {
    if (line.effect !== 'applies') continue
    if (line.name === 'connection' && line.inline) {
      blocks.push({ block: line.directive, defaults })
      shared = true
    } else if (isBlockDefault(line)) {
      if (shared) defaults = new Map(defaults)
      shared = false
      defaults.set(line.name, line)
    }
  }
  return blocks
}

interface Source {
  readonly roles: Roles
  readonly top: Lines
  readonly own?: Lines | undefined
  /** Where it stands in a block: what holds for it from outside, of the options that differ from block to block. */
  readonly defaults?: Lines
  readonly block?: Directive
  readonly remote: OptionLine | undefined
}

function entry(source: Source): Entry {
  const { roles, top, own, defaults, block, remote } = source
  const outer = (name: string): OptionLine | undefined => {
    const line = top.get(name)
    return defaults && line && isBlockDefault(line) ? defaults.get(name) : line
  }
  const line = (name: string): OptionLine | undefined => own?.get(name) ?? outer(name)
  const decides = (names: readonly string[], part = 0): string | undefined =>
    decided(
      { roles, part, remote: block && remote },
      names.map(name => own?.get(name)),
    ) ?? decided({ roles, part }, names.map(outer))
  const listed = block ? undefined : remote
  const written = listed?.params[2] ?? decides(['proto'], 2) ?? 'udp'
  return {
    host: remote?.params[0],
    port: listed?.params[1] ?? decides(['port', 'rport'], 1) ?? '1194',
    localPort: decides(['port', 'lport']) ?? '1194',
    proto: protoOf(written, roles),
    family: familyOf(written) ?? (remote?.params[2] === written ? familyOf(decides(['proto']) ?? '') : undefined),
    remote,
    block,
    line,
  }
}

/** `remote … tcp` names no family and leaves the one of `proto` as it is. */
const familyOf = (proto: string): Entry['family'] => (proto.includes('4') ? 4 : proto.includes('6') ? 6 : undefined)

interface Deciding {
  readonly roles: Roles
  /** The parameter of `remote` that says the same; in a block it is one line among the others. */
  readonly part: number
  readonly remote?: OptionLine | undefined
}

/** The value of the last of some lines: `port` sets what `rport` and `lport` set. */
function decided({ roles, part, remote }: Deciding, lines: readonly (OptionLine | undefined)[]): string | undefined {
  const said = remote?.params[part] !== undefined && part > 0 ? remote : undefined
  const line = [...lines, said].reduce((a, b) => (a && b ? roles.later(a, b) : (a ?? b)), undefined)
  return line?.params[line === said ? part : 0]
}

function protoOf(written: string, roles: Roles): Proto {
  if (written.startsWith('udp')) return 'udp'
  if (written.endsWith('client')) return 'tcp-client'
  if (written.endsWith('server')) return 'tcp-server'
  if (roles.helper) return 'tcp-server'
  return roles.client ? 'tcp-client' : 'tcp'
}
