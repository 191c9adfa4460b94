import type { Target } from '../../../target/index.ts'
import type { Setting } from '../../../tree/index.ts'
import type { Forest } from '../../format.ts'
import { choices } from '../choices.ts'
import { type LoadVerdict, verdict, verdictAmong } from '../loads/index.ts'
import type {
  Access,
  Cause,
  Context,
  Entries,
  Handler,
  Level,
  Listener,
  Location,
  LocationChoice,
  NginxModel,
  Server,
  ServerMatch,
  SocketSetting,
  Statement,
  Table,
  World,
} from '../model.ts'
import type { Serve, Upstream } from '../serve.ts'
import { Accesses } from './access.ts'
import { Expansion } from './expand.ts'
import { contextsOfFragment } from './fragment.ts'
import { handlersOf } from './handlers.ts'
import { LevelNode, type LevelPlace, levelsFrom, worldOf } from './level.ts'
import { chooseLocation } from './match-location.ts'
import { chooseServer } from './match-server.ts'
import { LocationNode, type ServerMaker, ServerNode } from './server.ts'
import { Serving } from './serving.ts'
import { Settings } from './settings.ts'
import { inheritors } from './slots.ts'
import { byServer, groupSockets } from './sockets.ts'
import { uniqueTitles } from './titles.ts'
import { readTables, readUpstream } from './upstreams.ts'
import { Written } from './written.ts'

const worlds: readonly World[] = ['http', 'stream', 'mail']

/** A snippet is put into a daemon that has modules of its own. */
function withModules({ trees }: Forest, target: Target): Target {
  const modules = trees[0]?.file.part?.modules
  return modules ? { ...target, nginxModules: [...(target.nginxModules ?? []), ...modules] } : target
}

/** The model of one forest for one target. Everything costly is worked out when somebody asks, once. */
export class Nginx implements NginxModel, ServerMaker {
  readonly format = 'nginx'
  readonly root: string
  readonly forest: Forest
  readonly target: Target
  readonly main: LevelNode
  readonly fragment: readonly Context[]
  readonly expansion: Expansion
  private readonly settings: Settings
  private readonly written: Written
  private readonly serving: Serving
  private readonly accesses: Accesses
  private readonly known = new Map<string, unknown>()

  constructor(forest: Forest, target: Target) {
    this.root = forest.root
    this.forest = forest
    this.target = withModules(forest, target)
    this.expansion = new Expansion(forest)
    this.written = new Written(() => this.main)
    this.settings = new Settings(this.target, this.written)
    this.accesses = new Accesses(this.settings)
    this.serving = new Serving(this.settings, () => this.upstreams)
    const statements = this.expansion.statements(forest.trees[0]?.nodes ?? [])
    this.fragment = contextsOfFragment({ statements, stated: forest.context, path: forest.root, target: this.target })
    this.main = this.frame(['main', ...this.fragment])
    this.innermost(this.fragment.length).adopt(statements, undefined)
  }

  /** The levels a fragment stands in, one inside the other. */
  private frame(contexts: readonly Context[]): LevelNode {
    const nodes: LevelNode[] = []
    for (const context of contexts) nodes.push(this.make({ context, directive: undefined, parent: nodes.at(-1) }))
    for (const [at, node] of nodes.entries()) {
      const next = nodes[at + 1]
      if (next) node.adopt([], [next])
    }
    return nodes[0] as LevelNode
  }

  private innermost(depth: number): LevelNode {
    let level = this.main
    for (let at = 0; at < depth; at++) level = level.children[0] as LevelNode
    return level
  }

  make(place: LevelPlace): LevelNode {
    if (place.context === 'location') return new LocationNode(place, this)
    return /^(?:stream-|mail-)?server$/.test(place.context) ? new ServerNode(place, this) : new LevelNode(place, this)
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.known.has(key)) this.known.set(key, make())
    return this.known.get(key) as T
  }

  get verdict(): LoadVerdict {
    return this.once('verdict', () =>
      this.choices.length > 0
        ? verdictAmong(this.choices.map(choice => choice.verdict))
        : verdict(this.forest, this.target, { context: this.fragment }),
    )
  }

  get choices(): readonly Nginx[] {
    return this.once('choices', () => choices(this.forest).map(forest => new Nginx(forest, this.target)))
  }

  private world(world: World): LevelNode | undefined {
    return this.main.children.find(level => level.context === world)
  }

  get http(): LevelNode | undefined {
    return this.world('http')
  }

  get stream(): LevelNode | undefined {
    return this.world('stream')
  }

  get mail(): LevelNode | undefined {
    return this.world('mail')
  }

  get servers(): readonly Server[] {
    return this.serversOf('http')
  }

  get streamServers(): readonly Server[] {
    return this.serversOf('stream')
  }

  get mailServers(): readonly Server[] {
    return this.serversOf('mail')
  }

  private serversOf(world: World): readonly ServerNode[] {
    return this.once(`servers ${world}`, () =>
      this.main.children
        .filter(level => level.context === world)
        .flatMap(level => level.children.filter(child => child instanceof ServerNode)),
    )
  }

  get listeners(): readonly Listener[] {
    return this.once('listeners', () => worlds.flatMap(world => this.listenersOf(world)))
  }

  private listenersOf(world: World): readonly Listener[] {
    const enabled = (server: Server, name: 'ssl' | 'http2'): boolean =>
      this.settings.entry(name, server.context) !== undefined && this.on(server, name)
    return this.once(`listeners ${world}`, () => groupSockets(world, this.serversOf(world), enabled))
  }

  get upstreams(): readonly Upstream[] {
    return this.once('upstreams', () =>
      this.main.children
        .flatMap(level => level.children)
        .filter(level => level.context === 'upstream' || level.context === 'stream-upstream')
        .map(readUpstream),
    )
  }

  get tables(): readonly Table[] {
    return this.once('tables', () =>
      this.main.children
        .filter(level => level.context === 'http' || level.context === 'stream')
        .flatMap(level => readTables(level, this.expansion)),
    )
  }

  levels(only: { readonly world?: World; readonly context?: Context } = {}): readonly Level[] {
    return levelsFrom(this.main).filter(
      level =>
        (only.world === undefined || worldOf(level.context) === only.world) &&
        (only.context === undefined || level.context === only.context),
    )
  }

  locations(server?: Server): readonly Location[] {
    const all = server ? levelsFrom(server) : this.servers.flatMap(levelsFrom)
    return all.filter(level => level instanceof LocationNode)
  }

  writers(name: string): readonly Level[] {
    return this.written.levels(name)
  }

  statements(name: string): readonly Statement[] {
    return this.written.statements(name)
  }

  setting(level: Level, name: string): Setting<readonly string[]> {
    return this.settings.setting(level, name)
  }

  text(level: Level, name: string): string {
    const { value } = this.setting(level, name)
    return value.length === 1 ? (value[0] as string) : value.join(' ')
  }

  on(level: Level, name: string): boolean {
    return this.text(level, name).toLowerCase() === 'on'
  }

  list(level: Level, name: string): Entries {
    return this.settings.list(level, name)
  }

  tls(listener: Listener, server: Server, name: string): SocketSetting {
    return this.settings.tls(listener, server, name)
  }

  inheritors(level: Level, name: string): readonly Level[] {
    return inheritors(level, name)
  }

  causes(name: string, levels: Iterable<Level> = this.servers): readonly Cause[] {
    return this.settings.causes(name, levels)
  }

  access(level: Level): Access {
    return this.accesses.of(level)
  }

  handlers(server: Server): readonly Handler[] {
    return (server as ServerNode).handlers
  }

  /** For `handlers`. */
  handlersOf(server: ServerNode): readonly Handler[] {
    return handlersOf(server, this.serving)
  }

  serve(level: LevelNode): Serve | undefined {
    return this.serving.of(level)
  }

  matchServer(listener: Listener, host: string): ServerMatch {
    return chooseServer(listener, host)
  }

  matchLocation(server: Server, path: string, first: Server = server): LocationChoice {
    return chooseLocation(server, path, this.text(first, 'merge_slashes').toLowerCase() !== 'off')
  }

  /** For `Server.listeners`. */
  listenersAt(server: Server): readonly Listener[] {
    const map = this.once('listeners by server', () => byServer(this.listeners))
    return map.get(server) ?? []
  }

  /** For the subjects of servers. */
  titleOf(server: Server): string {
    const map = this.once(`titles ${server.world}`, () => uniqueTitles(this.serversOf(server.world)))
    return map.get(server) ?? server.title
  }
}
