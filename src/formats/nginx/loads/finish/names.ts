import type { Word } from '../../../../tree/index.ts'
import { problemAt } from '../problem.ts'
import { type Frame, goesOn, report, type ServerFrame, type Socket, type State, type World } from '../state.ts'
import { acceptable, bucketSize, fitsBucket, keyLength } from '../values/names.ts'
import { parseSize } from '../values/number.ts'
import { wordOf } from './effective.ts'

/** Names of servers that share a socket. */
export function checkNames(world: World, state: State): void {
  const written = wordOf(world.frame.seen.get('server_names_hash_bucket_size'))
  const bucket = bucketSize(written === undefined ? 64 : parseSize(written))
  const open = written === undefined && goesOn(world.frame)
  let clean: readonly Frame[] = []
  for (const [key, socket] of world.sockets) {
    const servers = key === standard ? withSilent(world, socket) : socket.servers
    // Mostly the same servers as on the socket before.
    if (isSame(servers, clean) || (servers.length < 2 && !socket.default.server?.captures)) continue
    const before = told(state)
    checkSocket({ servers, bucket, open, address: socket.address }, state)
    if (told(state) === before) clean = servers
  }
  const silent = world.sockets.has(standard) ? [] : withSilent(world, undefined)
  if (silent.length > 1) checkSocket({ servers: silent, bucket, open, address: standard }, state)
}

const told = ({ counts }: State): number => counts.open + counts.decided

const isSame = (some: readonly Frame[], others: readonly Frame[]): boolean =>
  some.length > 1 && some.length === others.length && some.every((one, at) => one === others[at])

/** Where servers of http{} listen that do not say where. */
const standard = '0.0.0.0:80'

/** The servers of that socket with those that do not say where they listen, as the file has them. */
function withSilent({ name, servers }: World, socket: Socket | undefined): readonly Frame[] {
  const isSilent = ({ server }: Frame): boolean => name === 'http' && server?.listens.length === 0
  if (!servers.some(isSilent)) return socket?.servers ?? []
  const own = new Set(socket?.servers)
  return servers.filter(frame => own.has(frame) || isSilent(frame))
}

interface Shared {
  readonly servers: readonly Frame[]
  readonly bucket: number
  /** What is not here may say how large buckets are. */
  readonly open: boolean
  readonly address: string
}

function checkSocket(shared: Shared, state: State): void {
  const known = new Map<string, Claim>()
  for (const frame of shared.servers)
    for (const name of namesOf(frame)) if (!name.value.startsWith('~')) checkName({ name, frame, known, shared }, state)
}

type Name = ServerFrame['names'][number]

/** A server without names has the empty one. */
function namesOf({ server, directive }: Frame): readonly Name[] {
  const names = server?.names ?? []
  return names.length > 0 || !directive ? names : [{ value: '', directive, at: -1 }]
}

/** `.example.com` is `example.com` and `*.example.com`; one that is taken leaves none of it (measured with 1.22.1). */
const claimsOf = (name: string): readonly string[] => (name.startsWith('.') ? [name.slice(1), `*${name}`] : [name])

interface Claim {
  readonly frame: Frame
  readonly name: Name
}

const takenOf = (known: ReadonlyMap<string, Claim>, [first = '', second]: readonly string[]): Claim | undefined =>
  known.get(first) ?? (second === undefined ? undefined : known.get(second))

interface Step extends Claim {
  readonly known: Map<string, Claim>
  readonly shared: Shared
}

function checkName(step: Step, state: State): void {
  const { known, shared, frame, name } = step
  const lower = name.value.toLowerCase()
  const claims = claimsOf(lower)
  const taken = takenOf(known, claims)
  if (!acceptable(lower)) refuse(step, state)
  else if (taken && taken.frame !== frame) conflict(step, taken, state)
  else if (!taken && !fitsBucket(keyLength(lower), shared.bucket)) overflow(step, state)
  if (!taken) for (const claim of claims) known.set(claim, step)
}

const wordOfName = ({ directive, at }: Name): Word => directive.args[at] ?? directive.name

function refuse({ name, shared }: Step, state: State): void {
  const params = { server: name.value.toLowerCase(), address: shared.address }
  report(state, problemAt(name.directive, 'name-wildcard', params, { word: wordOfName(name), line: null }))
}

function conflict({ name, shared }: Step, taken: Claim, state: State): void {
  const params = { server: name.value, address: shared.address }
  const options = { word: wordOfName(name), other: taken.name.directive, warning: true, line: null }
  report(state, problemAt(name.directive, 'name-conflict', params, options))
}

function overflow({ name, shared }: Step, state: State): void {
  const params = { hash: 'server_names_hash', size: shared.bucket }
  const options = { word: wordOfName(name), line: null, open: shared.open }
  report(state, problemAt(name.directive, 'hash-bucket-size', params, options))
}
