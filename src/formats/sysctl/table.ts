import { atLeast, type Target } from '../../target/index.ts'
import { interfaceKey, keyOf, variable } from './key.ts'
import { defaults, families, integers, names, writes } from './tables.gen.ts'

/** What is known about keys: their names by kernel, what they accept, what they start with. */

/** `<if>` stands for the interface: `net.ipv4.conf.<if>.rp_filter`. */
export function template(key: string): string {
  const found = interfaceKey(key)
  return found ? `net.${found.family}.${found.table}.<if>.${found.attribute}` : key
}

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const rows = (text: string): string[][] => text.split('\n').map(line => line.split('\t'))

/** Name (as template) → the kernels that have it: `in6.1and6.12`, `from6.12`, `only6.1`, `from6.18`, `more`. */
const table: () => ReadonlyMap<string, string> = once(
  () =>
    new Map(
      names.split('\n').flatMap(line => {
        const [since = '', ...keys] = line.split(' ')
        return keys.map(key => [key, since] as const)
      }),
    ),
)

const prefixes: () => readonly string[] = once(() => families.split(' '))

/** yes: in the lists · family: may exist with a module, a feature or a patch · no: no kernel that is known has it. */
export function known(key: string): 'yes' | 'family' | 'no' {
  if (table().has(template(key))) return 'yes'
  if (prefixes().some(prefix => key.startsWith(prefix))) return 'family'
  return isDirectory(key) ? 'yes' : 'no'
}

/** False when the kernel version is known not to have the key; undefined when that is not known. */
export function present(key: string, target: Target): boolean | undefined {
  const since = table().get(template(key))
  if (since === undefined || since === 'more') return undefined
  const span = spans[since]
  if (!span) return true
  const [absent, here] = span.map(version => atLeast(target.kernel, version))
  return since.startsWith('only') ? (here ? false : undefined) : here ? true : absent ? undefined : false
}

/** From the first version on it is not known; from the second on it is there (or, for `only`, gone). */
const spans: Readonly<Record<string, readonly [string, string]>> = {
  'from6.12': ['6.2', '6.12'],
  'from6.18': ['6.13', '6.18'],
  'only6.1': ['6.2', '6.12'],
}

/** Network keys of a module that may not be loaded, whether or not their names are known. */
export const fromModule = (key: string): boolean =>
  prefixes().some(prefix => prefix.startsWith('net.') && key.startsWith(prefix))

/** Every known name, interface keys as templates. */
export const knownNames = (): Iterable<string> => table().keys()

/** True when the key names a folder below /proc/sys. */
export function isDirectory(key: string): boolean {
  const inside = interfaceKey(`${key}.x`)
  // Somebody left the interface out: no interface is called so.
  if (inside && table().has(template(keyOf(inside.family, 'all', inside.name)))) return false
  return folders().has(template(`${key}.x`).replace(/\.x$/, '')) || folders().has(key)
}

const folders: () => ReadonlySet<string> = once(() => {
  const found = new Set<string>()
  for (const name of table().keys()) {
    const parts = name.split('.')
    for (let count = 1; count < parts.length; count++) {
      const folder = parts.slice(0, count).join('.')
      found.add(folder)
      if (folder.endsWith('<if>')) for (const one of ['all', 'default']) found.add(folder.replace('<if>', one))
    }
  }
  return found
})

export interface Shape {
  /** As in the fact table: int, bool, bool-u8, u8, ulong, string, bitmask, int-pair, ms-jiffies …; `text` or undefined when unknown. */
  readonly type: string | undefined
  /** Smallest and largest integer the kernel accepts; undefined: any it can store. */
  readonly least: number | undefined
  readonly most: number | undefined
  /** How many integers it holds. */
  readonly words: number | undefined
  /** 0600: a reader without root does not see it. */
  readonly hidden: boolean
}

const shapes: () => ReadonlyMap<string, readonly string[]> = once(
  () =>
    new Map(
      rows(writes).flatMap(row => {
        const key = row[0] ?? ''
        const own: [string, readonly string[]][] = [[key, row]]
        const form = template(key)
        return form === key ? own : [...own, [form, row] as const]
      }),
    ),
)

const counts: () => ReadonlyMap<string, number> = once(
  () =>
    new Map(
      integers.split('\n').flatMap(line => {
        const [count, ...keys] = line.split(' ')
        return keys.map(key => [key, Number(count)] as const)
      }),
    ),
)

const bound = (text: string | undefined): number | undefined =>
  text === undefined || text === '' ? undefined : Number(text)

export function shapeOf(key: string): Shape {
  const row = shapes().get(key) ?? shapes().get(template(key))
  return {
    type: row?.[1] || undefined,
    least: bound(row?.[2]),
    most: bound(row?.[3]),
    words: counts().get(template(key)),
    hidden: row?.[4] === '0600',
  }
}

interface DefaultRow {
  readonly old: string
  readonly recent: string
  /** What the value hangs on besides the version. */
  readonly on: string
}

const starts: () => ReadonlyMap<string, DefaultRow> = once(
  () => new Map(rows(defaults).map(([key = '', old = '-', recent = '-', on = '']) => [key, { old, recent, on }])),
)

export interface Start {
  readonly value: string
  /** False when other builds of the same version start with another value. */
  readonly sure: boolean
}

/**
 * The value a Debian kernel of the target's version starts with. Undefined: not known, or no such key.
 * Keys that differ between builds are unsure unless the target says that it runs Debian.
 */
export function startOf(key: string, target: Target): Start | undefined {
  const row = starts().get(variable(key)) ?? starts().get(seed(key))
  if (!row) return undefined
  const value = atLeast(target.kernel, '6.12') ? row.recent : row.old
  if (value === '-') return undefined
  const stated = target.distribution.id === 'debian' && !target.assumed.includes('distribution')
  return { value, sure: row.on === '' || (row.on === 'build' && stated) }
}

/** Interfaces start from conf.default; attributes that are listed for `all` only start the same everywhere. */
function seed(key: string): string {
  const found = interfaceKey(key)
  if (found?.table !== 'conf') return key
  const own = (name: string): string => `net.${found.family}.conf.${name}.${found.attribute}`
  return starts().has(own('default')) ? own('default') : own('all')
}

/** Keys whose start value is known. */
export const defaultKeys = (): Iterable<string> => starts().keys()

/** Removed from the kernel, or never there. tcp_fack still exists and does nothing. */
export const gone: Readonly<Record<string, string>> = {
  'kernel.core_setuid_ok': '',
  'kernel.exec-shield': '',
  'kernel.exec-shield-randomize': '',
  'kernel.maps_protect': '',
  'kernel.suid_dumpable': 'fs.suid_dumpable',
  'kernel.use-nx': '',
  'net.ipv6.conf.<if>.send_redirects': '',
}

/**
 * The first release of Linux whose source is known not to have a key of earlier ones: 5.10 has those that are missing in 6.1.
 * Source: Debian's linux-source-5.10 and -6.1; tcp(7) for tcp_tw_recycle.
 */
export const goneFrom: Readonly<Record<string, string>> = {
  'kernel.sched_latency_ns': '6.1',
  'kernel.sched_migration_cost_ns': '6.1',
  'kernel.sched_min_granularity_ns': '6.1',
  'kernel.sched_nr_migrate': '6.1',
  'kernel.sched_tunable_scaling': '6.1',
  'kernel.sched_wakeup_granularity_ns': '6.1',
  'net.ipv4.ip_conntrack_max': '5.10',
  'net.ipv4.netfilter.ip_conntrack_max': '5.10',
  'net.ipv4.netfilter.ip_conntrack_tcp_timeout_established': '5.10',
  'net.ipv4.tcp_tw_recycle': '4.12',
  'net.netfilter.nf_conntrack_helper': '6.1',
}

export const doesNothing: ReadonlySet<string> = new Set(['net.ipv4.tcp_fack'])
