import { compareVersions, parseVersion, type Version } from '../../../target/index.ts'
import { type ContextName, contextNames } from './contexts.ts'

/** How a directive reads its arguments. */
export type Kind =
  | 'custom'
  | 'flag'
  | 'number'
  | 'size'
  | 'offset'
  | 'time-ms'
  | 'time-s'
  | 'string'
  | 'string[]'
  | 'bitmask'
  | 'enum'
  | 'complex'
  | 'complex-size'
  | 'predicate[]'
  | 'keyval[]'
  | 'bufs'
  | 'mime-types[]'
  | 'path'
  | 'access'
  | 'include'
  | 'unknown'

const kinds: Record<string, Kind> = {
  c: 'custom',
  f: 'flag',
  n: 'number',
  s: 'size',
  o: 'offset',
  m: 'time-ms',
  t: 'time-s',
  S: 'string',
  L: 'string[]',
  b: 'bitmask',
  e: 'enum',
  x: 'complex',
  z: 'complex-size',
  p: 'predicate[]',
  k: 'keyval[]',
  B: 'bufs',
  M: 'mime-types[]',
  P: 'path',
  A: 'access',
  i: 'include',
}

/** Bits of `Entry.args`; a directive may take any of the counts whose bits are set. */
export const Arity = { flag: 256, any: 512, oneOrMore: 1024, twoOrMore: 2048 } as const

/** One directive of one module, as one version of nginx has it. */
export interface Entry {
  readonly name: string
  /** `ngx_http_core_module`. */
  readonly module: string
  /** Bit per context (`contextBit`); 0 = unknown, anywhere. */
  readonly contexts: number
  /** Bit n = n arguments are accepted (n ≤ 7), or the bits of `Arity`; 0 = unknown, any number. */
  readonly args: number
  readonly block: boolean
  readonly kind: Kind
  /** `enum`, `bitmask`: the words. `number`: smallest and largest, empty = none. `custom`: the daemon's own setter. */
  readonly detail: readonly string[]
  /** A second one in the same block is refused. */
  readonly once: boolean
  /** `value`: a level that writes it replaces the outer value. `list`: a level that writes one drops all inherited. */
  readonly inherits: 'value' | 'list' | 'none'
  readonly vendor: 'commercial' | 'third-party' | undefined
  readonly since: string | undefined
  readonly removed: string | undefined
  /** The documented default of that version, as written; empty when there is none. */
  readonly default: string
  /** Bit n = variables are expanded in argument n + 1 (bit 3: in the fourth and later ones). */
  readonly variables: number
  readonly replacedBy: string | undefined
  /** The configure switch without `--with-`, when the module is not built by default. */
  readonly needs: string | undefined
  /** Not on this platform (Windows, BSD, Solaris). */
  readonly foreign: boolean
}

const earlier = (version: Version, text: string): boolean => compareVersions(version, parseVersion(text) ?? []) < 0

/** The mask a record had before the first change that `version` does not have yet. */
function masks(fields: readonly string[], version: Version): { contexts: number; args: number; old: boolean } {
  const history = fields[11]
  if (history)
    for (const entry of history.split(' ')) {
      const [since = '', contexts = '', args = ''] = entry.split(/[:,]/)
      if (earlier(version, since))
        return { contexts: Number.parseInt(contexts, 36), args: Number.parseInt(args, 36), old: true }
    }
  return { contexts: Number.parseInt(fields[2] ?? '0', 36), args: Number.parseInt(fields[3] ?? '0', 36), old: false }
}

function defaultOf(text: string, version: Version): string {
  const parts = text.split('¦')
  for (const part of parts.slice(0, -1)) {
    const at = part.indexOf('<')
    if (earlier(version, part.slice(0, at))) return part.slice(at + 1)
  }
  return parts.at(-1) ?? ''
}

/** The words of an enumeration that the version knows: `2@1.29.4` came with 1.29.4. */
function details(text: string, kind: Kind, version: Version): readonly string[] {
  if (text === '') return []
  const words = text.split(' ')
  if (kind !== 'enum' && kind !== 'bitmask') return words
  return words.flatMap(word => {
    const at = word.indexOf('@')
    if (at === -1) return [word]
    return earlier(version, word.slice(at + 1)) ? [] : [word.slice(0, at)]
  })
}

const inheritance = (flags: string): Entry['inherits'] =>
  flags.includes('n') ? 'none' : flags.includes('l') ? 'list' : 'value'

const vendor = (flags: string): Entry['vendor'] =>
  flags.includes('p') ? 'commercial' : flags.includes('v') ? 'third-party' : undefined

/** The letters of a line of the generated table, one per property. */
export const flagsOf = (line: string): string => line.split('\t', 5)[4] ?? ''

/** Reads one line of the generated table for one version of nginx. */
export function entryOf(line: string, modules: readonly string[], version: Version): Entry {
  const fields = line.split('\t')
  const cell = (at: number): string => fields[at] ?? ''
  const some = (at: number): string | undefined => fields[at] || undefined
  const flags = cell(4)
  const { contexts, args, old } = masks(fields, version)
  const flag = args === Arity.flag
  const kind = flag && (old || cell(6) === '') ? 'flag' : (kinds[cell(5)] ?? 'unknown')
  return {
    name: cell(0),
    module: modules[Number.parseInt(cell(1), 36)] as string,
    contexts,
    args,
    kind,
    block: flags.includes('b'),
    once: flags.includes('d'),
    inherits: inheritance(flags),
    vendor: vendor(flags),
    foreign: flags.includes('w'),
    detail: details(cell(6), kind, version),
    since: some(7),
    removed: some(8),
    default: defaultOf(cell(9), version),
    variables: Number.parseInt(cell(10), 36) || 0,
    replacedBy: some(12),
    needs: some(13),
  }
}

/** Does `count` arguments fit the mask? */
export function takes(entry: Entry, count: number): boolean {
  const { args } = entry
  if (args === 0 || args & Arity.any) return true
  if (args & Arity.flag) return count === 1
  if (args & Arity.oneOrMore) return count >= 1
  if (args & Arity.twoOrMore) return count >= 2
  return count <= 7 && (args & (1 << count)) !== 0
}

/** The contexts of an entry by name; all of them when they are unknown. */
export const contextsOf = (entry: Entry): readonly ContextName[] =>
  contextNames.filter((_, at) => entry.contexts === 0 || (entry.contexts & (1 << at)) !== 0)
