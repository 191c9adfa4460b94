/** A dotted version, e.g. [1, 22, 1]. */
export type Version = readonly number[]

/** Reads the leading dotted number of a text: `1.22.1-9+deb12u1` → [1, 22, 1]. Undefined when there is none. */
export function parseVersion(text: string): Version | undefined {
  const parts: number[] = []
  let at = text.startsWith('v') ? 1 : 0
  while (parts.length < 4 && isDigit(text, at)) {
    let number = 0
    for (; isDigit(text, at); at++) number = number * 10 + Number(text[at])
    parts.push(number)
    if (text[at] !== '.') break
    at++
  }
  return parts.length > 0 ? parts : undefined
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57

/** Negative when a is older than b. Missing parts count as 0. */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

export const atLeast = (version: Version, text: string): boolean =>
  compareVersions(version, parseVersion(text) ?? [0]) >= 0
export const formatVersion = (version: Version): string => version.join('.')
