/** Extended regular expressions for `sysctl -a -r` that match the keys to keep. */

/** First what copies itself to other keys: written back later it would undo them. */
export function keptPatterns(keys: readonly string[]): string[] {
  const wide = keys.filter(key => copies.test(key))
  const rest = keys.filter(key => !copies.test(key) && !isCovered(key, keys))
  return [wide, rest].filter(group => group.length > 0).map(group => `^(${group.map(expression).join('|')})$`)
}

const copies = /^net\.(?:ipv4\.ip_forward|ipv[46]\.conf\.all\.(?:forwarding|disable_ipv6))$/

/** `net.ipv4.conf.eth0.x` beside `net.ipv4.conf.*.x`. */
function isCovered(key: string, keys: readonly string[]): boolean {
  const wide = key.replace(/^(net\.ipv[46]\.conf\.)[^.]+\.([^.]+)$/, '$1*.$2')
  return wide !== key && keys.includes(wide)
}

/** A `*` stays within its component, as it does in the files. */
const expression = (key: string): string =>
  key.replace(/[^\w/:@-]/g, character => (character === '*' ? '[^.]+' : character === '?' ? '[^.]' : `\\${character}`))
