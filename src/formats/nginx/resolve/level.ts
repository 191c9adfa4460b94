import { lookUp } from '../../../text/index.ts'
import type { Block, Directive } from '../../../tree/index.ts'
import type { Context, Level, World } from '../model.ts'
import { emptyShape, type Shape } from '../shape.ts'
import { NginxBlock, NginxDirective, nameOf } from '../syntax.ts'
import type { Expansion } from './expand.ts'

/** Which block opens which context. */
const inside: Readonly<Partial<Record<Context, Readonly<Record<string, Context>>>>> = {
  main: { events: 'events', http: 'http', stream: 'stream', mail: 'mail' },
  http: { server: 'server', upstream: 'upstream' },
  server: { location: 'location', if: 'if-in-server' },
  location: { location: 'location', if: 'if-in-location', limit_except: 'limit_except' },
  stream: { server: 'stream-server', upstream: 'stream-upstream' },
  mail: { server: 'mail-server' },
}

export const contextInside = (outer: Context, name: string): Context | undefined => {
  const found = inside[outer]
  return found && lookUp(found, name)
}

export function worldOf(context: Context): World | undefined {
  if (context === 'main' || context === 'events') return undefined
  if (context.startsWith('stream')) return 'stream'
  return context.startsWith('mail') ? 'mail' : 'http'
}

/** What levels need to make the levels below them. */
export interface Maker {
  readonly expansion: Expansion
  make(place: LevelPlace): LevelNode
}

export interface LevelPlace {
  readonly context: Context
  readonly directive: Directive | undefined
  readonly parent: LevelNode | undefined
}

/** Levels nested deeper than this are named by their outermost ones and their depth. */
const deepest = 64

/** What the names of levels that are nested still deeper begin with. */
const trunks = new WeakMap<LevelNode, LevelNode>()

const none: readonly Directive[] = []
const nothingBelow: readonly LevelNode[] = []

/** A level whose statements and sub-levels are worked out when somebody asks. */
export class LevelNode implements Level {
  readonly context: Context
  readonly directive: Directive | undefined
  readonly parent: LevelNode | undefined
  private readonly depth: number
  protected readonly maker: Maker
  private statements: readonly Directive[] | undefined
  private below: readonly LevelNode[] | undefined
  private byName: Map<string, Directive[]> | undefined
  /** `null`: too many statements for one. */
  private known: Shape | undefined | null
  private named: string | undefined

  constructor(place: LevelPlace, maker: Maker) {
    this.context = place.context
    this.directive = place.directive
    this.parent = place.parent
    this.maker = maker
    this.depth = place.parent ? place.parent.depth + 1 : 0
    this.statements = undefined
    this.below = undefined
    this.byName = undefined
    this.known = undefined
    this.named = undefined
  }

  get world(): World | undefined {
    return worldOf(this.context)
  }

  get subject(): string {
    this.named ??= this.makeSubject()
    return this.named
  }

  protected makeSubject(): string {
    if (this.depth > deepest) return `${this.around(deepest / 2).subject} / … ${this.depth} … / ${this.label}`
    const outer = this.parent?.context
    const prefix = outer === undefined || outer === 'main' || outer === 'http' ? '' : `${this.parent?.subject} / `
    return prefix + this.label
  }

  /** The level around this one at that depth. */
  private around(depth: number): LevelNode {
    let level: LevelNode = this
    const passed: LevelNode[] = []
    while (level.parent && level.depth > depth) {
      passed.push(level)
      level = trunks.get(level) ?? level.parent
    }
    for (const one of passed) trunks.set(one, level)
    return level
  }

  /** The level's own part of its subject. */
  get label(): string {
    const { directive } = this
    if (!directive) return this.context
    if (directive instanceof NginxDirective) return directive.line
    return [nameOf(directive), ...directive.args.map(word => word.raw)].join(' ')
  }

  get own(): readonly Directive[] {
    this.statements ??= this.readStatements()
    return this.statements
  }

  private readStatements(): readonly Directive[] {
    const block = this.directive?.block
    if (!block) return none
    return isPlain(block) ? (block.nodes as readonly Directive[]) : this.maker.expansion.statements(block.nodes)
  }

  /** For levels whose statements do not come from a block: main, and what a fragment stands in. */
  adopt(statements: readonly Directive[] | undefined, below: readonly LevelNode[] | undefined): void {
    if (statements) {
      this.statements = statements
      this.known = undefined
    }
    if (below) this.below = below
  }

  get children(): readonly LevelNode[] {
    this.below ??= this.makeChildren()
    return this.below
  }

  private makeChildren(): readonly LevelNode[] {
    const block = this.directive?.block
    if (block && isPlain(block) && !block.nested) return nothingBelow
    const found: LevelNode[] = []
    for (const directive of this.own) {
      if (!directive.block) continue
      const context = contextInside(this.context, nameOf(directive))
      if (context) found.push(this.maker.make({ context, directive, parent: this }))
    }
    return found
  }

  written(name: string): readonly Directive[] {
    const { shape } = this
    return shape ? shape.pick(this.own, name) : (this.map().get(name) ?? none)
  }

  writes(name: string): boolean {
    const { shape } = this
    return shape ? shape.has(name) : this.map().has(name)
  }

  lastOf(names: ReadonlySet<string>): Directive | undefined {
    const { shape } = this
    if (!shape) return this.own.findLast(directive => names.has(nameOf(directive)))
    const at = shape.names.findLastIndex(name => names.has(name))
    return at === -1 ? undefined : this.own[at]
  }

  /** The names of its statements, each once. */
  get ownNames(): readonly string[] {
    return this.shape?.distinct ?? [...this.map().keys()]
  }

  private get shape(): Shape | null {
    if (this.known === undefined) this.known = this.readShape() ?? null
    return this.known
  }

  private readShape(): Shape | undefined {
    const block = this.directive?.block
    if (block instanceof NginxBlock && block.shape) return block.shape
    let shape: Shape | undefined = emptyShape()
    for (const directive of this.own) {
      shape = shape.with(nameOf(directive))
      if (!shape) return undefined
    }
    return shape
  }

  private map(): Map<string, Directive[]> {
    if (this.byName) return this.byName
    this.byName = new Map()
    for (const directive of this.own) {
      const name = nameOf(directive)
      const list = this.byName.get(name)
      if (list) list.push(directive)
      else this.byName.set(name, [directive])
    }
    return this.byName
  }
}

/** Statements that can be taken as they are. */
const isPlain = (block: Block): block is NginxBlock => block instanceof NginxBlock && block.plain

/** The level and all below it, parents before children, in order. Iterative: nesting may be deep. */
export function levelsFrom(root: LevelNode): readonly LevelNode[]
export function levelsFrom(root: Level): readonly Level[]
export function levelsFrom(root: Level): readonly Level[] {
  const found: Level[] = []
  const stack: Level[] = [root]
  for (let level = stack.pop(); level; level = stack.pop()) {
    found.push(level)
    const { children } = level
    for (let at = children.length - 1; at >= 0; at--) stack.push(children[at] as Level)
  }
  return found
}
