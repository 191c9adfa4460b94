import { Stop } from './errors.ts'

export const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9'

const isWord = (character: string | undefined): boolean => character !== undefined && /^[A-Za-z0-9_]$/.test(character)

/** The largest number of a group. */
const groups = 65535

/** A place in a pattern. One character is one byte. */
export class Cursor {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  get ended(): boolean {
    return this.at >= this.text.length
  }

  get here(): string | undefined {
    return this.text[this.at]
  }

  is(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  /** Goes behind the text when it stands here. */
  take(text: string): boolean {
    if (!this.is(text)) return false
    this.at += text.length
    return true
  }

  /** Ends the reading `back` bytes before here. */
  fail(error: ConstructorParameters<typeof Stop>[0], back = 0): never {
    throw new Stop(error, this.at - back)
  }

  /** Reads something whose errors are told at a fixed place. */
  from<T>(start: number, read: () => T): T {
    try {
      return read()
    } catch (stop) {
      if (stop instanceof Stop) stop.at = start
      throw stop
    }
  }

  /** Digits up to a bound; undefined when there are none. Stands behind the digit that is too much when it fails. */
  digits(most: number, error: ConstructorParameters<typeof Stop>[0]): number | undefined {
    if (!isDigit(this.here)) return undefined
    let value = 0
    while (isDigit(this.here)) {
      value = value * 10 + Number(this.text[this.at++])
      if (value > most) this.fail(error)
    }
    return value
  }

  /** The number of a group, with a sign counted from `count`: the groups that were opened so far. */
  group(count: number): number | undefined {
    const start = this.at
    const sign = this.take('+') ? 1 : this.take('-') ? -1 : 0
    const value = this.digits(sign > 0 ? groups - count : groups, 'groupNumber')
    if (value === undefined) {
      this.at = start
      return undefined
    }
    if (sign === 0) return value
    if (value === 0) this.fail('relativeZero')
    if (sign > 0) return value + count
    return value > count ? this.fail('noSuchGroup') : count + 1 - value
  }

  /** A name behind the character that stands here, and its terminator. */
  name(terminator: string): { readonly name: string; readonly at: number } {
    const start = ++this.at
    if (this.ended) this.fail('nameExpected')
    if (isDigit(this.here)) this.fail('nameDigit')
    while (isWord(this.here)) this.at++
    if (this.at - start > 32) this.fail('nameTooLong')
    if (this.at === start) this.fail('nameExpected')
    if (this.here !== terminator) this.fail('nameTerminator')
    const name = this.text.slice(start, this.at)
    this.at++
    return { name, at: start }
  }

  /** `{2}`, `{2,}`, `{2,5}` behind the brace; undefined, and nowhere gone, when that is no quantifier. */
  counts(): { readonly low: number; readonly high: number } | undefined {
    if (!/^\d+(?:,\d*)?\}/.test(this.text.slice(this.at, this.at + 64))) return undefined
    const low = this.digits(65535, 'countTooBig') as number
    let high = low
    if (this.take(',')) {
      high = this.digits(65535, 'countTooBig') ?? Number.POSITIVE_INFINITY
      if (high < low) this.fail('countsOrder')
    }
    this.at++
    return { low, high }
  }
}
