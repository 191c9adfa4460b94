/**
 * Adds a name to those of a hash with wildcards. False when it is there already: `.a.b` stands for `a.b` and `*.a.b`.
 */
export function addName(keys: Set<string>, name: string): boolean {
  const bare = name.slice(1)
  const own = name.startsWith('.') ? [bare, `*.${bare}`] : [name]
  if (own.some(key => keys.has(key))) return false
  for (const key of own) keys.add(key)
  return true
}

const align = (value: number, to: number): number => Math.ceil(value / to) * to

/** The size of the buckets of a hash: as written, in whole lines of the processor's cache. */
export const bucketSize = (written: number): number => align(written, 64)

/** Of wider buckets no table is made. */
export const largestBucket: number = 65536 - 64

/** Does a name of that many bytes fit a bucket? Two pointers and the padded length stand beside it. */
export const fitsBucket = (length: number, bucket: number): boolean => 16 + align(length + 2, 8) <= bucket

/** The bytes that a bucket has to take: of a name with a wildcard its longest label, each of which has a hash of its own. */
export const keyLength = (name: string): number =>
  name.startsWith('.') || name.includes('*') ? Math.max(...name.split('.').map(label => label.length)) : name.length

/** A name the hash takes: no `..`, one `*` at most, and that alone at one end, unless a dot begins the name. */
export function acceptable(name: string): boolean {
  if (name.includes('..') || name.includes('\0')) return false
  const star = name.indexOf('*')
  if (star === -1) return true
  if (name.includes('*', star + 1)) return false
  if (name.startsWith('.')) return true
  return name.length > 2 && (name.startsWith('*.') || name.endsWith('.*'))
}
