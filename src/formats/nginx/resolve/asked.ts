import type { Directive, Setting } from '../../../tree/index.ts'
import type { Context, Entries, Level } from '../model.ts'
import type { Entry } from '../tables/index.ts'
import type { Held, Nearest } from './in-force.ts'

export const nothing: readonly Directive[] = []

/** What the catalogue says about a name in a context. */
export interface Known {
  readonly entry: Entry | undefined
  /** What holds where nobody writes it. */
  readonly fallback: Setting<readonly string[]>
}

/** A name that somebody asked for, with what is kept because it is asked next. */
export class Asked {
  readonly name: string
  /** Nobody writes it, nor what shares its slot or list. */
  readonly nowhere: boolean
  /** The writers that stand far away from levels deep inside others. */
  readonly far: Map<Level, Level> = new Map()
  /** The same for lists. */
  readonly farLists: Map<Level, Level> = new Map()
  /** The last two lists: siblings of a level mostly have the same, but for one or two. */
  last: Nearest | undefined
  before: Nearest | undefined
  /** The last setting. */
  held: Held | undefined
  /** Can a level say that it goes on with the list around it? Worked out once. */
  merges: boolean | undefined
  /** What is in force at levels around others, where a level can go on with the list around it. */
  readonly lists: Map<Level, Entries> = new Map()
  private readonly byContext = new Map<Context, Known>()
  private lastContext: Context | undefined
  private lastKnown: Known | undefined

  constructor(name: string, nowhere: boolean) {
    this.name = name
    this.nowhere = nowhere
    this.last = undefined
    this.before = undefined
    this.held = undefined
    this.merges = undefined
    this.lastContext = undefined
    this.lastKnown = undefined
  }

  in(context: Context): Known | undefined {
    if (context !== this.lastContext) {
      this.lastContext = context
      this.lastKnown = this.byContext.get(context)
    }
    return this.lastKnown
  }

  keep(context: Context, known: Known): Known {
    this.byContext.set(context, known)
    this.lastContext = context
    this.lastKnown = known
    return known
  }
}
