import { argument, type Directive } from '../../../tree/index.ts'
import type { Level, Location, NginxModel, Server, Table } from '../model.ts'
import { isRegex, parseRegex } from '../regex/index.ts'
import { nameOf } from '../syntax.ts'
import { condition, locationSource, nameSources, type Place, rewriteSource, type Source } from './captures.ts'
import { TableKeys } from './table-keys.ts'

interface Written {
  readonly directive: Directive
  readonly level: Level
}

/** What gives a variable its value. */
export interface Definition {
  readonly tables: readonly Table[]
  readonly sets: readonly Written[]
  /** Patterns with a group of that name. */
  readonly patterns: readonly Source[]
  /** Statements of modules whose values are not in the files: `auth_request_set`, `js_set`, `perl_set` … */
  readonly made: readonly Directive[]
}

interface Scope {
  readonly sets: Map<string, Written[]>
  readonly patterns: Map<string, Source[]>
}

const none: readonly never[] = []
const makers = new Set(['auth_request_set', 'js_set', 'js_var', 'perl_set', 'geoip2', 'auth_jwt_claim_set'])

/** Every definition of a variable, by name; those of other servers do not run for a request and are left out. */
export class Definitions {
  private readonly model: NginxModel
  private readonly tables = new Map<string, Table[]>()
  private readonly made = new Map<string, Directive[]>()
  private readonly scopes = new Map<Level, Scope>()
  private readonly groupNames = new Map<string, ReadonlySet<string>>()
  private ready = false
  private readonly keys: TableKeys

  constructor(model: NginxModel) {
    this.model = model
    this.keys = new TableKeys(model)
  }

  of(name: string, place: Place): Definition {
    this.prepare()
    const { level } = place
    const scope = this.scope(serverOf(level))
    return {
      tables: (this.tables.get(name) ?? none).filter(table => table.world === level.world),
      sets: nearest(scope.sets.get(name) ?? none, level),
      patterns: this.matched(name, scope.patterns.get(name) ?? none, place),
      made: this.made.get(name) ?? none,
    }
  }

  /**
   * Patterns of maps with a group of that name: of all maps where nothing else sets it, else of those that are worked out
   * together with it.
   */
  keysOf(name: string, { level, beside }: Place, alone: boolean): Source[] {
    const keys = this.keys.byName(name).filter(({ world }) => world === level.world)
    return keys.filter(({ variable }) => alone || beside?.includes(variable)).map(({ source }) => source)
  }

  /** Patterns of maps whose groups replace `$1` … because their variables are read in the same value. */
  overwriting({ level, beside = none }: Place): Source[] {
    const keys = beside.flatMap(variable => this.keys.of(variable))
    return keys.filter(({ world }) => world === level.world).map(({ source }) => source)
  }

  /** Names of the groups of a pattern, lower case. */
  names(pattern: string): ReadonlySet<string> {
    const known = this.groupNames.get(pattern)
    if (known) return known
    const regex = parseRegex(pattern)
    const names = isRegex(regex)
      ? [...regex.names.keys()]
      : [...pattern.matchAll(/\(\?(?:P?<|')([A-Za-z_]\w*)[>']/g)].map(found => found[1] as string)
    const made = new Set(names.map(name => name.toLowerCase()))
    this.groupNames.set(pattern, made)
    return made
  }

  /** What the place's own pattern has set: a rewrite sets its groups anew, a regex location whenever it is entered. */
  private matched(name: string, patterns: readonly Source[], { level, before }: Place): readonly Source[] {
    if (patterns.length < 2) return patterns
    const own = before && patterns.find(({ directive }) => directive === before && nameOf(before) === 'rewrite')
    if (own) return [own]
    const near = new Set<Directive>()
    for (let outer: Level | undefined = level; outer?.parent && outer.context !== 'server'; outer = outer.parent) {
      for (const one of [outer, ...outer.children.filter(isCondition)]) for (const each of one.own) near.add(each)
      const source = outer.context === 'location' ? locationSource(outer as Location) : undefined
      if (!source || !this.names(source.pattern).has(name)) continue
      return [...patterns.filter(({ directive }) => near.has(directive)), source]
    }
    return patterns
  }

  private prepare(): void {
    if (this.ready) return
    this.ready = true
    for (const table of this.model.tables) put(this.tables, table.variable, table)
    if (![...makers].some(name => this.model.writers(name).length > 0)) return
    for (const level of this.model.levels({ world: 'http' }))
      for (const directive of level.own)
        if (makers.has(nameOf(directive))) put(this.made, variableName(argument(directive, 0)), directive)
  }

  private scope(server: Level): Scope {
    const known = this.scopes.get(server)
    if (known) return known
    const scope: Scope = { sets: new Map(), patterns: new Map() }
    this.scopes.set(server, scope)
    const stack: Level[] = [server]
    for (let level = stack.pop(); level; level = stack.pop()) {
      this.note(scope, level)
      if (level.context !== 'http') for (const child of level.children) stack.push(child)
    }
    return scope
  }

  /** What a level itself sets and captures. */
  private note(scope: Scope, level: Level): void {
    for (const directive of level.own)
      if (nameOf(directive) === 'set') put(scope.sets, variableName(argument(directive, 0)), { directive, level })
    for (const source of sourcesOf(level))
      for (const name of this.names(source.pattern)) put(scope.patterns, name, source)
  }
}

const isCondition = ({ context }: Level): boolean => context.startsWith('if-')

const variableName = (word: string | undefined): string => (word ?? '').replace(/^\$/, '').toLowerCase()

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** The server a level belongs to; http{} for what stands above servers. */
function serverOf(level: Level): Level {
  let outer = level
  while (outer.parent && outer.context !== 'server' && outer.context !== 'stream-server') outer = outer.parent
  return outer.context === 'main' ? level : outer
}

/** Assignments on the way to a level, `if` blocks included; those of other locations only where there are none. */
function nearest(sets: readonly Written[], level: Level): readonly Written[] {
  const chain = new Set<Level | undefined>()
  for (let outer: Level | undefined = level; outer; outer = outer.parent) chain.add(outer)
  const own = sets.filter(({ level: at }) => chain.has(at) || (at.context.startsWith('if-') && chain.has(at.parent)))
  return own.length > 0 ? own : sets
}

/** Patterns of a level whose named groups become variables. */
function* sourcesOf(level: Level): Generator<Source> {
  if (level.context === 'server') yield* nameSources(level as Server)
  const location = level.context === 'location' ? locationSource(level as Location) : undefined
  if (location) yield location
  for (const directive of level.own) {
    const source = nameOf(directive) === 'rewrite' ? rewriteSource(directive) : condition(directive)
    if (source) yield source
  }
}
