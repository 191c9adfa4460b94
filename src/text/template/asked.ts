/** What the tag of a condition asks, as far as it can be told what else it decides. */
export type Asked =
  | Question
  | { readonly kind: 'not'; readonly of: Asked }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Asked[] }

/** Is it so, or is it of this value? */
export interface Question {
  readonly kind: 'truth'
  readonly of: string
  readonly value?: string
}

/** Holds always: `{% else %}`, a definition. */
export const always: Asked = { kind: 'all', of: [] }

/** Of longer ones only whether they are the same is told. */
const longest = 300

/** `tag`: with its delimiters. Linear. */
export function askedBy(tag: string): Asked {
  const text = words(tag)
  if (text.length > longest) return { kind: 'truth', of: text }
  if (text.startsWith('^')) return { kind: 'not', of: expression(text.slice(1)) }
  const own = text.replace(/^(?:#|\}) ?/, '').replace(/^else (?=\w)/, '')
  if (/^(?:else|define|block|begin)\b/.test(own)) return always
  if (own.startsWith('case ')) return { kind: 'not', of: always }
  const [, word = '', rest = own] =
    /^(if|elif|elsif|unless|when|while|until|with|range|each|for) ?(.+)$/.exec(own) ?? []
  const each = word === 'for' ? / in (.+)$/.exec(rest)?.[1] : /^([^ ]+)\.(?:each|forEach|map)\b/.exec(rest)?.[1]
  const asked = expression(each ?? rest.replace(/ ?\{$/, ''))
  return word === 'unless' || word === 'until' ? { kind: 'not', of: asked } : asked
}

/** What stands between the delimiters, with one blank for each stretch of them. */
function words(tag: string): string {
  const inner = tag.slice(2, tag.endsWith('}}') || !tag.startsWith('%{') ? -2 : -1)
  const from = /^[-+~_]/.test(inner) ? 1 : 0
  const to = inner.length - (/[-+~_]$/.test(inner.slice(from)) ? 1 : 0)
  return inner.slice(from, to).trim().split(/\s+/).join(' ')
}

function expression(written: string): Asked {
  const text = bare(written.trim())
  const prefix = /^(and|or) ([^()]+)$/.exec(text)
  if (prefix) return { kind: prefix[1] === 'and' ? 'all' : 'any', of: (prefix[2] as string).split(' ').map(expression) }
  if (!/[()]/.test(text)) {
    const any = text.split(/ (?:or|\|\|) /)
    if (any.length > 1) return { kind: 'any', of: withoutGuards(any, / is (?:not defined|undefined|none)$/) }
    const all = text.split(/ (?:and|&&) /)
    if (all.length > 1) return { kind: 'all', of: withoutGuards(all, / is (?:defined|not none)$/) }
  }
  const empty = /^(.+?) ?\| ?(?:length|count) ?(?:== ?0|< ?1)$/.exec(text)?.[1]
  if (empty) return { kind: 'not', of: expression(empty) }
  const negated = /^(?:not |! ?)(.+)$/.exec(text)?.[1]
  return negated ? { kind: 'not', of: expression(negated) } : compared(text)
}

/** `x is defined and not x` asks whether x is false, not whether it is both. */
function withoutGuards(parts: readonly string[], guard: RegExp): Asked[] {
  const asked = new Set(parts.filter(part => !guard.test(part)).map(subjectOf))
  return parts.filter(part => !guard.test(part) || !asked.has(subjectOf(part.replace(guard, '')))).map(expression)
}

/** What a part asks about: in front of a comparison, without `not`. */
const subjectOf = (part: string): string =>
  bare(part.trim().replace(/^(?:not |! ?)/, ''))
    .split(/ ?[=!]=/, 1)
    .join('')

/** Without parentheses around all of it, and without what only makes a truth of a value. */
function bare(text: string): string {
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1]?.trim() ?? text
  return inner
    .replace(/ ?\| ?(?:default|d)\([^()|]*\)/g, '')
    .replace(/ ?\| ?bool\b/g, '')
    .replace(/ ?\| ?(?:length|count)(?: ?(?:> ?0|!= ?0|>= ?1))?$/, '')
    .replace(/ is (?:defined|not none)$/, '')
}

function compared(text: string): Asked {
  const none = /^(.+) is (?:not defined|undefined|none)$/.exec(text)?.[1]
  if (none) return { kind: 'not', of: { kind: 'truth', of: none } }
  const prefix = /^(eq|ne) ([^ ]+) ("[^"]*"|\d+)$/.exec(text)
  const infix = /^([^=!]+?) ?([=!]=)=? ?("[^"]*"|'[^']*'|\d+|[Tt]rue|[Ff]alse)$/.exec(text)
  const [of, sign, value] = prefix ? [prefix[2], prefix[1], prefix[3]] : [infix?.[1], infix?.[2], infix?.[3]]
  if (of === undefined || sign === undefined || value === undefined) return { kind: 'truth', of: text }
  const plain = value.replace(/^["']|["']$/g, '')
  const truth = /^(?:true|false|)$/i.test(plain)
  const same: Asked = truth ? { kind: 'truth', of } : { kind: 'truth', of, value: plain }
  const negative = (sign === '!=' || sign === 'ne') !== (truth && !/^true$/i.test(plain))
  return negative ? { kind: 'not', of: same } : same
}
