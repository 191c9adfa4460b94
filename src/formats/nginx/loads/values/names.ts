/** A name the hash takes: no `..`, one `*` at most, and that alone at one end. */
export function acceptable(name: string): boolean {
  const stars = name.split('*').length - 1
  if (stars > 1 || name.includes('..') || name.includes('\0')) return false
  if (stars === 0) return true
  return name.length > 2 && (name.startsWith('*.') || name.endsWith('.*'))
}
