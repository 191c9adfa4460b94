import { compareVersions, formatVersion, parseVersion, type Target, type Version } from '../../../target/index.ts'
import { nearest } from '../../../text/index.ts'
import { type ContextName, contextBit } from './contexts.ts'
import { backports, directives, modules } from './directives.gen.ts'
import { type Entry, entryOf, flagsOf } from './entry.ts'
import { debianPackage } from './package.ts'
import { linesOf, namesIn } from './sorted-lines.ts'
import { DeclaredModules, foreignModule } from './third-party.ts'

export { type ContextName, contextBit, contextNames } from './contexts.ts'
export { Arity, contextsOf, type Entry, type Kind, takes } from './entry.ts'
export { foreignModule, foreignVariable, moduleName } from './third-party.ts'

/** A name that no official module has. */
export interface ForeignModule {
  readonly module: string
}

let names: readonly string[] | undefined

/** Names of the modules, by the number that the table has for them. */
const moduleNames = (): readonly string[] => (names ??= modules.split(' ').map(name => name.replace('~', 'ngx_')))

const none: readonly Entry[] = []

/** The directives of one version of nginx. */
export class DirectiveTable {
  readonly version: Version
  private readonly packageName: string | undefined
  private readonly debian: boolean
  /** Third-party modules that are said to be there. */
  readonly declared: DeclaredModules
  private readonly all = new Map<string, readonly Entry[]>()
  private readonly present = new Map<string, readonly Entry[]>()

  constructor(target: Target) {
    this.version = target.nginx
    this.packageName = target.nginxPackage
    this.debian = target.distribution.id === 'debian'
    this.declared = new DeclaredModules(target.nginxModules ?? [])
  }

  /** Every record of that name, whatever the version. */
  every(name: string): readonly Entry[] {
    const known = this.all.get(name)
    if (known) return known
    const lines = linesOf(directives, name)
    const made = lines.length === 0 ? none : lines.map(line => entryOf(line, moduleNames(), this.version))
    this.all.set(name, made)
    return made
  }

  /** A module is declared whose directives nobody here knows. */
  get undisclosed(): boolean {
    return this.declared.unknown(moduleNames())
  }

  /** Is nothing known of what a module brings, by the name of its file without `.so`? */
  isStranger(module: string): boolean {
    return new DeclaredModules([module]).unknown(moduleNames())
  }

  /** The records of that name which the version has; of commercial and third-party ones those of declared modules. */
  of(name: string): readonly Entry[] {
    const known = this.present.get(name)
    if (known) return known
    const made = this.every(name).filter(entry => this.built(entry) && !entry.foreign && this.has(entry))
    this.present.set(name, made)
    return made
  }

  private built({ vendor, module }: Entry): boolean {
    return vendor === undefined || (vendor === 'third-party' && this.declared.has(module))
  }

  /** Does the version have it, by `since`, `removed` and what the package revision backports? */
  has(entry: Entry): boolean {
    const since = entry.since && parseVersion(entry.since)
    const removed = entry.removed && parseVersion(entry.removed)
    if (removed && compareVersions(this.version, removed) >= 0) return false
    return !since || compareVersions(this.version, since) >= 0 || this.backported(entry.name) !== false
  }

  /** True: the stated package revision has it. Undefined: some revision of this version has it, ours is not known. */
  backported(name: string): boolean | undefined {
    const line = backports.split('\n').find(entry => entry.startsWith(`${name} `))
    if (!line || !this.debian) return false
    const packages = line.slice(line.indexOf('=') + 1).split(',')
    const same = packages.filter(text => text.startsWith(`${formatVersion(this.version)}-`))
    if (same.length === 0) return false
    return this.packageName === undefined ? undefined : same.some(text => revision(this.packageName) >= revision(text))
  }

  /** Names that may stand in a context, for did-you-mean. */
  *namesIn(context: ContextName | undefined): Generator<string> {
    const bit = context ? contextBit(context) : -1
    for (const name of namesIn(directives))
      if (this.of(name).some(entry => entry.contexts === 0 || (entry.contexts & bit) !== 0)) yield name
  }

  /** The nearest name, first of those allowed in the context, then of all. At most two edits away. */
  suggest(name: string, context: ContextName | undefined): string | undefined {
    const limit = name.length < 4 ? 1 : 2
    return nearest(name, this.namesIn(context), limit) ?? nearest(name, this.namesIn(undefined), limit)
  }
}

const revision = (name: string | undefined): number => debianPackage(name)?.revision ?? 0

const tables = new Map<string, DirectiveTable>()

/** The table of a target; made once per version and package. */
export function tableOf(target: Target): DirectiveTable {
  const key = `${formatVersion(target.nginx)} ${target.nginxPackage ?? ''} ${target.distribution.id} ${target.nginxModules?.join(' ') ?? ''}`
  const known = tables.get(key)
  if (known) return known
  const made = new DirectiveTable(target)
  tables.set(key, made)
  return made
}

/**
 * A directive as it may stand in a context of the target version: masks, kind, inheritance, default. Undefined when
 * the version does not have it there. Without a context: the first record of the name.
 */
export function directive(name: string, context: ContextName | undefined, target: Target): Entry | undefined {
  const entries = tableOf(target).of(name)
  if (context === undefined) return entries[0]
  const bit = contextBit(context)
  return entries.find(entry => entry.contexts === 0 || (entry.contexts & bit) !== 0)
}

/** May a directive of that name open a block, in any version? Of those that no official module has nobody can say. */
export const mayOpen = (name: string): boolean => {
  const lines = linesOf(directives, name)
  return lines.length === 0 || lines.some(line => flagsOf(line).includes('b'))
}

/** Does any version or module have a directive of that name? */
export const known = (name: string): boolean =>
  linesOf(directives, name).length > 0 || foreignModule(name) !== undefined
