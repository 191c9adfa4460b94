/** What can be said about a PCRE2 pattern without compiling it. */
export interface Pattern {
  /** PCRE2's own words; undefined when the pattern is valid or cannot be judged here. */
  readonly error?: string
  /** Offset of the error; the end of the pattern when PCRE2 names none. */
  readonly at: number
  /** Number of capturing groups. */
  readonly captures: number
  readonly names: readonly string[]
}

const unknownEscapes = 'ijmqyIJMOTY'
const unsupportedEscapes = 'FLlUu'
const posixClasses = ' alpha lower upper alnum ascii blank cntrl digit graph print punct space word xdigit < > '

const code = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) : -1)
const isDigit = (value: number): boolean => value >= 48 && value <= 57
const isWord = (value: number): boolean =>
  isDigit(value) || (value >= 65 && value <= 90) || (value >= 97 && value <= 122) || value === 95

/** Stops the scan: `error` is PCRE2's message, or empty when the pattern uses what is not judged here. */
class Stop {
  readonly error: string
  readonly at: number
  constructor(error: string, at: number) {
    this.error = error
    this.at = at
  }
}

/** One pass over a pattern, linear in its length. */
class Scanner {
  private at = 0
  /** Can a quantifier follow? Per open group: what held before it. */
  private repeatable = false
  private readonly open: boolean[] = []
  private highest = 0
  private highestAt = 0
  captures = 0
  readonly names: string[] = []
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  run(): Stop | undefined {
    try {
      while (this.at < this.text.length) this.step()
      if (this.open.length > 0) return new Stop('missing closing parenthesis', this.text.length)
      if (this.highest > this.captures) return new Stop('reference to non-existent subpattern', this.highestAt)
      return undefined
    } catch (stop) {
      if (stop instanceof Stop) return stop
      throw stop
    }
  }

  private step(): void {
    const character = this.text[this.at] as string
    if (character === '\\') this.escape()
    else if (character === '[') this.class()
    else if (character === '(') this.group()
    else if (character === ')') this.close()
    else if (character === '*' || character === '+' || character === '?') this.quantifier(1)
    else if (character === '{') this.braces()
    else {
      this.at++
      this.repeatable = character !== '|' && character !== '^' && character !== '$'
    }
  }

  private quantifier(length: number, reported = 0): void {
    if (!this.repeatable) throw new Stop('quantifier does not follow a repeatable item', this.at + reported)
    this.at += length
    const next = this.text[this.at]
    if (next === '?' || next === '+') this.at++
    this.repeatable = false
  }

  /** `{2}`, `{2,}`, `{2,5}` repeat; any other brace is an ordinary character. */
  private braces(): void {
    const found = /^\{(\d{1,10})(?:(,)(\d{0,10}))?\}/.exec(this.text.slice(this.at, this.at + 24))
    if (!found) {
      this.at++
      this.repeatable = true
      return
    }
    const [all, low, comma, high] = found
    if (Number(low) > 65535 || Number(high ?? 0) > 65535)
      throw new Stop('number too big in {} quantifier', this.at + all.length - 1)
    if (comma && high && Number(high) < Number(low))
      throw new Stop('numbers out of order in {} quantifier', this.at + all.length - 1)
    this.quantifier(all.length, all.length - 1)
  }

  private close(): void {
    const outer = this.open.pop()
    if (outer === undefined) throw new Stop('unmatched closing parenthesis', this.at)
    this.at++
    this.repeatable = true
  }

  private group(): void {
    this.at++
    this.open.push(this.repeatable)
    this.repeatable = false
    if (this.text[this.at] === '*') this.verb()
    else if (this.text[this.at] === '?') this.special()
    else this.captures++
  }

  /** `(*ACCEPT)`, `(*atomic:…)`: verbs are skipped, the alphabetic groups are not judged. */
  private verb(): void {
    const end = this.text.indexOf(')', this.at)
    if (end === -1 || /^\*[a-z]/.test(this.text.slice(this.at, this.at + 2))) throw new Stop('', this.at)
    this.open.pop()
    this.at = end + 1
    this.repeatable = false
  }

  private special(): void {
    const next = this.text[this.at + 1] ?? ''
    const after = this.text[this.at + 2] ?? ''
    if (next === '#') this.comment()
    else if (next === ':' || next === '=' || next === '!' || next === '>' || next === '|') this.at += 2
    else if (next === '<' && (after === '=' || after === '!')) this.at += 3
    else if (next === '<') this.named(this.at + 2, '>')
    else if (next === "'") this.named(this.at + 2, "'")
    else if (next === 'P' && after === '<') this.named(this.at + 3, '>')
    else this.options(next)
  }

  private comment(): void {
    const end = this.text.indexOf(')', this.at)
    if (end === -1) throw new Stop('missing ) after (?# comment', this.text.length)
    this.repeatable = this.open.pop() ?? false
    this.at = end + 1
  }

  private named(start: number, terminator: string): void {
    let end = start
    while (isWord(code(this.text, end))) end++
    if (end === start) throw new Stop('subpattern name expected', start)
    if (isDigit(code(this.text, start))) throw new Stop('subpattern name must start with a non-digit', start)
    if (this.text[end] !== terminator) throw new Stop('syntax error in subpattern name (missing terminator?)', end)
    const name = this.text.slice(start, end)
    if (this.names.includes(name))
      throw new Stop('two named subpatterns have the same name (PCRE2_DUPNAMES not set)', end + 1)
    this.names.push(name)
    this.captures++
    this.at = end + 1
  }

  /** `(?i)` and `(?i:`. Extended mode, conditions, recursion and the rest are not judged. */
  private options(next: string): void {
    let at = this.at + 1
    while (/[imsUn^-]/.test(this.text[at] ?? '')) at++
    const end = this.text[at]
    if (end === undefined || (next === 'P' && at + 1 === this.text.length))
      throw new Stop('missing closing parenthesis', this.text.length)
    if (end === ')') {
      this.open.pop()
      this.repeatable = false
    } else if (end !== ':') {
      const known = /[xP&R(C0-9+\-J]/.test(end)
      throw new Stop(known ? '' : 'unrecognized character after (? or (?-', at)
    }
    this.at = at + 1
  }

  private escape(): void {
    const next = this.text[this.at + 1]
    if (next === undefined) throw new Stop('\\ at end of pattern', this.text.length)
    if (unknownEscapes.includes(next)) throw new Stop('unrecognized character follows \\', this.at + 1)
    if (unsupportedEscapes.includes(next))
      throw new Stop('PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u', this.at + 2)
    if (next === 'Q') this.literal()
    else if (next >= '1' && next <= '9') this.reference()
    else {
      if ('gkcpPxoN'.includes(next)) this.at += this.longEscape(next)
      this.at += 2
      this.repeatable = !'bBAZzG'.includes(next)
    }
  }

  private literal(): void {
    const end = this.text.indexOf('\\E', this.at)
    this.repeatable = true
    this.at = end === -1 ? this.text.length : end + 2
  }

  /** `\1` … `\9` always refer to a group; `\10` and above may be octal. */
  private reference(): void {
    let end = this.at + 1
    while (isDigit(code(this.text, end))) end++
    const number = Number(this.text.slice(this.at + 1, end))
    if (number < 10 && number > this.highest) {
      this.highest = number
      this.highestAt = end - 1
    }
    this.at = end
    this.repeatable = true
  }

  /** How much longer `\g{1}`, `\k<n>`, `\p{L}`, `\x{20}`, `\cA` are than two characters. */
  private longEscape(next: string): number {
    const after = this.text[this.at + 2]
    if (next === 'c') return after === undefined ? 0 : 1
    const closer = after === '{' ? '}' : after === '<' ? '>' : after === "'" ? "'" : undefined
    if (!closer || (closer !== '}' && next !== 'k' && next !== 'g')) return 0
    const end = this.text.indexOf(closer, this.at + 3)
    if (end === -1) throw new Stop('', this.at)
    return end - this.at - 1
  }

  private class(): void {
    let at = this.at + 1
    if (this.text[at] === '^') at++
    if (this.text[at] === ']') at++
    let low = -1
    while (this.text[at] !== ']') {
      if (at >= this.text.length) throw new Stop('missing terminating ] for character class', this.text.length)
      const start = at
      at = this.member(at)
      const plain = at === start + 1
      if (low >= 0 && plain && low > code(this.text, start))
        throw new Stop('range out of order in character class', at - 1)
      const range = plain && this.text[at] === '-' && this.text[at + 1] !== ']' && low === -1
      low = range ? code(this.text, start) : -1
      if (range) at++
    }
    this.at = at + 1
    this.repeatable = true
  }

  /** The offset behind one member of a character class. */
  private member(at: number): number {
    const character = this.text[at]
    if (character === '[' && this.text[at + 1] === ':') {
      const end = this.text.indexOf(':]', at + 2)
      const name = end === -1 ? '' : this.text.slice(at + 2, end).replace(/^\^/, '')
      if (!/^[a-z<>]+$/.test(name)) return at + 1
      if (!posixClasses.includes(` ${name} `)) throw new Stop('unknown POSIX class name', at + 2)
      return end + 2
    }
    if (character !== '\\') return at + 1
    const next = this.text[at + 1]
    if (next === undefined) throw new Stop('\\ at end of pattern', this.text.length)
    if (next === 'Q') {
      const end = this.text.indexOf('\\E', at)
      return end === -1 ? this.text.length : end + 2
    }
    if (unknownEscapes.includes(next)) throw new Stop('unrecognized character follows \\', at + 1)
    return at + 2
  }
}

/** Reads a pattern as PCRE2 10.42 would. Never says a valid pattern is wrong: what it does not know it accepts. */
export function readPattern(text: string): Pattern {
  const scanner = new Scanner(text)
  const stop = scanner.run()
  const { captures, names } = scanner
  if (!stop) return { at: text.length, captures, names }
  if (stop.error === '') return { at: text.length, captures: -1, names: [...names, ...namesBehind(text)] }
  return { error: stop.error, at: stop.at, captures, names }
}

/** Group names of a pattern that was not read to its end. */
function namesBehind(text: string): string[] {
  return [...text.matchAll(/\(\?P?[<'](\w+)[>']/g)].map(found => found[1] as string)
}
