import type { Directive } from '../../../tree/index.ts'
import { nameOf } from '../syntax.ts'
import { type ContextName, contextBit } from '../tables/index.ts'
import { VariableTable } from '../tables/variables.ts'
import type { Call } from './call.ts'
import { type Frame, type LocationFrame, Seen, type State, type Upstream, type World, type WorldName } from './state.ts'

export function makeFrame(
  context: ContextName,
  directive: Directive | undefined,
  parent: Frame | undefined,
  world: World | undefined,
): Frame {
  const later = { location: undefined, server: undefined, upstream: undefined, notes: undefined }
  return { context, bit: contextBit(context), directive, parent, world, seen: new Seen(), ...later }
}

export function makeWorld(name: WorldName, frame: Frame, state: State): World {
  const world: World = {
    name,
    frame,
    variables: new VariableTable(name === 'mail' ? 'stream' : name, state.target.nginx),
    defined: new Set(),
    longest: undefined,
    longKeys: [],
    uses: new Map(),
    scanned: new Set(),
    upstreams: new Map(),
    implied: new Set(),
    formats: new Set(name === 'http' ? ['combined'] : []),
    sockets: new Map(),
    servers: [],
    levels: [],
    late: [],
    lateUses: new Map(),
    scannedLate: new Set(),
    present: new Set(),
  }
  state.worlds.set(name, world)
  return world
}

const worldNames: readonly string[] = ['http', 'stream', 'mail']

/** Which context a block makes, by its name and where it stands. */
function contextOf(name: string, outer: Frame): ContextName | undefined {
  if (outer.context === 'main') return name as ContextName
  const world = outer.world?.name
  if (name === 'server' && outer.context === world)
    return world === 'http' ? 'server' : `${world as 'stream' | 'mail'}-server`
  if (name === 'upstream') return world === 'http' ? 'upstream' : 'stream-upstream'
  if (name === 'if') return outer.context === 'server' ? 'if-in-server' : 'if-in-location'
  return name === 'location' || name === 'limit_except' ? name : undefined
}

/** The frame of the block that begins, undefined when its statements cannot be judged. */
export function openFrame(call: Call, outer: Frame, state: State): Frame | undefined {
  const name = nameOf(call.directive)
  const context = contextOf(name, outer)
  if (!context) return undefined
  if (outer.context === 'main') return openMain(call, { context, outer, state })
  const frame = makeFrame(context, call.directive, outer, outer.world)
  furnish(frame, call)
  return frame
}

interface Opening {
  readonly context: ContextName
  readonly outer: Frame
  readonly state: State
}

function openMain(call: Call, { context, outer, state }: Opening): Frame {
  state.bound = true
  if (!worldNames.includes(context)) return makeFrame(context, call.directive, outer, undefined)
  const world = state.worlds.get(context as WorldName)
  if (world) return makeFrame(context, call.directive, outer, world)
  const made = makeWorld(context as WorldName, undefined as unknown as Frame, state)
  const frame = makeFrame(context, call.directive, outer, made)
  made.frame = frame
  made.levels.push(frame)
  return frame
}

/** What the level is, for the setters of its statements. */
function furnish(frame: Frame, call: Call): void {
  const world = frame.world as World
  if (frame.context.endsWith('server') && !frame.context.startsWith('if')) {
    frame.server = { frame, listens: [], names: [], captures: false, ssl: undefined }
    world.servers.push(frame)
  } else if (frame.parent?.server) frame.server = frame.parent.server
  if (frame.context === 'location') frame.location = call.made as LocationFrame
  if (frame.context === 'upstream' || frame.context === 'stream-upstream') {
    if (call.made) frame.upstream = call.made as Upstream
  } else world.levels.push(frame)
}
