import { complement, has, isRegex, type Pattern, parseRegex } from '../../formats/nginx/regex/index.ts'

/** How a pattern that is anchored at the start begins. */
export interface Literal {
  readonly text: string
  readonly ignoreCase: boolean
  /** Whatever follows matches: `^/a`, `^/a.*`. */
  readonly open: boolean
  /** The same, line feeds aside: `^/a.*$`. */
  readonly line: boolean
  /** Nothing follows: `^/a\\z`, or at most a line feed, `^/a$`. */
  readonly end: 'end' | 'end-line' | undefined
}

/** By pattern: the servers of a host repeat each other's. */
const known = new Map<string, Literal | undefined>()
const most = 5000

/** Undefined: not anchored, alternatives at the top, or PCRE-only syntax. `.*` and `^` alone begin with nothing. */
export function literalOf(source: string, ignoreCase: boolean): Literal | undefined {
  const key = (ignoreCase ? 'i' : ' ') + source
  if (!known.has(key)) {
    if (known.size >= most) known.clear()
    known.set(key, readLiteral(source, ignoreCase))
  }
  return known.get(key)
}

function readLiteral(source: string, ignoreCase: boolean): Literal | undefined {
  const regex = parseRegex(source, ignoreCase)
  if (!isRegex(regex)) return undefined
  const items = flat(regex.pattern)
  const [first, ...rest] = items
  const anchored = first?.kind === 'assert' && first.at === 'start'
  if (!anchored) return anywhere(items, ignoreCase)
  const end = rest.findIndex(one => characterOf(one) === undefined)
  const literals = end === -1 ? rest : rest.slice(0, end)
  const behind = end === -1 ? [] : rest.slice(end)
  return {
    text: literals.map(characterOf).join(''),
    ignoreCase: ignoreCase || literals.some(one => one.kind === 'set' && one.set.length > 1),
    open: behind.every(matchesAny),
    line: isLine(behind),
    end: behind.length === 1 ? endOf(behind[0]) : undefined,
  }
}

/** Every path has a `/` at its start, which `/`, `.` and `.+` find. */
function anywhere(items: readonly Pattern[], ignoreCase: boolean): Literal | undefined {
  const [first, ...rest] = items
  const start = first?.kind === 'repeat' && first.min < 2 ? first.item : first
  const found = start?.kind === 'set' && has(start.set, SLASH) && rest.every(matchesAny)
  // The last line of a text is found wherever the others end.
  if (!found && !isLine(items) && !items.every(matchesAny)) return undefined
  return { text: '', ignoreCase, open: true, line: false, end: undefined }
}

const SLASH = 0x2f
const LF = 0x0a

const endOf = (pattern: Pattern | undefined): Literal['end'] =>
  pattern?.kind === 'assert' && (pattern.at === 'end' || pattern.at === 'end-line') ? pattern.at : undefined

/** `.*$`, with or without a group. */
function isLine(items: readonly Pattern[]): boolean {
  const [first, last, ...more] = items
  if (more.length > 0 || !endOf(last) || first?.kind !== 'repeat' || first.min > 0 || first.max < Infinity) return false
  return first.item.kind === 'set' && complement(first.item.set).every(([from, to]) => from === LF && to === LF)
}

const flat = (pattern: Pattern): readonly Pattern[] => {
  if (pattern.kind === 'group') return flat(pattern.item)
  return pattern.kind === 'sequence' ? pattern.items.flatMap(flat) : [pattern]
}

/** `.*`: whatever stands there, the pattern has matched already. */
const matchesAny = (pattern: Pattern): boolean =>
  pattern.kind === 'repeat' && pattern.min === 0 && (pattern.item.kind === 'set' || pattern.item.kind === 'group')

/** The one character that a set holds, or a letter in both cases. */
function characterOf(pattern: Pattern): string | undefined {
  if (pattern.kind !== 'set' || pattern.set.length > 2) return undefined
  if (pattern.set.some(([from, to]) => from !== to)) return undefined
  const letters = pattern.set.map(([from]) => String.fromCharCode(from))
  return new Set(letters.map(letter => letter.toLowerCase())).size === 1 ? letters.at(-1) : undefined
}
