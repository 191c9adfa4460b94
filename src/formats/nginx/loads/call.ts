import type { Params } from '../../../message/index.ts'
import { atLeast } from '../../../target/index.ts'
import type { Directive, Word } from '../../../tree/index.ts'
import { argumentAt, countOf } from '../syntax.ts'
import type { Entry } from '../tables/index.ts'
import type { MessageId } from './messages/index.ts'
import { type ProblemOptions, problemAt } from './problem.ts'
import {
  type Frame,
  isFull,
  type LocationFrame,
  report,
  type State,
  type Upstream,
  type World,
  type Zone,
} from './state.ts'
import { type Pattern, readPatternWith } from './values/pcre/index.ts'
import { type ScriptError, scanScript } from './values/script.ts'

/** So many texts are remembered. */
const mostScanned = 2000

/** One statement on its way to the daemon's setter. The walk uses one object for all of them. */
export class Call {
  readonly state: State
  directive!: Directive
  entry!: Entry
  frame!: Frame
  /** The setter refused: the daemon would have stopped here. */
  refused = false
  /** What the block that begins here is: set by the setters of `location` and `upstream`. */
  made: LocationFrame | Upstream | undefined

  constructor(state: State) {
    this.state = state
  }

  get world(): World {
    return this.frame.world as World
  }

  get name(): string {
    return this.entry.name
  }

  get count(): number {
    return countOf(this.directive)
  }

  /** Value of the argument at `at`, 0-based; empty when there is none. */
  arg(at: number): string {
    return argumentAt(this.directive, at)
  }

  word(at: number): Word | undefined {
    return this.directive.args[at]
  }

  /** The daemon refuses; `{name}` of the message is the directive's name. */
  fail(id: MessageId, params: Params = {}, options: ProblemOptions = {}): undefined {
    if (!options.open && !options.warning) this.refused = true
    if (isFull(this.state, options)) return
    report(this.state, problemAt(this.directive, id, { name: this.name, ...params }, options))
  }

  /** The daemon refuses one argument; `{word}` of the message is its value. */
  failWord(id: MessageId, at: number, params: Params = {}): undefined {
    this.fail(id, { word: this.arg(at), ...params }, { word: this.word(at) })
  }

  /** A host name: only the machine knows whether it resolves. */
  unresolved(at: number, what: string): undefined {
    this.fail('host-unresolved', { what, word: this.arg(at) }, { word: this.word(at), open: true })
  }

  warn(id: MessageId, at: number, params: Params = {}): undefined {
    this.fail(id, { word: this.arg(at), ...params }, { word: this.word(at), warning: true })
  }

  /** Compiles an argument with variables: reports its syntax, remembers what it uses. */
  script(at: number): undefined {
    const value = this.arg(at)
    if (value.includes('$')) this.scriptText(value, at)
  }

  /** The same for a part of an argument. */
  scriptText(text: string, at: number): undefined {
    const error = this.scan(text, at)
    if (error) this.fail(error.id, { variable: error.name }, { word: this.word(at) })
  }

  /** The daemon compiles this argument when the block is merged: a mistake is reported at the end of http{}. */
  lateScript(at: number): void {
    const value = this.arg(at)
    if (!value.includes('$')) return
    const { late, lateUses, scannedLate } = this.world
    if (scannedLate.has(value)) return
    const { directive } = this
    const word = this.word(at)
    const error = scanScript(value, name => {
      const key = name.toLowerCase()
      if (!lateUses.has(key)) lateUses.set(key, { name: key, directive, word })
    })
    if (error && word) late.push({ directive, word, error })
    else if (scannedLate.size < mostScanned) scannedLate.add(value)
  }

  /** What the first of equal texts uses, the others use too. */
  private scan(text: string, at: number): ScriptError | undefined {
    const scanned = this.frame.world?.scanned
    if (scanned?.has(text)) return undefined
    const error = scanScript(text, name => this.use(name, at))
    if (!error && scanned && scanned.size < mostScanned) scanned.add(text)
    return error
  }

  /** A variable is used; whether anybody defines it is known at the end. */
  use(name: string, at: number): void {
    const { uses } = this.world
    const key = name.toLowerCase()
    if (!uses.has(key)) uses.set(key, { name: key, directive: this.directive, word: this.word(at) })
  }

  /** `set`, `map` … make a variable. Refused for built-in ones that may not change. */
  define(name: string, at: number): void {
    const key = name.toLowerCase()
    const known = this.world.variables.get(key)
    if (known && !known.changeable && !known.prefix && !known.conditional)
      this.failWord('variable-duplicate', at, { variable: name })
    else {
      const { world, directive } = this
      if (key.length > (world.longest?.name.length ?? 46)) world.longest = { name: key, directive, word: this.word(at) }
      world.defined.add(key)
    }
  }

  /** `$name` where a variable is made: its name, or undefined when the `$` or the name is missing. */
  variable(at: number): string | undefined {
    const value = this.arg(at)
    if (value.startsWith('$') && value.length > 1) return value.slice(1)
    this.failWord('variable-invalid', at)
    return undefined
  }

  /** Compiles a regular expression; its named groups become variables. */
  regex(text: string, at: number): Pattern {
    const pattern = this.plainRegex(text, at)
    if (pattern.error === undefined && this.frame.world) for (const name of pattern.names) this.define(name, at)
    return pattern
  }

  /** Compiles a regular expression whose groups stay its own. */
  plainRegex(text: string, at: number): Pattern {
    const bytes = this.directive.file.encoding === 'latin1' ? text : bytesOf(text)
    const pattern = readPatternWith(bytes, this.state.target.pcre2)
    if (pattern.error !== undefined) {
      const rest = bytes.slice(pattern.at)
      const shown = rest === '' ? '' : ` at "${bytes === text ? rest : textOf(rest)}"`
      const compiler = atLeast(this.state.target.nginx, '1.21.5') ? 'pcre2' : 'pcre'
      const word = at === -1 ? this.directive.name : this.word(at)
      this.fail('regex', { compiler, error: pattern.error, pattern: text, rest: shown }, { word })
    }
    return pattern
  }

  /** Declares or uses a shared memory zone. Undefined when it was refused. */
  zone(name: string, size: number, tag: string): Zone | undefined {
    const { zones } = this.state
    const known = zones.get(name)
    if (!known) {
      const made: Zone = { size, tag, directive: this.directive }
      zones.set(name, made)
      return made
    }
    if (known.tag !== tag) {
      this.fail('zone-other-use', { zone: name }, { other: known.directive })
      return undefined
    }
    if (known.size === 0) known.size = size
    else if (size !== 0 && size !== known.size) {
      this.fail('zone-size-conflict', { zone: name, size, known: known.size }, { other: known.directive })
      return undefined
    }
    return known
  }
}

/** Patterns are bytes: one character for each. */
function bytesOf(text: string): string {
  if (!/[^\x00-\x7f]/.test(text)) return text
  return Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join('')
}

const textOf = (bytes: string): string =>
  new TextDecoder().decode(Uint8Array.from(bytes, character => character.charCodeAt(0)))

/** Judges the arguments of one statement. */
export type Setter = (call: Call) => void
