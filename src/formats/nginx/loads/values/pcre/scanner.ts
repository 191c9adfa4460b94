import { ClassReader, posixEnd } from './classes.ts'
import { Cursor } from './cursor.ts'
import { Stop } from './errors.ts'
import { readEscape, readProperty } from './escapes.ts'
import { readGroup, recurse } from './groups.ts'
import { State } from './state.ts'

/** Settings of the whole pattern, which only stand at its beginning. */
const settings =
  /^\(\*(?:UCP|NOTEMPTY|NOTEMPTY_ATSTART|NO_AUTO_POSSESS|NO_DOTSTAR_ANCHOR|NO_JIT|NO_START_OPT|LIMIT_(?:HEAP|MATCH|DEPTH|RECURSION)=\d{1,9}|CR|LF|CRLF|ANY|NUL|ANYCRLF|BSR_ANYCRLF|BSR_UNICODE)\)/

/** Letters, digits, `/`, `_` and the like. */
const isPlain = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 44 && code <= 62) || (code >= 64 && code <= 90) || code === 95

/** One pass over a pattern, linear in its length. */
export class Scanner {
  readonly state: State
  private readonly cursor: Cursor

  constructor(text: string) {
    this.cursor = new Cursor(text)
    this.state = new State(this.cursor)
  }

  run(): Stop | undefined {
    try {
      this.settings()
      while (!this.cursor.ended) this.step()
      if (this.state.groups.length > 0) this.cursor.fail('groupUnclosed')
      return this.state.afterwards()
    } catch (stop) {
      if (stop instanceof Stop) return stop
      throw stop
    }
  }

  private settings(): void {
    const { cursor } = this
    if (!cursor.is('(*')) return
    for (;;) {
      const found = settings.exec(cursor.text.slice(cursor.at, cursor.at + 40))?.[0]
      if (found === undefined) break
      cursor.at += found.length
    }
    if (cursor.is('(*UTF)') || cursor.is('(*UTF8)') || cursor.is('(*LIMIT_')) cursor.fail(undefined)
  }

  private step(): void {
    const { cursor, state } = this
    if (state.tooDeep) cursor.fail('tooDeep')
    if (state.plain && isPlain(cursor.text.charCodeAt(cursor.at))) this.literal()
    else if (!this.skipped()) this.next()
  }

  private next(): void {
    const { cursor, state } = this
    const character = cursor.text[cursor.at++] as string
    if (state.expected > 0) this.expectAssertion(character)
    state.before = state.expected
    state.expected = 0
    const { repeatable, quantified } = state
    state.repeatable = false
    state.quantified = false
    if (quantified && (character === '?' || character === '+')) return
    const counts = character === '{' ? cursor.counts() : repeats[character]
    if (counts) this.quantifier(repeatable, counts)
    else this.item(character)
  }

  /** One byte that stands for itself: what most of a pattern is. */
  private literal(): void {
    const { cursor, state } = this
    cursor.at++
    state.before = 0
    state.quantified = false
    this.single()
  }

  private quantifier(repeatable: boolean, { low, high }: Counts): void {
    if (!repeatable) this.cursor.fail('nothingToRepeat', 1)
    this.state.quantified = true
    this.state.lengths.repeat(low, high)
  }

  /** Quotations, comments, blanks of the extended mode. */
  private skipped(): boolean {
    const { cursor, state } = this
    const here = cursor.here
    if (here !== '\\' && here !== '(' && !state.options.extended) return false
    if (cursor.take('\\E')) return true
    if (cursor.take('\\Q')) this.quotation()
    else if (cursor.is('(?#')) this.comment()
    else if (!state.options.extended) return false
    else if (/^\s/.test(cursor.here ?? '')) cursor.at++
    else if (cursor.here === '#') {
      const end = cursor.text.indexOf('\n', cursor.at)
      cursor.at = end === -1 ? cursor.text.length : end + 1
    } else return false
    return true
  }

  private quotation(): void {
    const { cursor, state } = this
    const end = cursor.text.indexOf('\\E', cursor.at)
    const length = (end === -1 ? cursor.text.length : end) - cursor.at
    if (length > 0) {
      if (state.expected > 0) cursor.fail('assertionExpected')
      for (let at = 0; at < length; at++) state.lengths.item(1)
      state.repeatable = true
      state.quantified = false
    }
    cursor.at = end === -1 ? cursor.text.length : end + 2
  }

  private comment(): void {
    const { cursor } = this
    const end = cursor.text.indexOf(')', cursor.at + 2)
    cursor.at = end === -1 ? cursor.text.length : end + 1
    if (end === -1) cursor.fail('commentUnclosed')
  }

  /** Behind `(?(` an assertion or callout stands. */
  private expectAssertion(character: string): void {
    const { cursor, state } = this
    const text = character + cursor.text.slice(cursor.at, cursor.at + 3)
    const callout = state.expected === 2 && text.startsWith('(?C')
    if (text.length < 4 || !(callout || /^\((?:\*[a-z]|\?[=!]|\?<[=!])/.test(text))) cursor.fail('assertionExpected', 1)
  }

  private item(character: string): void {
    const { cursor, state } = this
    if (character === '\\') this.escape()
    else if (character === '[') this.class()
    else if (character === '(') readGroup(state)
    else if (character === ')') state.close()
    else if (character === '|') state.alternative()
    else if (character !== '^' && character !== '$') this.single()
    if (cursor.at > cursor.text.length) cursor.at = cursor.text.length
  }

  /** One byte. */
  private single(): void {
    this.state.lengths.item(1)
    this.state.repeatable = true
  }

  private class(): void {
    const { cursor, state } = this
    if (cursor.take('[:<:]]') || cursor.take('[:>:]]')) {
      state.repeatable = true
      return
    }
    if (/^[:.=]/.test(cursor.here ?? '') && posixEnd(cursor.text, cursor.at) !== -1)
      cursor.fail(cursor.here === ':' ? 'posixOutside' : 'posixCollating', 1)
    new ClassReader(cursor, state.count, state.options.blanks).read()
    this.single()
  }

  private escape(): void {
    const { cursor, state } = this
    const found = readEscape(cursor, state.count, false)
    if (found.kind === 'character') this.single()
    else if (found.kind === 'reference') {
      state.refer({ group: found.group, at: cursor.at - 1, back: true })
      state.repeatable = true
    } else this.letter(found.letter)
  }

  private letter(letter: string): void {
    const { cursor, state } = this
    if (letter === 'g' || letter === 'k') this.namedReference(letter)
    else if ('XR'.includes(letter)) {
      state.lengths.item(Number.NaN)
      state.repeatable = true
    } else if ('CHhNVvdDsSwWpP'.includes(letter)) {
      if (letter === 'p' || letter === 'P') readProperty(cursor)
      this.single()
    } else if (letter === 'K' && state.lengths.looking)
      state.later.push(new Stop('keepInLookaround', cursor.text.length))
  }

  /** `\k<n>`, `\k'n'`, `\k{n}`, `\g{n}`; `\g<n>` and `\g'1'` call the group. */
  private namedReference(letter: string): void {
    const { cursor, state } = this
    const open = cursor.here ?? ''
    const terminator = { '{': '}', '<': '>', "'": "'" }[open]
    if (terminator === undefined) cursor.fail(letter === 'g' ? 'groupReference' : 'nameReference')
    if (letter === 'g' && terminator !== '}') {
      const start = cursor.at++
      const group = cursor.group(state.count)
      if (group !== undefined) {
        if (cursor.here !== terminator) {
          cursor.at = start
          cursor.fail('groupReference')
        }
        recurse(state, group)
        return
      }
      cursor.at = start
    }
    state.refer({ ...cursor.name(terminator as string), back: letter === 'k' || terminator === '}' })
    state.repeatable = true
  }
}

interface Counts {
  readonly low: number
  readonly high: number
}

const repeats: Readonly<Record<string, Counts>> = {
  '*': { low: 0, high: Number.POSITIVE_INFINITY },
  '+': { low: 1, high: Number.POSITIVE_INFINITY },
  '?': { low: 0, high: 1 },
}
