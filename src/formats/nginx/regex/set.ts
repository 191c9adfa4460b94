/** A set of characters as sorted, disjoint, closed ranges of UTF-16 units. */
export type CharSet = readonly (readonly [from: number, to: number])[]

const LAST = 0xffff

export const any: CharSet = [[0, LAST]]

export function union(...sets: readonly CharSet[]): CharSet {
  const all = sets.flat().toSorted((a, b) => a[0] - b[0])
  const merged: [number, number][] = []
  for (const [from, to] of all) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

export function complement(set: CharSet): CharSet {
  const found: [number, number][] = []
  let next = 0
  for (const [from, to] of set) {
    if (from > next) found.push([next, from - 1])
    next = to + 1
  }
  if (next <= LAST) found.push([next, LAST])
  return found
}

export const intersect = (a: CharSet, b: CharSet): CharSet => complement(union(complement(a), complement(b)))

export const has = (set: CharSet, unit: number): boolean => set.some(([from, to]) => from <= unit && unit <= to)

const single = (unit: number): CharSet => [[unit, unit]]

export const of = (characters: string): CharSet =>
  characters.length === 1
    ? single(characters.charCodeAt(0))
    : union(...Array.from(characters, character => single(character.charCodeAt(0))))

export const notLineFeed: CharSet = [
  [0, 9],
  [11, LAST],
]

export const range = (from: string, to: string): CharSet => [[from.charCodeAt(0), to.charCodeAt(0)]]

const upper = range('A', 'Z')
const lower = range('a', 'z')

/** The set with both cases of every ASCII letter in it. */
export function bothCases(set: CharSet): CharSet {
  const [first] = set
  if (first && set.length === 1 && first[0] === first[1]) return otherCase(set, first[0])
  const shift = (part: CharSet, by: number): CharSet => part.map(([from, to]) => [from + by, to + by] as const)
  return union(set, shift(intersect(set, upper), 32), shift(intersect(set, lower), -32))
}

/** Most sets are one character. */
function otherCase(set: CharSet, unit: number): CharSet {
  if (has(upper, unit)) return [set[0] as [number, number], [unit + 32, unit + 32]]
  return has(lower, unit) ? [[unit - 32, unit - 32], set[0] as [number, number]] : set
}

const digit: CharSet = range('0', '9')
export const word: CharSet = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]
const space: CharSet = [
  [9, 13],
  [32, 32],
]
const horizontal: CharSet = [
  [9, 9],
  [32, 32],
  [160, 160],
]

/** What `\d` and the like stand for; the capital letter stands for all others. */
const classes: Readonly<Record<string, CharSet>> = { d: digit, w: word, s: space, h: horizontal, v: [[10, 13]] }

/** `d` of `\d`, `S` of `\S`; undefined for letters that stand for no set. */
export function escaped(letter: string): CharSet | undefined {
  if (letter === 'N') return notLineFeed
  const own = classes[letter]
  if (own) return own
  const other = classes[letter.toLowerCase()]
  return other && complement(other)
}

export const isWord = (unit: number): boolean => has(word, unit)

const letters = (): CharSet => union(upper, lower)
const graph: CharSet = [[33, 126]]

/** `[:alpha:]` and the like, by name. Few patterns have any. */
export const posix: Readonly<Record<string, () => CharSet>> = {
  alpha: letters,
  digit: () => digit,
  alnum: () => union(digit, letters()),
  upper: () => upper,
  lower: () => lower,
  space: () => space,
  blank: () => of(' \t'),
  punct: () => intersect(graph, complement(union(digit, letters()))),
  print: () => [[32, 126]],
  graph: () => graph,
  cntrl: () => union([[0, 31]], [[127, 127]]),
  xdigit: () => union(digit, range('a', 'f'), range('A', 'F')),
  word: () => word,
  ascii: () => [[0, 127]],
}
