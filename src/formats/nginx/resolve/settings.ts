import { compareVersions, type Target } from '../../../target/index.ts'
import type { Directive, Setting } from '../../../tree/index.ts'
import type { Cause, Context, Entries, Level, Listener, Server, SocketSetting } from '../model.ts'
import { nameOf, valuesOf } from '../syntax.ts'
import { directive as catalogued, type Entry } from '../tables/index.ts'
import { defaultWords } from './default-words.ts'
import { Decided, Held, longer, Replaced } from './in-force.ts'
import { keeps, writtenList, writtenSlot } from './slots.ts'
import type { Written } from './written.ts'

const nothing: readonly Directive[] = []
const none: Entries = { entries: nothing, at: undefined, shadowed: nothing }
const unknown: Setting<readonly string[]> = { value: [], origin: 'default', shadowed: nothing }

/** So many levels around a level are asked every time. */
const distant = 32

/** Directives that share a slot or a list. */
const partners: Readonly<Record<string, string>> = { root: 'alias', alias: 'root', allow: 'deny', deny: 'allow' }

/** What the catalogue says about a name in a context. */
interface Known {
  readonly entry: Entry | undefined
  /** What holds where nobody writes it. */
  readonly fallback: Setting<readonly string[]>
}

/** Answers what is in force at a level of one target version. */
export class Settings {
  private readonly target: Target
  private readonly known = new Map<Context, Map<string, Known>>()
  private readonly written: Written
  /** Per list directive the level around the one last asked for: its siblings are mostly asked next. */
  private readonly around = new Map<string, { readonly level: Level; readonly list: Entries }>()

  /** Per name the writers that stand far away: what is nested in such a level is asked next. */
  private readonly far = new Map<string, Map<Level, Level>>()

  /** Per list directive what is in force at levels deep inside others: what is nested in them is asked next. */
  private readonly deep = new Map<string, Map<Level, Entries>>()

  constructor(target: Target, written: Written) {
    this.target = target
    this.written = written
  }

  /** What the catalogue says about a name that stands in that context, or about the name anywhere. */
  entry(name: string, context: Context): Entry | undefined {
    return this.about(name, context).entry
  }

  private about(name: string, context: Context): Known {
    const byName = this.known.get(context) ?? new Map<string, Known>()
    if (byName.size === 0) this.known.set(context, byName)
    const known = byName.get(name)
    if (known) return known
    const entry = catalogued(name, context, this.target) ?? catalogued(name, undefined, this.target)
    const fallback = entry ? { value: defaultWords(entry), origin: 'default' as const, shadowed: nothing } : unknown
    const made = { entry, fallback }
    byName.set(name, made)
    return made
  }

  setting(level: Level, name: string): Setting<readonly string[]> {
    const { entry, fallback } = this.about(name, level.context)
    if (this.nowhere(name)) return fallback
    const inherits = entry?.inherits !== 'none'
    const holder = this.holder(level, name, inherits)
    if (!holder) return fallback
    const written = writtenSlot(holder, name)
    const origin = written.at(-1) as Directive
    const outer = inherits || keeps(holder) ? holder.parent : undefined
    if (nameOf(origin) !== name) return new Held([], origin, { outer, name, inherits })
    const value = entry?.kind === 'bitmask' ? [...new Set(written.flatMap(valuesOf))] : valuesOf(origin)
    return new Held(value, origin, { outer, name, inherits })
  }

  /** The nearest level that writes it. */
  private holder(level: Level, name: string, inherits: boolean): Level | undefined {
    const far = this.far.get(name)
    let steps = 0
    let outer: Level | undefined = level
    for (; outer && writtenSlot(outer, name).length === 0; steps++) {
      const known = inherits ? far?.get(outer) : undefined
      if (known) {
        outer = known
        break
      }
      outer = inherits || keeps(outer) ? outer.parent : undefined
    }
    if (inherits && steps > distant && outer) this.far.set(name, (far ?? new Map<Level, Level>()).set(level, outer))
    return outer
  }

  /** Nobody writes it, nor what shares its slot or list. */
  private nowhere(name: string): boolean {
    if (this.written.levels(name).length > 0) return false
    const partner = partners[name]
    return partner === undefined || this.written.levels(partner).length === 0
  }

  list(level: Level, name: string): Entries {
    if (this.nowhere(name)) return none
    const around = this.around.get(name)
    const deep = this.deep.get(name)
    const chain: Level[] = []
    let list: Entries | undefined
    for (let outer: Level | undefined = level; outer && !list; outer = outer.parent) {
      list = outer === around?.level ? around.list : deep?.get(outer)
      if (!list) chain.push(outer)
    }
    list ??= none
    for (let at = chain.length - 1; at >= 0; at--) {
      const inner = chain[at] as Level
      list = this.within(inner, name, list)
      if (at === 1) this.around.set(name, { level: inner, list })
    }
    if (chain.length > distant) this.deep.set(name, (deep ?? new Map<Level, Entries>()).set(level, list))
    return list
  }

  /** The list inside a level, given the one around it; the same object where the level changes nothing. */
  private within(level: Level, name: string, outer: Entries): Entries {
    const own = writtenList(level, name)
    const open = this.merges(name) ? goesOn(this.setting(level, `${name}_inherit`).value[0], own) : own.length === 0
    if (open) return own.length === 0 ? outer : longer(own, outer, level)
    if (own.length === 0 && !outer.at) return outer
    return new Replaced(own, own.length === 0 ? undefined : level, outer)
  }

  private merges(name: string): boolean {
    return (name === 'add_header' || name === 'add_trailer') && this.entry(`${name}_inherit`, 'http') !== undefined
  }

  /** Settings that the handshake takes from the default server of the socket, whatever name the client asks for. */
  private boundToSocket(name: string): boolean {
    if (name === 'ssl_ecdh_curve') return true
    if (name !== 'ssl_protocols') return false
    return compareVersions(this.target.nginx, [1, 29, 2]) < 0 || compareVersions(this.target.openssl, [1, 1, 1]) < 0
  }

  tls(listener: Listener, server: Server, name: string): SocketSetting {
    const decidedBy = this.boundToSocket(name) ? listener.defaultServer : server
    return new Decided(this.setting(decidedBy, name), decidedBy)
  }

  causes(name: string, levels: Iterable<Level>): readonly Cause[] {
    const groups = new Map<Directive | 'default', { setting: Setting<readonly string[]>; levels: Level[] }>()
    for (const level of levels) {
      const setting = this.setting(level, name)
      const group = groups.get(setting.origin)
      if (group) group.levels.push(level)
      else groups.set(setting.origin, { setting, levels: [level] })
    }
    return [...groups.values()]
  }
}

/** Does a list go on with the entries of the outer level? By `add_header_inherit` (1.29.3). */
const goesOn = (mode: string | undefined, written: readonly Directive[]): boolean =>
  mode === 'merge' || (mode !== 'off' && written.length === 0)
