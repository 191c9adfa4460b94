import { ambiguity, type Pumping } from './ambiguity.ts'
import { matchRegex } from './index.ts'
import { parseRegex } from './parse.ts'
import { positionsOf } from './positions.ts'
import { type CharSet, has } from './set.ts'
import { isRegex, type Pattern } from './syntax.ts'

/** A text that a backtracking engine does not match, after trying more ways than it has time for. */
export interface Attack {
  readonly growth: Pumping['growth']
  /** What is repeated. */
  readonly pump: string
  /** The whole text, with so many pumps. */
  text(pumps: number): string
}

/** So many pumps are tried on our own engine, to see that the text does not match. */
const TRIAL = 20

/** Behind the pumps: something that no alternative goes on with. */
const endings = ['!', '~', '|', '"', '-', '0', 'Z', 'z', '%', '\n!', ' ', '\u00ff']

const known = new Map<string, Attack | undefined>()

/** Undefined: at most quadratic, or not decided (PCRE-only syntax, too large). `allowed`: characters the text may have. */
export function attackOn(source: string, ignoreCase: boolean, allowed: CharSet): Attack | undefined {
  const key = `${ignoreCase} ${allowed.flat().join(',')} ${source}`
  if (known.size > 2000) known.clear()
  if (!known.has(key)) known.set(key, search(source, ignoreCase, allowed))
  return known.get(key)
}

function search(source: string, ignoreCase: boolean, allowed: CharSet): Attack | undefined {
  const regex = parseRegex(source, ignoreCase)
  const positions = isRegex(regex) && mayBranch(source) ? positionsOf(regex.pattern, allowed) : undefined
  const pumping = positions && ambiguity(positions)
  if (!pumping || !isRegex(regex)) return undefined
  const { growth, pumps } = pumping
  const end = ending(source, { ignoreCase, allowed, pumping, literals: literalsOf(regex.pattern) })
  return end === undefined
    ? undefined
    : { growth, pump: pumps[0]?.pump ?? '', text: count => build(pumping, count) + end }
}

const build = ({ prefix, pumps }: Pumping, count: number): string =>
  prefix + pumps.map(({ pump, bridge }) => pump.repeat(count) + bridge).join('')

interface Trial {
  readonly ignoreCase: boolean
  readonly allowed: CharSet
  readonly pumping: Pumping
  readonly literals: string
}

/**
 * PCRE looks whether the last literal of the pattern occurs before it starts, so the literals come too, where they do
 * no harm.
 */
function ending(source: string, { ignoreCase, allowed, pumping, literals }: Trial): string | undefined {
  const start = build(pumping, TRIAL)
  for (const one of endings)
    for (const end of [`${one}${literals}${one}`, one]) {
      const possible = Array.from(start + end, character => character.charCodeAt(0)).every(unit => has(allowed, unit))
      if (possible && matchRegex(source, start + end, ignoreCase) === false) return end
    }
  return undefined
}

const worth = new Map<string, boolean>()

/**
 * Could a pattern be ambiguous at all? A loop with another choice in it can be, and so can three loops in a row, of
 * which the search for where a match begins is one. Cheap, and no for most patterns.
 */
export function mayBranch(source: string): boolean {
  if (!/[*+{]/.test(source)) return false
  const known = worth.get(source)
  if (known !== undefined) return known
  if (worth.size > 5000) worth.clear()
  const regex = parseRegex(source)
  const found = isRegex(regex) && branches(regex.pattern, source.startsWith('^') ? 0 : 1)
  worth.set(source, found)
  return found
}

function branches(pattern: Pattern, start: number): boolean {
  let loops = start
  const stack: { part: Pattern; inLoop: boolean }[] = [{ part: pattern, inLoop: false }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { part, inLoop } = next
    if (inLoop && (part.kind === 'repeat' || part.kind === 'choice')) return true
    const loop = part.kind === 'repeat' && part.max > 3
    if (loop) loops++
    for (const item of inside(part)) stack.push({ part: item, inLoop: inLoop || loop })
  }
  return loops > 2
}

function inside(part: Pattern): readonly Pattern[] {
  if (part.kind === 'group' || part.kind === 'repeat') return [part.item]
  return part.kind === 'sequence' || part.kind === 'choice' ? part.items : []
}

/** Characters that stand alone in the pattern, each once. */
function literalsOf(pattern: Pattern): string {
  const found = new Set<string>()
  const stack: Pattern[] = [pattern]
  for (let part = stack.pop(); part && found.size < 24; part = stack.pop()) {
    if (part.kind === 'set' && part.set.every(([from, to]) => from === to) && part.set.length <= 2)
      found.add(String.fromCharCode(part.set.at(-1)?.[0] as number))
    else for (const inner of inside(part)) stack.push(inner)
  }
  return [...found].filter(one => one !== '/').join('')
}
