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

/** The built-in variables of one world (http or stream) in one version. */
export class VariableTable {
  private readonly names = new Map<string, BuiltIn>()
  private readonly prefixes: BuiltIn[] = []

  constructor(world: 'http' | 'stream', version: Version) {
    for (const line of variables.split('\n')) {
      const [name = '', flags = '', since = '', removed = '', module = ''] = line.split('\t')
      if (name === '' || flags.includes('s') !== (world === 'stream')) continue
      if (since && compareVersions(version, parseVersion(since) ?? []) < 0) continue
      if (removed && compareVersions(version, parseVersion(removed) ?? []) >= 0) continue
      this.add({
        name,
        changeable: flags.includes('c'),
        prefix: flags.includes('p'),
        conditional: flags.includes('o'),
        module: module.replace('~', 'ngx_'),
      })
    }
  }

  private add(variable: BuiltIn): void {
    if (variable.prefix) this.prefixes.push(variable)
    else this.names.set(variable.name, variable)
  }

  /** By lower-case name. A prefix matches any name that begins with it, itself too. */
  get(name: string): BuiltIn | undefined {
    return this.names.get(name) ?? this.prefixes.find(({ name: head }) => name.startsWith(head))
  }

  /** For did-you-mean. */
  all(): Iterable<string> {
    return this.names.keys()
  }
}
