/** Spellings of a key. Canonical is what `sysctl -a` prints: components joined by dots, a dot inside one shown as `/`. */

const swap = (text: string): string => text.replace(/[./]/g, character => (character === '.' ? '/' : '.'))

/** The path below /proc/sys that systemd-sysctl would write (sysctl_normalize of systemd 257). */
export function systemdPath(raw: string): string {
  const first = /[./]/.exec(raw)?.[0]
  const path = first === '.' ? swap(raw) : raw
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  return parts.join('/')
}

/** systemd refuses `..` and what is too long for a path; nothing lives at an empty one. */
export const isOutside = (path: string): boolean =>
  path === '' || bytes(path) > longestPath || path.split('/').some(part => part === '..' || bytes(part) > longestName)

const longestName = 255
/** With /proc/sys/ in front and a zero behind. */
const longestPath = 4096 - '/proc/sys/'.length - 1

/** At most so many, and exactly where it matters. */
const bytes = (text: string): number =>
  text.length * 3 <= longestName ? text.length : new TextEncoder().encode(text).length

/**
 * The path below /proc/sys that procps 4.0 would write. Doubled separators are only warned about,
 * and `..` is followed by the kernel; a trailing separator makes a path that names no file.
 */
export function procpsPath(raw: string): string | undefined {
  const first = /[./]/.exec(raw)?.[0]
  const path = first === '.' ? swap(raw) : raw
  if (path.endsWith('/')) return undefined
  const out: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') {
      if (out.pop() === undefined) return undefined
    } else if (part !== '' && part !== '.') out.push(part)
  }
  return out.join('/')
}

/** `net/ipv4/conf/eth0.100/rp_filter` → `net.ipv4.conf.eth0/100.rp_filter` */
export const dotted = (path: string): string => swap(path)

/** The canonical key of any spelling an admin may use. */
export const canonical = (spelling: string): string => dotted(systemdPath(spelling))

/** The components of a canonical key: `net`, `ipv4`, `conf`, `eth0.100`, `rp_filter`. */
export const components = (key: string): string[] => (key.includes('/') ? swap(key).split('/') : key.split('.'))

export interface InterfaceKey {
  readonly family: 'ipv4' | 'ipv6'
  /** `conf` or `neigh`. */
  readonly table: string
  /** Interface name as the system knows it, `all`, `default`, or a pattern. */
  readonly name: string
  readonly attribute: string
}

/** Takes `net.ipv4.conf.eth0/100.rp_filter` apart; undefined for keys that belong to no interface. */
export function interfaceKey(key: string): InterfaceKey | undefined {
  if (!key.startsWith('net.ipv')) return undefined
  const [net, family, table, name, attribute, more] = components(key)
  if (net !== 'net' || (family !== 'ipv4' && family !== 'ipv6') || more !== undefined) return undefined
  if ((table !== 'conf' && table !== 'neigh') || name === undefined || attribute === undefined) return undefined
  return { family, table, name, attribute }
}

/** The canonical key of an interface's attribute. */
export const keyOf = (family: string, name: string, attribute: string): string =>
  `net.${family}.conf.${name.replaceAll('.', '/')}.${attribute}`

export const isPattern = (key: string): boolean => /[*?[]/.test(key)

/** Two names of one variable. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['net.ipv4.conf.all.forwarding', 'net.ipv4.ip_forward'],
  ['net.nf_conntrack_max', 'net.netfilter.nf_conntrack_max'],
])

export const variable = (key: string): string => aliases.get(key) ?? key
