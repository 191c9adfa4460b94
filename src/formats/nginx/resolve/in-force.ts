import type { Directive, Setting } from '../../../tree/index.ts'
import type { Entries, Level, Server, SocketSetting } from '../model.ts'
import type { Entry } from '../tables/index.ts'
import { keeps, writtenList, writtenSlot } from './slots.ts'

interface Beyond {
  /** Where to look for what the value hides. */
  readonly outer: Level | undefined
  readonly name: string
  readonly inherits: boolean
}

interface Writer {
  readonly at: Level
  readonly entry: Entry | undefined
  readonly beyond: Beyond
}

/** A setting that a level writes. What it hides is looked for when somebody asks: levels may be nested without end. */
export class Held implements Setting<readonly string[]> {
  readonly value: readonly string[]
  readonly origin: Directive
  /** The level that writes it, and what the catalogue says about it there. */
  readonly at: Level
  readonly entry: Entry | undefined
  private readonly beyond: Beyond

  constructor(value: readonly string[], origin: Directive, { at, entry, beyond }: Writer) {
    this.value = value
    this.origin = origin
    this.at = at
    this.entry = entry
    this.beyond = beyond
  }

  get shadowed(): readonly Directive[] {
    const { name, inherits } = this.beyond
    const found: Directive[] = []
    for (let { outer } = this.beyond; outer; outer = inherits || keeps(outer) ? outer.parent : undefined)
      for (const one of writtenSlot(outer, name)) found.push(one)
    return found
  }
}

/** A setting of a socket, with the server that decides it. */
export class Decided implements SocketSetting {
  readonly value: readonly string[]
  readonly origin: SocketSetting['origin']
  readonly decidedBy: Server
  private readonly setting: Setting<readonly string[]>

  constructor(setting: Setting<readonly string[]>, decidedBy: Server) {
    this.value = setting.value
    this.origin = setting.origin
    this.decidedBy = decidedBy
    this.setting = setting
  }

  get shadowed(): readonly Directive[] {
    return this.setting.shadowed
  }
}

/** The entries of the nearest level that writes any. What they replace is looked for when somebody asks. */
export class Nearest implements Entries {
  readonly entries: readonly Directive[]
  readonly at: Level
  private readonly name: string

  constructor(entries: readonly Directive[], at: Level, name: string) {
    this.entries = entries
    this.at = at
    this.name = name
  }

  get shadowed(): readonly Directive[] {
    const found: Directive[] = []
    for (let outer = this.at.parent; outer; outer = outer.parent)
      for (const entry of writtenList(outer, this.name)) found.push(entry)
    return found
  }
}

/** A list that takes the place of the one around it, or of none: `off` of a level that writes no entry. */
export class Replaced implements Entries {
  readonly entries: readonly Directive[]
  readonly at: Level | undefined
  private readonly outer: Entries

  constructor(entries: readonly Directive[], at: Level | undefined, outer: Entries) {
    this.entries = entries
    this.at = at
    this.outer = outer
  }

  get shadowed(): readonly Directive[] {
    const found: Directive[] = []
    let list: Entries = this.outer
    for (; ; list = list.outer) {
      if (list.at) for (const entry of list.entries) found.push(entry)
      if (!(list instanceof Replaced)) return [...found, ...list.shadowed]
    }
  }
}

/** More headers than clients take. Levels may be nested without end, and each goes on with the list around it. */
const MOST = 200

/** A list that goes on with the one around it. */
export class Longer implements Entries {
  readonly entries: readonly Directive[]
  readonly at: Level
  readonly goesOn: true
  private readonly outer: Entries

  constructor(own: readonly Directive[], outer: Entries, at: Level) {
    this.entries = own.concat(outer.entries.slice(0, Math.max(0, MOST - own.length)))
    this.at = at
    this.goesOn = true
    this.outer = outer
  }

  get shadowed(): readonly Directive[] {
    return this.outer.shadowed
  }
}
