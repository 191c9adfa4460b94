import type { CharSet } from './set.ts'
import type { Pattern, Regex } from './syntax.ts'

/**
 * The longest text in small letters that the small letters of every text hold in which the pattern is found: `.ph` of
 * `\.ph(p|tml)$`. Empty where nothing is certain. ASCII only: other letters change their length.
 */
export function needleOf({ pattern }: Regex): string {
  const search = new Search()
  search.read(pattern)
  search.end()
  return search.longest
}

class Search {
  longest = ''
  private run = ''

  read(pattern: Pattern): void {
    if (pattern.kind === 'set') this.character(pattern.set)
    else if (pattern.kind === 'sequence') for (const item of pattern.items) this.read(item)
    else if (pattern.kind === 'group') this.read(pattern.item)
    else if (pattern.kind === 'choice') this.end()
    else if (pattern.kind === 'repeat') this.repeat(pattern)
  }

  /** What comes next does not follow what was read at once. */
  end(): void {
    if (this.run.length > this.longest.length) this.longest = this.run
    this.run = ''
  }

  private character(set: CharSet): void {
    const letter = letterOf(set)
    if (letter === undefined) this.end()
    else this.run += letter
  }

  private repeat({ item, min, max }: Pattern & { kind: 'repeat' }): void {
    if (min > 0) this.read(item)
    if (min !== 1 || max !== 1) this.end()
  }
}

/** The one character of a set, small; also of a set with one letter in both cases. */
function letterOf(set: CharSet): string | undefined {
  const [first, second] = set
  if (!first || first[0] !== first[1] || first[0] > 127) return undefined
  const letter = String.fromCharCode(first[0]).toLowerCase()
  if (set.length === 1) return letter
  const both = set.length === 2 && second?.[0] === second?.[1] && second?.[0] === first[0] + 32
  return both && /[a-z]/.test(letter) ? letter : undefined
}
