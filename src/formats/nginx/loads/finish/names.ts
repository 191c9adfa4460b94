import type { Word } from '../../../../tree/index.ts'
import { problemAt } from '../problem.ts'
import { type Frame, report, type ServerFrame, type Socket, type State, type World } from '../state.ts'
import { acceptable, bucketSize, fitsBucket } from '../values/names.ts'
import { parseSize } from '../values/number.ts'
import { wordOf } from './effective.ts'

/** Names of servers that share a socket. */
export function checkNames(world: World, state: State): void {
  const written = wordOf(world.frame.seen.get('server_names_hash_bucket_size'))
  const bucket = bucketSize(written === undefined ? 64 : parseSize(written))
  for (const socket of world.sockets.values()) if (socket.servers.length > 1) checkSocket(socket, bucket, state)
}

function checkSocket(socket: Socket, bucket: number, state: State): void {
  const known = new Map<string, Frame>()
  for (const frame of socket.servers)
    for (const name of frame.server?.names ?? [])
      if (!name.value.startsWith('~')) checkName({ name, frame, known, bucket, address: socket.address }, state)
}

interface Step {
  readonly name: ServerFrame['names'][number]
  readonly frame: Frame
  readonly known: Map<string, Frame>
  readonly bucket: number
  readonly address: string
}

function checkName({ name, frame, known, bucket, address }: Step, state: State): void {
  const { value, directive } = name
  const lower = value.toLowerCase()
  const twin = known.get(lower)
  if (!acceptable(lower))
    report(
      state,
      problemAt(directive, 'name-wildcard', { server: value, address }, { word: directive.args[name.at], line: null }),
    )
  else if (twin && twin !== frame) conflict(state, { value, address, directive, word: directive.args[name.at], twin })
  else if (!twin && !lower.includes('*') && !fitsBucket(lower.replace(/^\./, '').length, bucket)) {
    const params = { hash: 'server_names_hash', size: bucket }
    report(state, problemAt(directive, 'hash-bucket-size', params, { word: directive.args[name.at], line: null }))
  }
  if (!twin) known.set(lower, frame)
}

interface Conflict {
  readonly value: string
  readonly address: string
  readonly directive: Parameters<typeof problemAt>[0]
  readonly word: Word | undefined
  readonly twin: Frame
}

function conflict(state: State, { value, address, directive, word, twin }: Conflict): void {
  const other = twin.server?.names.find(name => name.value.toLowerCase() === value.toLowerCase())?.directive
  const params = { server: value, address }
  report(state, problemAt(directive, 'name-conflict', params, { word, other, warning: true, line: null }))
}
