/** A dotted version, e.g. [1, 22, 1]. */
export type Version = readonly number[]

/** Reads the leading dotted number of a text: `1.22.1-9+deb12u1` → [1, 22, 1]. Undefined when there is none. */
export function parseVersion(text: string): Version | undefined {
  const found = /^v?(\d+(?:\.\d+){0,3})/.exec(text)
  return found?.[1]?.split('.').map(Number)
}

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
