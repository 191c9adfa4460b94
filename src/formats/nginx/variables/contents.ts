import type { Directive } from '../../../tree/index.ts'
import { type CharSet, complement, has, intersect, of, union } from '../regex/index.ts'

/** Who decides a value, or a part of it. */
export type Decider = 'client' | 'upstream' | 'connection' | 'configuration'

/** One way in which something comes into a value. */
export interface Trace {
  /** The built-in variable at its end, without `$`: `uri`, `arg_url`. */
  readonly variable: string
  readonly by: Decider
  /** What it can bring, after everything on the way that narrows it. */
  readonly characters: CharSet
  /** A pattern on the way takes some of it away, so that nobody learns the whole value. */
  readonly part?: true
  /** The statements it comes through: `set`, `map`, the location or rewrite whose group holds it; nearest first. */
  readonly via: readonly Directive[]
}

/** What a value can hold, over all requests. Rather too much than too little. */
export interface Contents {
  /** Where its variable parts come from; empty for constants. */
  readonly traces: readonly Trace[]
  readonly characters: CharSet
  /** Characters it can begin with. */
  readonly first: CharSet
  /** It can be empty. */
  readonly empty: boolean
  /** All values, when they are few and the client chooses at most among them. */
  readonly values: readonly string[] | undefined
  /** False: a pattern on the way is one that only PCRE can run, or a module made the value. */
  readonly certain: boolean
}

/** So many values count as few. */
const FEW = 64

export const constant = (text: string): Contents => ({
  traces: [],
  characters: of(text),
  first: of(text.slice(0, 1)),
  empty: text === '',
  values: [text],
  certain: true,
})

export const nothing: Contents = { traces: [], characters: [], first: [], empty: false, values: [], certain: true }

const few = (values: readonly string[] | undefined): readonly string[] | undefined => {
  const unique = values && [...new Set(values)]
  return unique && unique.length <= FEW ? unique : undefined
}

/** One behind the other. */
export const concat = (a: Contents, b: Contents): Contents => ({
  traces: [...a.traces, ...b.traces],
  characters: union(a.characters, b.characters),
  first: a.empty ? union(a.first, b.first) : a.first,
  empty: a.empty && b.empty,
  values: few(a.values && b.values && a.values.flatMap(left => (b.values ?? []).map(right => left + right))),
  certain: a.certain && b.certain,
})

/** One of them; there may be hundreds, mostly alike. */
export function oneOf(all: readonly Contents[]): Contents {
  const [only] = all
  if (only && all.length === 1) return only
  return {
    traces: all.flatMap(({ traces }) => traces),
    characters: union(...new Set(all.map(({ characters }) => characters))),
    first: union(...new Set(all.map(({ first }) => first))),
    empty: all.some(({ empty }) => empty),
    values: fewOf(all),
    certain: all.every(({ certain }) => certain),
  }
}

function fewOf(all: readonly Contents[]): readonly string[] | undefined {
  const found = new Set<string>()
  for (const { values } of all) {
    if (!values || found.size > FEW) return undefined
    for (const value of values) found.add(value)
  }
  return found.size <= FEW ? [...found] : undefined
}

/** The same, through one more statement. */
export const through = (contents: Contents, directive: Directive): Contents => ({
  ...contents,
  traces: contents.traces.map(trace => ({ ...trace, via: [directive, ...trace.via] })),
})

/** All but NUL, LF and CR. */
export const line: CharSet = [
  [1, 9],
  [11, 12],
  [14, 0xffff],
]

/** Does a client decide (part of) it, freely or among given values? */
export const byClient = (contents: Contents): boolean => contents.traces.some(trace => trace.by === 'client')

const carriesCharacter = (contents: Contents, character: string): boolean =>
  contents.traces.some(trace => trace.by === 'client' && has(trace.characters, character.charCodeAt(0)))

/** What of CR and LF a client can put into it: `both` splits a header, `cr` only fools lenient readers. */
export function lineBreaks(contents: Contents): 'both' | 'cr' | 'lf' | 'none' {
  const cr = carriesCharacter(contents, '\r')
  const lf = carriesCharacter(contents, '\n')
  if (cr && lf) return 'both'
  return cr ? 'cr' : lf ? 'lf' : 'none'
}

/** Can a client name any host with it (`.`, `:`, `@` or `/` in it), or only choose among labels? */
export const choosesHost = (contents: Contents): boolean =>
  contents.values === undefined && ['.', ':', '@', '/'].some(one => carriesCharacter(contents, one))

/** `/` and `?` */
const afterHost: CharSet = [
  [47, 47],
  [63, 63],
]

/** Does it always begin with `/` or `?`? Then a host that stands before it ends there. */
export const endsHost = ({ first, empty }: Contents): boolean =>
  !empty && intersect(first, complement(afterHost)).length === 0
