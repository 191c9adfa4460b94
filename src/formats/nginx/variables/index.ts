import { argument, type Directive } from '../../../tree/index.ts'
import type { Level, NginxModel, Table } from '../model.ts'
import { groupSpans } from '../regex/groups.ts'
import { isRegex, parseRegex } from '../regex/index.ts'
import { within } from '../regex/language.ts'
import { nameOf } from '../syntax.ts'
import { VariableTable } from '../tables/variables.ts'
import { builtIn, checkedUser } from './builtin.ts'
import { capturesAt, type Place, type Source } from './captures.ts'
import { type Contents, concat, constant, nothing, oneOf, through } from './contents.ts'
import { Definitions } from './definitions.ts'
import { afterRewrite, percentEncoded } from './encoded.ts'
import { groupIn } from './group.ts'
import { type Part, parseTemplate } from './template.ts'

export { capturesAt, type Place, type Source } from './captures.ts'
export { byClient, type Contents, choosesHost, type Decider, endsHost, lineBreaks, type Trace } from './contents.ts'
export { type Part, parseTemplate } from './template.ts'

/** A piece of a value with what it can hold. */
export interface Component {
  /** As written: `http://`, `$host`. */
  readonly text: string
  /** Name of the variable, lower case, without `$`; undefined for plain text. */
  readonly variable: string | undefined
  readonly contents: Contents
}

/** Longer chains of variables, and wider trees of them, than anybody writes: what they hold stays unknown. */
const deepest = 100
const widest = 1000
const unknown: Contents = { ...constant(''), certain: false }

const models = new WeakMap<NginxModel, Variables>()

/** What variables can hold in a configuration. Made once per model. */
export function variablesOf(model: NginxModel): Variables {
  const known = models.get(model) ?? new Variables(model)
  models.set(model, known)
  return known
}

export class Variables {
  private readonly model: NginxModel
  private readonly definitions: Definitions
  private readonly tables: { http?: VariableTable; stream?: VariableTable } = {}
  /** Variables that are being worked out: one that leads back to itself adds nothing. */
  private readonly open = new Set<string>()
  /** Variables looked at for the one that was asked for. */
  private looked = 0

  constructor(model: NginxModel) {
    this.model = model
    this.definitions = new Definitions(model)
  }

  /** What a value written at a place can hold. */
  contents(value: string, place: Place): Contents {
    return this.components(value, place).reduce((sum, part) => concat(sum, part.contents), constant(''))
  }

  /** The same piece by piece. */
  components(value: string, place: Place): Component[] {
    const parts = parseTemplate(value)
    const among = { ...place, beside: variablesIn(parts) }
    return parts.map(part =>
      part.kind === 'text'
        ? { text: part.text, variable: undefined, contents: constant(part.text) }
        : { text: part.written, variable: part.name, contents: this.variable(part.name, among) },
    )
  }

  /** What a variable holds at a place, by lower-case name without `$`. */
  variable(name: string, place: Place): Contents {
    if (this.open.has(name)) return nothing
    this.looked = this.open.size === 0 ? 0 : this.looked + 1
    if (this.open.size >= deepest || this.looked > widest) return unknown
    this.open.add(name)
    try {
      return /^[1-9]$/.test(name) ? this.positional(Number(name), place) : this.named(name, place)
    } finally {
      this.open.delete(name)
    }
  }

  private positional(group: number, place: Place): Contents {
    const sources = [...capturesAt(place), ...this.definitions.overwriting(place)]
    const encodes = place.before !== undefined && nameOf(place.before) === 'set' && !afterRewrite(place)
    const found = sources.map(source => this.group(source, group, place))
    const all = found.length === 0 ? constant('') : oneOf(found)
    return encodes ? percentEncoded(all) : all
  }

  private named(name: string, place: Place): Contents {
    const { tables, sets, patterns, made } = this.definitions.of(name, place)
    const found = [
      ...tables.map(table => through(this.table(table, place), table.directive)),
      ...sets.map(({ directive, level }) =>
        through(this.contents(argument(directive, 1) ?? '', { level, before: directive }), directive),
      ),
      ...patterns.map(source => this.group(source, name, place)),
      ...made.map(directive => through({ ...builtIn('upstream_http_'.concat(name)), certain: false }, directive)),
    ]
    const keys = this.definitions.keysOf(name, place, found.length === 0)
    if (keys.length > 0) found.push(constant(''), ...keys.map(source => this.group(source, name, place)))
    if (found.length > 0) return oneOf(found)
    if (name === 'remote_user' && this.authenticated(place.level)) return checkedUser
    if (name === 'server_name') return this.serverName(place.level)
    const world = place.level.world === 'stream' ? 'stream' : 'http'
    this.tables[world] ??= new VariableTable(world, this.model.target.nginx)
    return this.tables[world].get(name) ? builtIn(name) : unknown
  }

  private authenticated(level: Level): boolean {
    const { authentication, satisfy, skipped } = this.model.access(level)
    return !skipped && satisfy === 'all' && authentication.some(one => nameOf(one) === 'auth_basic')
  }

  private serverName(level: Level): Contents {
    for (let outer: Level | undefined = level; outer; outer = outer.parent)
      if (outer.context === 'server') {
        const [line] = outer.written('server_name')
        return constant((line && argument(line, 0)) ?? '')
      }
    return builtIn('server_name')
  }

  /** What a group of a pattern holds: what it can match, as far as the subject has such characters. */
  private group(source: Source, group: number | string, place: Place): Contents {
    const subject = this.contents(source.subject, { level: place.level })
    const regex = parseRegex(source.pattern, source.ignoreCase)
    if (!isRegex(regex))
      return through(
        { ...subject, first: subject.characters, empty: true, values: undefined, certain: false },
        source.directive,
      )
    const read = groupIn(regex, group, place.beside)
    if (!read) return constant('')
    const { characters, first, empty, values, harmless } = read
    const narrowed: Contents = {
      traces: subject.traces.map(trace => ({
        ...trace,
        characters: within(trace.characters, characters),
        ...(harmless && { part: true }),
      })),
      characters: within(subject.characters, characters),
      first: within(beginsIt(source.pattern, group) ? subject.first : subject.characters, first),
      ...{ empty, values, certain: subject.certain },
    }
    return through(narrowed, source.directive)
  }

  private table(table: Table, place: Place): Contents {
    const entries = table.entries.filter(entry => !isSwitch(table, entry))
    const values = entries.map(entry => this.entry(table, entry, place))
    const complete = entries.some(
      entry => nameOf(entry) === 'default' || (table.kind === 'split_clients' && nameOf(entry) === '*'),
    )
    return oneOf(complete ? values : [...values, constant('')])
  }

  private entry(table: Table, entry: Directive, place: Place): Contents {
    const value = argument(entry, 0) ?? ''
    const key = nameOf(entry)
    if (!value.includes('$') || table.kind !== 'map') return constant(value)
    if (!key.startsWith('~')) return this.contents(value, place)
    const ignoreCase = key.startsWith('~*')
    const source = { pattern: key.slice(ignoreCase ? 2 : 1), ignoreCase, subject: table.source, directive: entry }
    const parts = parseTemplate(value)
    const among = { ...place, beside: variablesIn(parts) }
    return parts
      .map(part => {
        if (part.kind === 'text') return constant(part.text)
        const own = /^[1-9]$/.test(part.name) || this.definitions.names(source.pattern).has(part.name)
        return own
          ? this.group(source, /^\d$/.test(part.name) ? Number(part.name) : part.name, among)
          : this.variable(part.name, among)
      })
      .reduce(concat)
  }
}

/** `^(.*)$`: the group begins with what the subject begins with; `^(.)+` keeps its last round. */
function beginsIt(pattern: string, group: number | string): boolean {
  if (!pattern.startsWith('^(')) return false
  const first = groupSpans(pattern)?.find(({ start }) => start === 1)
  if (!first || /[*+{]/.test(pattern[first.end] ?? '')) return false
  return first.index === group || first.name?.toLowerCase() === group
}

const variablesIn = (parts: readonly Part[]): string[] =>
  parts.flatMap(part => (part.kind === 'variable' ? [part.name] : []))

/** Entries of a table that are no values: `hostnames`, `volatile`, `ranges`, `proxy`, `delete`, `include`. */
const isSwitch = (table: Table, entry: Directive): boolean => {
  const name = nameOf(entry)
  if (entry.args.length === 0 || name === 'include') return true
  return table.kind === 'geo' && (name === 'proxy' || name === 'delete')
}
