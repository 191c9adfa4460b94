/** A capturing group as it stands in a pattern. Read without an automaton, so that PCRE-only syntax does not matter. */
export interface GroupSpan {
  /** As in `$1`. */
  readonly index: number
  readonly name: string | undefined
  /** Offsets of its `(` and behind its `)`. */
  readonly start: number
  readonly end: number
  /** The capturing group around it. */
  readonly inside: number | undefined
  /** The lookaround around it. */
  readonly look: Look | undefined
}

export interface Look {
  readonly kind: 'ahead' | 'behind' | 'not'
  readonly start: number
}

interface Open {
  readonly index: number | undefined
  readonly name: string | undefined
  readonly start: number
  readonly inside: number | undefined
  readonly look: Look | undefined
}

/** Capturing groups by number; undefined when the numbers cannot be told (`(?|…)`) or the pattern is no pattern. */
export function groupSpans(source: string): readonly GroupSpan[] | undefined {
  const reading: Reading = { source, found: [], stack: [], count: 0 }
  for (let at = 0; at < source.length; ) {
    const behind = opaque(source, at)
    if (behind === at && source[at] === '(' && !enter(reading, at)) return undefined
    if (behind === at && source[at] === ')') leave(reading, at)
    at = Math.max(behind, at + 1)
  }
  return reading.stack.length > 0 ? undefined : reading.found.sort((a, b) => a.index - b.index)
}

interface Reading {
  readonly source: string
  readonly found: GroupSpan[]
  readonly stack: Open[]
  count: number
}

function enter(reading: Reading, start: number): boolean {
  const opened = open(reading.source, start)
  if (!opened) return false
  const outer = reading.stack.at(-1)
  const index = opened.captures ? ++reading.count : undefined
  const look = opened.look ? { kind: opened.look, start } : outer?.look
  reading.stack.push({ index, name: opened.name, start, inside: outer?.index ?? outer?.inside, look })
  return true
}

function leave({ found, stack }: Reading, at: number): void {
  const group = stack.pop()
  if (group?.index !== undefined) found.push({ ...group, index: group.index, end: at + 1 })
}

/** Behind what is no syntax: an escape, `\Q…\E`, a class, a comment. */
function opaque(source: string, at: number): number {
  if (source[at] === '\\') {
    if (source[at + 1] !== 'Q') return at + 2
    const end = source.indexOf('\\E', at)
    return end === -1 ? source.length : end + 2
  }
  if (source.startsWith('(?#', at)) {
    const end = source.indexOf(')', at)
    return end === -1 ? source.length : end + 1
  }
  return source[at] === '[' ? afterClass(source, at) : at
}

function afterClass(source: string, start: number): number {
  let at = start + 1
  if (source[at] === '^') at++
  if (source[at] === ']') at++
  while (at < source.length && source[at] !== ']') {
    const named = source.startsWith('[:', at) ? source.slice(at, at + 16).indexOf(':]') : -1
    at += source[at] === '\\' ? 2 : named > 0 ? named + 2 : 1
  }
  return at + 1
}

interface Opening {
  readonly captures: boolean
  readonly name: string | undefined
  readonly look: Look['kind'] | undefined
}

const looks: Readonly<Record<string, Look['kind']>> = { '?=': 'ahead', '?<=': 'behind', '?!': 'not', '?<!': 'not' }

function open(source: string, at: number): Opening | undefined {
  const head = source.slice(at + 1, at + 80)
  if (head.startsWith('?|')) return undefined
  const name = /^\?(?:P?<|')([A-Za-z_]\w*)[>']/.exec(head)?.[1]
  const look = Object.entries(looks).find(([sign]) => head.startsWith(sign))?.[1]
  const captures = name !== undefined || !/^[?*]/.test(head)
  return { captures, name, look }
}

/** Can two groups of a pattern take the same characters? One inside the other, or one in a lookaround that reaches there. */
export function overlap(a: GroupSpan, b: GroupSpan): boolean {
  if (a.look?.kind === 'not' || b.look?.kind === 'not') return false
  if ((a.start < b.start && b.end <= a.end) || (b.start < a.start && a.end <= b.end)) return true
  return a.look !== b.look && (reaches(a, b) || reaches(b, a))
}

const reaches = ({ look, end }: GroupSpan, other: GroupSpan): boolean =>
  look !== undefined && (look.kind === 'ahead' ? other.start >= end : other.end <= look.start)
