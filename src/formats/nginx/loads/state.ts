import type { Target } from '../../../target/index.ts'
import type { Directive, Word } from '../../../tree/index.ts'
import type { ContextName, DirectiveTable } from '../tables/index.ts'
import type { VariableTable } from '../tables/variables.ts'
import type { LoadProblem } from './problem.ts'
import type { ScriptError } from './values/script.ts'

export type WorldName = 'http' | 'stream' | 'mail'

/** A block that is being read, or was. */
/** The first statement of each name at one level: few names, so that a list is smaller and as fast as a table. */
export class Seen {
  /** Names and statements by turns. */
  private readonly items: (string | Directive)[] = []

  get(name: string): Directive | undefined {
    const at = this.items.indexOf(name)
    return at === -1 ? undefined : (this.items[at + 1] as Directive)
  }

  has(name: string): boolean {
    return this.items.includes(name)
  }

  /** A name may be added again where every statement of it matters. */
  add(name: string, directive: Directive): void {
    this.items.push(name, directive)
  }

  /** Does one of the names begin like that? */
  hasAny(prefix: string): boolean {
    return this.items.some(item => typeof item === 'string' && item.startsWith(prefix))
  }

  all(name: string): readonly Directive[] {
    const found: Directive[] = []
    for (let at = this.items.indexOf(name); at !== -1; at = this.items.indexOf(name, at + 2))
      found.push(this.items[at + 1] as Directive)
    return found
  }
}

export interface Frame {
  readonly context: ContextName
  /** Bit of the context; 0 in blocks whose statements cannot be judged. */
  readonly bit: number
  /** Undefined for the outermost one. */
  readonly directive: Directive | undefined
  readonly parent: Frame | undefined
  readonly world: World | undefined
  /** First statement of each name. */
  readonly seen: Seen
  location: LocationFrame | undefined
  server: ServerFrame | undefined
  upstream: Upstream | undefined
  /** What single setters remember about the level. */
  notes: Map<string, unknown> | undefined
}

/** So many that nobody reads them all; a hostile file can hold millions. */
const mostProblems = 500

/** Keeps the first problems that decide and the first that do not. */
export function report(state: State, problem: LoadProblem): void {
  const kind = problem.open || problem.warning ? 'open' : 'decided'
  if (state.counts[kind]++ < mostProblems) state.problems.push(problem)
}

/** Enough of that kind are kept already: no need to make another. */
export const isFull = ({ counts }: State, { open, warning }: { open?: boolean; warning?: boolean }): boolean =>
  counts[open || warning ? 'open' : 'decided'] >= mostProblems

/** A nearest name is looked for a few times only: it costs more than everything else about a problem. */
const mostHints = 50

export function hint(state: State, find: () => string | undefined): string | undefined {
  return state.counts.hints++ < mostHints ? find() : undefined
}

export const note = <T>(frame: Frame, key: string): T | undefined => frame.notes?.get(key) as T | undefined

export function remember(frame: Frame, key: string, value: unknown): void {
  frame.notes ??= new Map()
  frame.notes.set(key, value)
}

/** Does the level, or one around it, go on in a file that is not among ours? */
export function goesOn(frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (note(at, 'partial')) return true
  return false
}

export interface LocationFrame {
  readonly kind: 'prefix' | 'exact' | 'regex' | 'named' | 'noname'
  readonly name: string
}

export interface ServerFrame {
  readonly frame: Frame
  readonly listens: Socket[]
  readonly names: { readonly value: string; readonly directive: Directive; readonly at: number }[]
  /** Its last name that is a pattern has groups: names are looked up even where one server is alone. */
  captures: boolean
  ssl: Directive | undefined
}

/** All `listen`s of one address. */
export interface Socket {
  readonly address: string
  readonly directive: Directive
  readonly servers: Frame[]
  /** First of them, or the one that says `default_server`. */
  default: Frame
  explicit: boolean
  /** A `listen` that sets socket options. */
  options: Directive | undefined
  ssl: Directive | undefined
  quic: Directive | undefined
}

export interface Upstream {
  readonly name: string
  readonly directive: Directive
  /** Written as upstream{}, not implied by a proxy_pass. */
  defined: boolean
  readonly port: number
  noPort: boolean
  servers: number
  primary: number
  /** The balancing method takes `backup`, `weight` … */
  backup: boolean
  method: string | undefined
  /** What names that are looked up at run time lack. */
  lacks: 'zone' | 'resolver' | undefined
}

export interface Use {
  readonly name: string
  readonly directive: Directive
  readonly word: Word | undefined
}

/** A key of a hash, and where its level says how large the buckets are. */
export interface LongKey {
  readonly frame: Frame
  readonly directive: Directive
  readonly hash: string
  readonly setting: string | undefined
  readonly length: number
}

/** http{}, stream{} or mail{}: they share neither variables nor upstreams. */
export interface World {
  readonly name: WorldName
  frame: Frame
  readonly variables: VariableTable
  readonly defined: Set<string>
  /** The longest of them. */
  longest: { readonly name: string; readonly directive: Directive; readonly word: Word | undefined } | undefined
  /** Keys that fit no bucket of the usual size. */
  readonly longKeys: LongKey[]
  readonly uses: Map<string, Use>
  /** Texts with variables that were looked at, and are in order. */
  readonly scanned: Set<string>
  readonly upstreams: Map<string, Upstream[]>
  /** Host and port of those that only a `*_pass` names. */
  readonly implied: Set<string>
  readonly formats: Set<string>
  readonly sockets: Map<string, Socket>
  readonly servers: Frame[]
  /** Every level that is merged: the block itself, servers, locations, ifs, in reading order. */
  readonly levels: Frame[]
  /** What values use that are compiled when the block is merged, and the texts of those. */
  readonly lateUses: Map<string, Use>
  readonly scannedLate: Set<string>
  /** Such values that do not compile. */
  readonly late: { readonly directive: Directive; readonly word: Word; readonly error: ScriptError }[]
  /** Names of directives that stand anywhere in it. */
  readonly present: Set<string>
}

export interface Zone {
  size: number
  readonly tag: string
  readonly directive: Directive
  key?: string
  /** Taken as a number, it has no room for what is put into it first: told when everything is read. */
  cramped?: boolean
  /** That nobody declares it is said already. */
  told?: boolean
}

export interface State {
  readonly target: Target
  readonly table: DirectiveTable
  /** Nobody stated the version: directives of other builds are open. */
  readonly assumed: boolean
  /** The whole host is there: what is missing is missing. */
  readonly complete: boolean
  /** The root is a part whose surroundings are not here. */
  readonly fragment: boolean
  /** Is there a file of that name? A no proves nothing when the host is not all there. */
  readonly exists: ((path: string) => boolean) | undefined
  /** Is there certainly a folder of that name? */
  readonly isFolder: ((path: string) => boolean) | undefined
  /** Paths without a slash at the end of which that was asked. */
  readonly looked: Set<string>
  /** Logs and the file of the process id that are folders. */
  readonly folders: Directive[]
  /** Statements whose file was looked for, and whether it is missing: several servers may share one. */
  readonly judged: Map<Directive, boolean>
  /** Files that the daemon reads at the start and that are not here, with the first statement that names each. */
  readonly machineFiles: Map<string, Directive>
  /** Path of the main file and its directory, as the files name them. */
  readonly root: string
  readonly problems: LoadProblem[]
  readonly counts: { open: number; decided: number; hints: number }
  readonly worlds: Map<WorldName, World>
  readonly zones: Map<string, Zone>
  readonly paths: Map<string, { readonly kind: string; readonly levels: string; readonly directive: Directive }>
  readonly pools: Set<string>
  readonly poolUses: Use[]
  /** A module was loaded that we do not know: it may bring any variable. */
  foreign: boolean
  /** A module was loaded of which we know not even the directives. */
  stranger: boolean
  /** Statements of the main context are missing: they may load any module. */
  unread: boolean
  /** A module is declared that we do not know: what nobody knows may be its. */
  readonly undisclosed: boolean
  /** An included file is missing from files that are not the whole host: it may define any name. */
  partial: boolean
  /** events{} or a protocol block was read: modules can no longer be loaded. */
  bound: boolean
  /** Names of the modules that load_module names. */
  readonly modules: Set<string>
  /** Modules are files of their own and have to be loaded: a package that is known to be built so. */
  readonly modular: boolean
  /** events{} stands in the root: what it does not load nobody does. */
  readonly whole: boolean
  /** An include of the main level matched nothing, and more may be there than we see: it may load any of them. */
  unseen: boolean
}
