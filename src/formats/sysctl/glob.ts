import { components, interfaceKey, isPattern } from './key.ts'
import { knownNames } from './table.ts'

/** Shell patterns per path component, as glob(3) matches them. Braces are literal. */

/** Linear for each `*`: goes back to the last one only. */
export function matches(pattern: string, text: string): boolean {
  let [at, p, star, mark] = [0, 0, -1, 0]
  while (at < text.length) {
    const step = one(pattern, p, text[at] as string)
    if (step > 0) {
      at++
      p += step
    } else if (pattern[p] === '*') {
      star = p++
      mark = at
    } else if (star !== -1) {
      p = star + 1
      at = ++mark
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/** How many characters of the pattern match this one character; 0 = none. */
function one(pattern: string, p: number, character: string): number {
  const first = pattern[p]
  if (first === undefined || first === '*') return 0
  if (first === '?') return 1
  if (first !== '[') return first === character ? 1 : 0
  const close = pattern.indexOf(']', p + 2)
  if (close === -1) return character === '[' ? 1 : 0
  return inSet(pattern.slice(p + 1, close), character) ? close - p + 1 : 0
}

function inSet(set: string, character: string): boolean {
  const negated = set.startsWith('!') || set.startsWith('^')
  let found = false
  for (let at = negated ? 1 : 0; at < set.length; at++) {
    if (set[at + 1] === '-' && at + 2 < set.length) {
      if (character >= (set[at] as string) && character <= (set[at + 2] as string)) found = true
      at += 2
    } else if (set[at] === character) found = true
  }
  return found !== negated
}

/**
 * The keys a pattern stands for. Interfaces are those given; a pattern that is itself among the names (`eth*`, `*`)
 * matches itself: it stands for interfaces that no line names.
 */
export function expand(pattern: string, names: readonly string[]): string[] {
  const found = interfaceKey(pattern)
  if (found && !isPattern(found.attribute)) {
    const own = found.table === 'conf' ? names : names.filter(name => name !== 'all')
    return own.filter(name => name === found.name || matches(found.name, name)).map(name => interfaced(found, name))
  }
  const parts = components(pattern)
  const keys: string[] = []
  for (const template of knownNames()) keys.push(...instances(template, parts, names))
  return keys
}

const interfaced = (key: { family: string; table: string; attribute: string }, name: string): string =>
  `net.${key.family}.${key.table}.${name.replaceAll('.', '/')}.${key.attribute}`

function instances(template: string, parts: readonly string[], names: readonly string[]): string[] {
  const own = components(template)
  if (own.length !== parts.length) return []
  const fits = own.every((part, at) => part === '<if>' || matches(parts[at] as string, part))
  if (!fits) return []
  const place = own.indexOf('<if>')
  if (place === -1) return [template]
  const pattern = parts[place] as string
  return names
    .filter(name => matches(pattern, name) && (own[2] === 'conf' || name !== 'all'))
    .map(name => template.replace('<if>', name.replaceAll('.', '/')))
}
