import { isRegex, type Pattern, parseRegex } from '../../formats/nginx/regex/index.ts'

/** How a pattern that is anchored at the start begins. */
export interface Literal {
  readonly text: string
  readonly ignoreCase: boolean
  /** Whatever follows matches: `^/a`, `^/a.*`. */
  readonly open: boolean
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
  if (!anchored) return items.every(matchesAny) ? { text: '', ignoreCase, open: true } : undefined
  const end = rest.findIndex(one => characterOf(one) === undefined)
  const literals = end === -1 ? rest : rest.slice(0, end)
  const behind = end === -1 ? [] : rest.slice(end)
  return {
    text: literals.map(characterOf).join(''),
    ignoreCase: ignoreCase || literals.some(one => one.kind === 'set' && one.set.length > 1),
    open: behind.every(matchesAny),
  }
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
