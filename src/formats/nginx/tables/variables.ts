import { compareVersions, parseVersion, type Version } from '../../../target/index.ts'
import { variables } from './variables.gen.ts'

/** A variable nginx defines by itself. */
export interface BuiltIn {
  readonly name: string
  /** `set` and `map` may take the name over. */
  readonly changeable: boolean
  /** The name is a beginning: `http_` stands for `http_cookie` and every other header. */
  readonly prefix: boolean
  /** Read by a module, but somebody has to `set` it: `memcached_key`. */
  readonly conditional: boolean
  readonly module: string
}

type World = 'http' | 'stream'

/** The line of a name or of a beginning of names, by world. */
interface Lines {
  readonly names: ReadonlyMap<string, string>
  readonly prefixes: ReadonlyMap<string, string>
}

const lines: Partial<Record<World, Lines>> = {}

function linesOf(world: World): Lines {
  const known = lines[world]
  if (known) return known
  const names = new Map<string, string>()
  const prefixes = new Map<string, string>()
  for (const line of variables.split('\n')) {
    const [name = '', flags = ''] = line.split('\t', 2)
    if (name === '' || flags.includes('s') !== (world === 'stream')) continue
    if (flags.includes('p')) prefixes.set(name, line)
    else names.set(name, line)
  }
  lines[world] = { names, prefixes }
  return lines[world]
}

/** The built-in variables of one world (http or stream) in one version. A line is read when its name is asked for. */
export class VariableTable {
  private readonly world: World
  private readonly version: Version
  private readonly read = new Map<string, BuiltIn | undefined>()

  constructor(world: World, version: Version) {
    this.world = world
    this.version = version
  }

  /** By lower-case name. A prefix matches any name that begins with it, itself too. */
  get(name: string): BuiltIn | undefined {
    const { names, prefixes } = linesOf(this.world)
    const own = this.of(name, names.get(name))
    if (own) return own
    for (const [head, line] of prefixes) {
      const found = name.startsWith(head) ? this.of(head, line) : undefined
      if (found) return found
    }
    return undefined
  }

  /** The version that brought a name which this one does not have yet. */
  since(name: string): string | undefined {
    const { names, prefixes } = linesOf(this.world)
    const line = names.get(name) ?? [...prefixes].find(([head]) => name.startsWith(head))?.[1]
    const [, , since = ''] = line?.split('\t') ?? []
    return since !== '' && compareVersions(this.version, parseVersion(since) ?? []) < 0 ? since : undefined
  }

  private of(name: string, line: string | undefined): BuiltIn | undefined {
    if (line === undefined) return undefined
    if (!this.read.has(line)) this.read.set(line, readLine(name, line, this.version))
    return this.read.get(line)
  }

  /** For did-you-mean. */
  all(): Iterable<string> {
    const { names } = linesOf(this.world)
    return [...names].filter(([name, line]) => this.of(name, line)).map(([name]) => name)
  }
}

/** Undefined when that version does not have it. */
function readLine(name: string, line: string, version: Version): BuiltIn | undefined {
  const [, flags = '', since = '', removed = '', module = ''] = line.split('\t')
  if (since && compareVersions(version, parseVersion(since) ?? []) < 0) return undefined
  if (removed && compareVersions(version, parseVersion(removed) ?? []) >= 0) return undefined
  return {
    name,
    changeable: flags.includes('c'),
    prefix: flags.includes('p'),
    conditional: flags.includes('o'),
    module: module.replace('~', 'ngx_'),
  }
}
