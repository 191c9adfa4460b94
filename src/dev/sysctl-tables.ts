import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Writes the compact tables of sysctl keys from `facts/sysctl/`. Decoded on first use. */

interface Check {
  readonly key: string
  readonly rule: string
  readonly type: string
  readonly comparator: string
  readonly severity: string
  readonly acceptable?: readonly string[]
  readonly strict?: readonly string[]
  readonly tolerated?: readonly string[]
  readonly recommended: readonly string[]
  readonly range?: readonly [number, number]
  readonly notForRoles?: readonly string[]
  readonly optIn?: string
  readonly mode?: string
  readonly zeroMeans?: string
  readonly sources: readonly { readonly src: string; readonly value?: string; readonly ref?: string }[]
  readonly kernel?: {
    readonly writes?: { readonly any?: boolean; readonly min?: number; readonly max?: number | string }
  }
}

interface Default {
  readonly key: string
  readonly '6.1': string | null
  readonly '6.12': string | null
  readonly 'other-6.18'?: string | null
  readonly dependsOn?: string
  readonly later?: string
}

interface Defaults {
  readonly families: { readonly prefixes: readonly string[] }
  readonly knownKeys: Readonly<Record<string, readonly string[]>>
  readonly defaults: readonly Default[]
}

const facts: string = fileURLToPath(new URL('facts/sysctl', import.meta.url))
const read = <T>(name: string): T => JSON.parse(readFileSync(`${facts}/${name}.json`, 'utf8')) as T

export function generate(): Record<string, string> {
  const checks = read<{ checks: Check[] }>('checks').checks
  const defaults = read<Defaults>('defaults')
  const shapes = read<{ integers: Record<string, string[]> }>('shapes').integers
  const { ranges } = read<{ ranges: Record<string, readonly [number | null, number | null]> }>('ranges')
  const more = read<{ keys: string[]; text: string[] }>('more-keys')
  const names = { ...defaults.knownKeys, more: [...more.keys, ...more.text] }
  return {
    'src/formats/sysctl/tables.gen.ts': module({
      names: Object.entries(names)
        .filter(([, keys]) => Array.isArray(keys))
        .map(([since, keys]) => `${since} ${[...keys].sort().join(' ')}`)
        .join('\n'),
      families: defaults.families.prefixes.join(' '),
      integers: Object.entries(shapes)
        .map(([count, keys]) => `${count} ${keys.join(' ')}`)
        .join('\n'),
      defaults: defaults.defaults.map(defaultLine).join('\n'),
      writes: [...checks.map(writeLine), ...Object.entries(ranges).map(rangeLine)].join('\n'),
    }),
    'src/rules/sysctl/checks.gen.ts': module({ checks: JSON.stringify(checks.map(compact)) }),
  }
}

function module(values: Record<string, string>): string {
  const lines = Object.entries(values).map(
    ([name, value]) => `export const ${name}: string =\n  ${JSON.stringify(value)}`,
  )
  return `// Generated from src/dev/facts/sysctl by npm run generate. Do not edit.\n\n${lines.join('\n\n')}\n`
}

/** key TAB 6.1 TAB 6.12 TAB what it hangs on: `machine`, `build` or nothing. `-` = no such key. */
const defaultLine = (entry: Default): string =>
  [entry.key, entry['6.1'] ?? '-', entry['6.12'] ?? '-', dependence(entry)].join('\t')

const dependence = (entry: Default): string =>
  entry.dependsOn !== undefined
    ? 'machine'
    : entry['other-6.18'] !== undefined || entry.later !== undefined
      ? 'build'
      : ''

/** key TAB type TAB smallest TAB largest accepted TAB mode. Empty bounds: any integer, or not known. */
function writeLine(check: Check): string {
  const [least, most] = bounds(check)
  return [check.key, check.type, least, most, check.mode ?? ''].join('\t')
}

/** The same for a key that is not checked: only its bounds are known. */
const rangeLine = ([key, [least, most]]: readonly [string, readonly [number | null, number | null]]): string =>
  [key, '', least ?? '', most ?? '', ''].join('\t')

/** The probes stopped at these numbers, the kernel does not. */
const probeGaps: Readonly<Record<string, string>> = { 101: '127', 1000: '65535', 1000000: '', '-2': '' }

/** Kept in jiffies, which fit an int at 100 of them a second (measured at 250). */
const seconds: ReadonlySet<string> = new Set(
  ['fin_timeout', 'keepalive_intvl', 'keepalive_time'].map(name => `net.ipv4.tcp_${name}`),
)

function bounds(check: Check): [string, string] {
  const writes = check.kernel?.writes
  if (seconds.has(check.key)) return ['', '21474836']
  if (writes?.any) return ['', '']
  if (check.key === 'net.ipv4.tcp_min_snd_mss') return ['48', '65535']
  if (check.type === 'int' && check.range) return [String(check.range[0]), String(check.range[1])]
  if (writes === undefined) return check.range ? [String(check.range[0]), String(check.range[1])] : ['', '']
  const [least, most] = [String(writes.min ?? ''), String(writes.max ?? '')]
  const gap = (text: string): string => probeGaps[text] ?? text
  return [gap(least), most.startsWith('>') ? '' : gap(most)]
}

/** Sources that a report names, by the tag of its references. */
const tags: Readonly<Record<string, string>> = {
  kspp: 'KSPP',
  cis_debian12: 'CISD12',
  cis_debian13: 'CISD13',
  cis_ubuntu2204: 'CISU22',
  cis_ubuntu2404: 'CISU24',
  cis_rhel9: 'CISR9',
  stig_rhel9: 'STIG9',
  anssi_bp028: 'ANSSI',
  pcidss_4: 'PCI4',
  'dev-sec': 'dev-sec',
}

function compact(check: Check): Record<string, unknown> {
  const references = check.sources.flatMap(source => {
    const tag = tags[source.src]
    return tag === undefined ? [] : [tag === 'KSPP' || tag === 'dev-sec' ? tag : `${tag}:${source.ref ?? ''}`]
  })
  const { sources: _, kernel: __, type: ___, mode: ____, ...rest } = check as Check & Record<string, unknown>
  delete (rest as Record<string, unknown>).category
  delete (rest as Record<string, unknown>).sourceConflict
  return { ...rest, refs: [...new Set(references)] }
}
