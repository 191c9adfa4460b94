import { compareVersions, type Target } from '../../../target/index.ts'
import { lookUp } from '../../../text/index.ts'
import type { Directive, Setting } from '../../../tree/index.ts'
import type { Cause, Context, Entries, Level, Listener, Server, SocketSetting } from '../model.ts'
import { nameOf, valuesOf } from '../syntax.ts'
import { directive as catalogued, type Entry } from '../tables/index.ts'
import { Asked, type Known, nothing } from './asked.ts'
import { defaultWords } from './default-words.ts'
import { Decided, Held, Longer, Nearest, Replaced } from './in-force.ts'
import { asListed } from './listed-words.ts'
import { keeps, partners, writesList, writesSlot, writtenList, writtenSlot } from './slots.ts'
import type { Written } from './written.ts'

const none: Entries = { entries: nothing, at: undefined, shadowed: nothing }
const unknown: Setting<readonly string[]> = { value: [], origin: 'default', shadowed: nothing }

/** So many levels around a level are asked every time. */
const distant = 32

/** Answers what is in force at a level of one target version. */
export class Settings {
  private readonly target: Target
  private readonly written: Written
  private readonly asked = new Map<string, Asked>()
  /** The name that was asked for last: rules go through all levels with one after the other. */
  private latest: Asked | undefined

  constructor(target: Target, written: Written) {
    this.target = target
    this.written = written
    this.latest = undefined
  }

  /** What the catalogue says about a name that stands in that context, or about the name anywhere. */
  entry(name: string, context: Context): Entry | undefined {
    return this.known(this.about(name), context).entry
  }

  /** Nobody writes it, nor what shares its slot or list. */
  nowhere(name: string): boolean {
    return this.about(name).nowhere
  }

  private about(name: string): Asked {
    if (this.latest?.name === name) return this.latest
    this.latest = this.asked.get(name) ?? this.ask(name)
    return this.latest
  }

  private ask(name: string): Asked {
    const made = new Asked(name, this.written.levels(name).length + this.partnersOf(name) === 0)
    this.asked.set(name, made)
    return made
  }

  /** How many levels write what shares its slot or list. */
  private partnersOf(name: string): number {
    const partner = lookUp(partners, name)
    return partner === undefined ? 0 : this.written.levels(partner).length
  }

  private known(asked: Asked, context: Context): Known {
    return asked.in(context) ?? asked.keep(context, this.read(asked.name, context))
  }

  private read(name: string, context: Context): Known {
    const entry = catalogued(name, context, this.target) ?? catalogued(name, undefined, this.target)
    const fallback = entry ? { value: defaultWords(entry), origin: 'default' as const, shadowed: nothing } : unknown
    return { entry, fallback }
  }

  setting(level: Level, name: string): Setting<readonly string[]> {
    const asked = this.about(name)
    const { entry, fallback } = this.known(asked, level.context)
    if (asked.nowhere) return fallback
    const inherits = entry?.inherits !== 'none'
    const holder = inherits ? nearest(level, writesSlot, asked) : ownWriter(level, name)
    if (!holder) return fallback
    const { held } = asked
    if (held?.at === holder && held.entry === entry) return held
    const made = this.inForce(holder, name, entry)
    asked.held = made
    return made
  }

  private inForce(holder: Level, name: string, entry: Entry | undefined): Held {
    const inherits = entry?.inherits !== 'none'
    const written = writtenSlot(holder, name)
    const origin = written.at(-1) as Directive
    const outer = inherits || keeps(holder) ? holder.parent : undefined
    const beyond = { outer, name, inherits }
    if (nameOf(origin) !== name) return new Held([], origin, { at: holder, entry, beyond })
    const value = entry?.kind === 'bitmask' ? [...new Set(written.flatMap(valuesOf))] : valuesOf(origin)
    const whole = name === 'keepalive_timeout' ? this.withHeader(value, outer) : value
    return new Held(asListed(whole, entry), origin, { at: holder, entry, beyond })
  }

  /** The time of the `Keep-Alive` header comes from further out where a level gives only the other one (measured). */
  private withHeader(value: readonly string[], outer: Level | undefined): readonly string[] {
    const header = value.length === 1 && outer ? this.setting(outer, 'keepalive_timeout').value[1] : undefined
    return header === undefined ? value : [...value, header]
  }

  list(level: Level, name: string): Entries {
    const asked = this.about(name)
    if (asked.nowhere) return none
    asked.merges ??= this.merges(name)
    if (asked.merges) return this.merged(level, asked)
    const holder = nearest(level, writesList, asked)
    if (!holder) return none
    const { last, before } = asked
    if (last?.at === holder) return last
    asked.before = last
    asked.last = before?.at === holder ? before : new Nearest(writtenList(holder, name), holder, name)
    return asked.last
  }

  /** Where a level can say that it goes on with the list around it. */
  private merged(level: Level, asked: Asked): Entries {
    const chain: Level[] = []
    let list: Entries | undefined
    for (let outer: Level | undefined = level; outer && !list; outer = outer.parent) {
      list = asked.lists.get(outer)
      if (!list) chain.push(outer)
    }
    list ??= none
    for (let at = chain.length - 1; at >= 0; at--) {
      const inner = chain[at] as Level
      list = this.within(inner, asked.name, list)
      if (inner.children.length > 0 || chain.length > distant) asked.lists.set(inner, list)
    }
    return list
  }

  /** The list inside a level, given the one around it; the same object where the level changes nothing. */
  private within(level: Level, name: string, outer: Entries): Entries {
    const own = writtenList(level, name)
    if (goesOn(this.setting(level, `${name}_inherit`).value[0], own))
      return own.length === 0 ? outer : new Longer(own, outer, level)
    if (own.length === 0 && !outer.at) return outer
    return new Replaced(own, own.length === 0 ? undefined : level, outer)
  }

  private merges(name: string): boolean {
    if (name !== 'add_header' && name !== 'add_trailer') return false
    const inherit = this.about(`${name}_inherit`)
    return !inherit.nowhere && this.known(inherit, 'http').entry !== undefined
  }

  /** Settings that the handshake takes from the default server of the socket, whatever name the client asks for. */
  private boundToSocket(name: string, first: Server): boolean {
    if (name === 'ssl_ecdh_curve' || name === 'ssl_session_timeout') return true
    if (name === 'ssl_session_tickets')
      return this.choosesLate() && /^off$/i.test(this.setting(first, name).value[0] ?? '')
    return name === 'ssl_protocols' && this.choosesLate()
  }

  /** The server is chosen when the handshake has begun. */
  private choosesLate(): boolean {
    return compareVersions(this.target.nginx, [1, 29, 2]) < 0 || compareVersions(this.target.openssl, [1, 1, 1]) < 0
  }

  tls(listener: Listener, server: Server, name: string): SocketSetting {
    const decidedBy = this.boundToSocket(name, listener.defaultServer) ? listener.defaultServer : server
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

type Writes = typeof writesSlot | typeof writesList

/** The nearest level that writes it. What is nested in a level far below its writer is asked next. */
function nearest(level: Level, writes: Writes, asked: Asked): Level | undefined {
  const far = writes === writesList ? asked.farLists : asked.far
  const known = writes === writesList ? asked.last?.at : asked.held?.at
  let steps = 0
  let outer: Level | undefined = level
  for (; outer && outer !== known && !writes(outer, asked.name); steps++) {
    const writer = far.size > 0 ? far.get(outer) : undefined
    if (writer) {
      outer = writer
      break
    }
    outer = outer.parent
  }
  if (steps > distant && outer) far.set(level, outer)
  return outer
}

/** Of what is not inherited. */
function ownWriter(level: Level, name: string): Level | undefined {
  let outer: Level | undefined = level
  while (outer && !writesSlot(outer, name)) outer = keeps(outer) ? outer.parent : undefined
  return outer
}

/** Does a list go on with the entries of the outer level? By `add_header_inherit` (1.29.3). */
const goesOn = (mode: string | undefined, written: readonly Directive[]): boolean =>
  mode === 'merge' || (mode !== 'off' && written.length === 0)
