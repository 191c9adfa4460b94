import type { FileStore, Unreadable } from '../files/index.ts'
import type { Target } from '../target/index.ts'
import type { SecretPlace, SourceFile } from '../text/index.ts'
import type { Directive, FormatId, Problem, Tree } from '../tree/index.ts'
import type { World } from './worlds.ts'

/** Would the daemon itself accept the files? null: it depends on something that is not in the files. */
export interface Verdict {
  readonly loads: boolean | null
  /** What decides it. The first is what the daemon would print. */
  readonly because: readonly Problem[]
}

/** One effective value, flat, for `inspect`, for the diff of a fix and for reports. */
export interface EffectiveValue {
  /** Where it holds, stable over edits elsewhere: `server api.example.com *:443 / location /v1`. */
  readonly scope: string
  /** The directive, option or key. */
  readonly setting: string
  readonly value: string
  readonly origin: Directive | 'default'
  readonly shadowed?: readonly Directive[]
  /** Why each of these lost, in the same order: `later-file`, `side-effect` … */
  readonly why?: readonly string[]
  /** What is not among the files may decide otherwise: they are a part of a configuration. */
  readonly unseen?: true
  /** Another setting that brought the value with it. */
  readonly by?: string
}

/** Why a file that is included is not read. */
export interface Refused {
  readonly code: string
  /** Of the file, as the store names it. */
  readonly path: string
  readonly detail: string
}

/** A root file (or directory tree) with everything it includes, parsed. */
export interface Forest {
  readonly root: string
  /** The root's tree first, then included ones in the order the daemon reads them; each file once. */
  readonly trees: readonly Tree[]
  /** Includes that lead nowhere, cycles, files without permission. */
  readonly problems: readonly Problem[]
  readonly unreadable: readonly Unreadable[]
  /** Which trees stand in for an including directive, in reading order. */
  readonly included?: ReadonlyMap<Directive, readonly Tree[]>
  /** Including directives of which a file is not read, with the first such file. */
  readonly refused?: ReadonlyMap<Directive, Refused>
  /** The store holds the whole host: what is missing there is missing. */
  readonly complete?: boolean
  /** Is there a file of that name, as the configuration says it? Where the store is not complete, a no proves nothing. */
  readonly exists?: (path: string) => boolean
  /** Is a folder of that absolute name among the files? */
  readonly isFolder?: (path: string) => boolean
  /** The root is a folder: its own tree is no file, and only includes what lies in it. */
  readonly folder?: true
  /** Contexts the root stands in, outermost first, when the user stated them. */
  readonly context?: readonly string[]
}

/** What every model has. */
export interface Model {
  readonly format: FormatId
  readonly root: string
  readonly forest: Forest
  readonly target: Target
  readonly verdict: Verdict
  /** The same as each choice among the branches of its templates makes it; empty where there is none to make. */
  readonly choices?: readonly Model[]
}

export interface LoadOptions {
  /** Contexts a fragment stands in (`http`, `server`), when the user said so. */
  readonly context?: readonly string[]
  /** Live values of the machine that the files are for: what `sysctl -a` printed, or a folder such as /proc/sys. */
  readonly live?: string
}

/** One configuration language. A new format is a folder and one line in `formats/index.ts`. */
export interface Format<M extends Model = Model> {
  readonly id: FormatId
  /** 0 = certainly not, 1 = certainly. By path and content. */
  detect(file: SourceFile): number
  /** Never throws; linear in the length of the text. */
  parse(file: SourceFile): Tree
  /** Reads and parses the root and what it includes. */
  load(root: string, store: FileStore, options?: LoadOptions): Forest
  resolve(forest: Forest, target: Target): M
  /** Of formats whose templates are judged by filling them in: the forest as it is in a world. */
  filled?(forest: Forest, world: World): Forest
  /** Every effective value, for inspection and comparison. */
  effective(model: M): Iterable<EffectiveValue>
  /** Where secrets stand that no line tells by itself: no output may show them. */
  secrets?(model: M): Iterable<SecretPlace>
  comment(text: string): string
}
