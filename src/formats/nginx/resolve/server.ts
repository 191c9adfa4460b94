import type { Directive } from '../../../tree/index.ts'
import type { Handler, Listen, Listener, Location, LocationMatch, Server, ServerName, World } from '../model.ts'
import type { Serve } from '../serve.ts'
import { LevelNode, type LevelPlace, type Maker } from './level.ts'
import { impliedListen, readListen, socketOf } from './listen.ts'
import { readMatch } from './location-match.ts'
import { readNames } from './names.ts'

/** What servers and locations ask the model for. */
export interface ServerMaker extends Maker {
  serve(level: LevelNode): Serve | undefined
  titleOf(server: Server): string
  listenersAt(server: Server): readonly Listener[]
  handlersOf(server: ServerNode): readonly Handler[]
}

export class ServerNode extends LevelNode implements Server {
  declare readonly context: Server['context']
  declare protected readonly maker: ServerMaker
  private nameList: readonly ServerName[] | undefined
  private listenList: readonly Listen[] | undefined
  private serving: Serve | undefined | null
  private locationList: readonly Location[] | undefined
  private sockets: readonly Listener[] | undefined
  private ends: readonly Handler[] | undefined

  constructor(place: LevelPlace, maker: ServerMaker) {
    super(place, maker)
    this.nameList = undefined
    this.listenList = undefined
    this.serving = null
    this.locationList = undefined
    this.sockets = undefined
    this.ends = undefined
  }

  override get world(): World {
    return super.world as World
  }

  get names(): readonly ServerName[] {
    this.nameList ??= readNames(this.written('server_name'))
    return this.nameList
  }

  get listens(): readonly Listen[] {
    this.listenList ??= this.readListens()
    return this.listenList
  }

  private readListens(): readonly Listen[] {
    const written = this.written('listen').flatMap(directive => readListen(this, directive))
    const implied = written.length === 0 && this.world === 'http' && this.directive !== undefined
    return implied ? [impliedListen(this)] : written
  }

  get listeners(): readonly Listener[] {
    this.sockets ??= this.maker.listenersAt(this)
    return this.sockets
  }

  get handlers(): readonly Handler[] {
    this.ends ??= this.maker.handlersOf(this)
    return this.ends
  }

  get title(): string {
    const name = this.names.find(one => one.kind !== 'empty')?.value
    const first = this.listens[0]
    return name ?? (first ? socketOf(first) : '')
  }

  override get label(): string {
    const prefix = this.world === 'http' ? 'server' : `${this.world} server`
    return `${prefix} ${this.maker.titleOf(this)}`.trimEnd()
  }

  protected override makeSubject(): string {
    return this.label
  }

  get locations(): readonly Location[] {
    this.locationList ??= locationsIn(this)
    return this.locationList
  }

  get serve(): Serve | undefined {
    if (this.serving === null) this.serving = this.maker.serve(this)
    return this.serving
  }
}

/** So many levels around a location are walked through every time. */
const distant = 32
const farServers = new WeakMap<LevelNode, ServerNode>()

export class LocationNode extends LevelNode implements Location {
  declare readonly context: 'location'
  declare protected readonly maker: ServerMaker
  readonly match: LocationMatch
  private serving: Serve | undefined
  private nestedList: readonly Location[] | undefined

  constructor(place: LevelPlace, maker: ServerMaker) {
    super(place, maker)
    this.match = readMatch(place.directive)
    this.serving = undefined
    this.nestedList = undefined
  }

  get server(): Server {
    let level: LevelNode | undefined = this.parent
    let steps = 0
    for (; level && !(level instanceof ServerNode); steps++) level = farServers.get(level) ?? level.parent
    if (steps > distant) farServers.set(this, level as ServerNode)
    return level as Server
  }

  get nested(): readonly Location[] {
    this.nestedList ??= locationsIn(this)
    return this.nestedList
  }

  get serve(): Serve {
    this.serving ??= this.maker.serve(this) as Serve
    return this.serving
  }

  get internal(): boolean {
    return this.match.kind === 'named' || this.writes('internal')
  }
}

/** Whether a statement is the block of a location that the daemon can never reach from outside. */
export const isNamed = (directive: Directive): boolean => readMatch(directive).kind === 'named'

const noLocations: readonly Location[] = []

function locationsIn({ children }: LevelNode): readonly Location[] {
  const found = children.filter(child => child instanceof LocationNode)
  return found.length > 0 ? found : noLocations
}
