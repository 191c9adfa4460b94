import type { Cursor } from './cursor.ts'
import { Stop } from './errors.ts'
import { Lengths, makeSpan, type Span } from './lengths.ts'

/** What `(?x)`, `(?xx)`, `(?n)` and `(?J)` switch on. */
export interface Options {
  readonly extended: boolean
  readonly blanks: boolean
  readonly noCapture: boolean
  readonly duplicates: boolean
}

export interface Group {
  /** Its number, 0 of a group that captures nothing. */
  readonly number: number
  /** What held outside. */
  readonly options: Options
  /** `(?|`: every branch counts from there. */
  readonly from: number | undefined
  most: number
  /** A condition's own assertion: nothing repeats it. */
  readonly condition: boolean
  /** More branches than that are refused. */
  readonly branches: number
  count: number
  readonly definition: boolean
  /** Where the condition refers to a group; 0 when it does not. */
  readonly at: number
}

/** A number or name that some group has to have, and the offset that is named when none does. */
interface Need {
  readonly at: number
  readonly group?: number
  readonly name?: string
  /** It matches the same text, and does not call the group. */
  readonly back?: boolean
}

type Opening = Partial<Pick<Group, 'number' | 'from' | 'condition' | 'branches' | 'definition' | 'at'>> & {
  span?: Span
}

const deepest = 250

/** What was read of a pattern. */
export class State {
  readonly cursor: Cursor
  readonly lengths: Lengths = new Lengths()
  readonly groups: Group[] = []
  readonly names: Map<string, number> = new Map()
  private readonly owners = new Map<number, string>()
  readonly needs: Need[] = []
  /** Errors that are found when everything is read, by what stands there. */
  readonly later: Stop[] = []
  /** Lengths of captured groups that have ended. */
  readonly known: number[] = []
  options: Options = { extended: false, blanks: false, noCapture: false, duplicates: false }
  count = 0
  highest = 0
  /** Can a quantifier follow? */
  repeatable = false
  /** A quantifier stands before: `?` or `+` make it lazy or possessive. */
  quantified = false
  /** An assertion must follow, behind `(?(`: 2, or 1 behind the callout that may stand there. */
  expected = 0
  before = 0
  /** `(?|`: numbers do not tell groups apart. */
  shared = false
  /** The first lookbehind with a back reference. */
  referring = -1
  /** The first group that a lookbehind refers to and that comes later, with the lookbehind's offset. */
  forward: { readonly need: Need; readonly behind: number } | undefined

  constructor(cursor: Cursor) {
    this.cursor = cursor
  }

  open(opening: Opening = {}): void {
    const {
      number = 0,
      from,
      condition = false,
      definition = false,
      at = 0,
      branches = Number.POSITIVE_INFINITY,
    } = opening
    const { options, count } = this
    this.groups.push({ number, from, condition, branches, definition, at, options, most: count, count: 1 })
    this.lengths.open(opening.span ?? makeSpan(-1, false))
  }

  assertion(behind: number, ahead: boolean): void {
    this.open({ span: makeSpan(behind, ahead), condition: this.before > 0 })
  }

  /** Neither blanks are skipped nor an assertion awaited. */
  get plain(): boolean {
    return !this.options.extended && this.expected === 0
  }

  get tooDeep(): boolean {
    return this.groups.length > deepest
  }

  capture(name?: string): void {
    this.count++
    this.highest = Math.max(this.highest, this.count)
    if (name !== undefined) this.name(name)
    this.open({ number: this.count })
  }

  private name(name: string): void {
    this.names.set(name, this.names.get(name) ?? this.count)
    this.owners.set(this.count, name)
  }

  /** The name that a group of that number has already, where `(?|` gives numbers twice. */
  ownerOf(number: number): string | undefined {
    return this.owners.get(number)
  }

  alternative(): void {
    const group = this.groups.at(-1)
    this.lengths.alternative()
    if (!group) return
    if (++group.count === group.branches + 1) this.tooMany(group)
    if (group.from === undefined) return
    group.most = Math.max(group.most, this.count)
    this.count = group.from
  }

  private tooMany({ definition, at }: Group): void {
    this.later.push(new Stop(definition ? 'defineBranches' : 'conditionBranches', at))
  }

  close(): void {
    const { cursor } = this
    const group = this.groups.pop()
    this.repeatable = true
    if (!group) cursor.fail('unmatchedClose', 1)
    this.end(group as Group)
  }

  private end(group: Group): void {
    this.options = group.options
    this.repeatable = !group.condition
    if (group.from !== undefined) this.count = Math.max(this.count, group.most)
    const length = this.lengths.close(!group.definition)
    if (group.number > 0) this.known[group.number] = length
  }

  /** Refers to a group by its number or name: in a lookbehind its length counts. */
  refer(need: Need): void {
    const number = this.numberOf(need)
    const place = this.firstPlace(need)
    if (number !== 0) this.needs.push(place)
    const open = number === 0 || this.groups.some(group => group.number === number)
    const length = open ? Number.NaN : this.known[number ?? -1]
    const { behind, error } = this.lengths
    if (need.back && behind >= 0 && !error && this.referring === -1) this.referring = behind
    if (length === undefined && behind >= 0 && !error) this.forward ??= { need: place, behind }
    this.lengths.item(length ?? 0)
  }

  /** `\1` … `\9` are told where they stand first. */
  private firstPlace(need: Need): Need {
    const { group = 10, back } = need
    if (!back || group > 9) return need
    this.small[group] ??= need.at
    return { group, back, at: this.small[group] }
  }

  private readonly small: number[] = []

  private numberOf({ group, name }: Need): number | undefined {
    return name === undefined ? group : this.names.get(name)
  }

  private exists(need: Need): boolean {
    return (this.numberOf(need) ?? Number.POSITIVE_INFINITY) <= this.highest
  }

  /** What only the whole pattern tells: lookbehinds first, then references. */
  afterwards(): Stop | undefined {
    const { forward, lengths, needs, later } = this
    if (this.shared && this.referring >= 0) return new Stop('notFixed', this.referring)
    if (forward && !this.exists(forward.need)) return new Stop('noSuchGroup', forward.need.at)
    if (forward && Number.isNaN(this.known[this.numberOf(forward.need) as number]))
      return new Stop('notFixed', forward.behind)
    if (lengths.error) return forward ? new Stop(undefined, 0) : lengths.error
    const missing = needs.find(need => !this.exists(need))
    return missing ? new Stop('noSuchGroup', missing.at) : later[0]
  }
}
