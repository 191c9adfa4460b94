import { readInteger, wordsOf } from './integer.ts'
import { interfaceKey } from './key.ts'
import { type Shape, shapeOf } from './table.ts'

/** What the kernel does with a value that somebody writes to a key. Measured on 6.1 and 6.12. */

export type Refusal = 'number' | 'range' | 'order' | 'seal' | 'raise' | 'overflow' | 'traversal'
export type Change = 'octal' | 'wrapped' | 'dropped-words' | 'missing-words' | 'rounded' | 'clamped'

export type Written =
  | { readonly kind: 'stored'; readonly value: string; readonly changes: readonly Change[] }
  | { readonly kind: 'refused'; readonly because: Refusal; readonly least?: number; readonly most?: number }
  /** A key whose kind is not known: whether it is accepted cannot be said. */
  | { readonly kind: 'unknown'; readonly value: string }
  | { readonly kind: 'read-only' }

const textual = new Set(['string', 'range-list'])

export const isTextKey = (shape: Shape): boolean =>
  shape.type !== undefined ? textual.has(shape.type) && shape.words === undefined : shape.words === undefined

/** Keys that only go one way; 0 is refused even where 0 stands. */
const sealed = new Set(['kernel.modules_disabled', 'kernel.kexec_load_disabled'])

export function write(key: string, value: string): Written {
  if (interfaceKey(key)?.attribute === 'mc_forwarding') return { kind: 'read-only' }
  const shape = shapeOf(key)
  if (!isTextKey(shape)) return numeric(key, value, shape)
  return shape.type === undefined ? { kind: 'unknown', value } : { kind: 'stored', value, changes: [] }
}

function numeric(key: string, value: string, shape: Shape): Written {
  const words = wordsOf(value)
  const wanted = shape.words ?? (shape.type === 'int-pair' ? 2 : 1)
  const read = words.slice(0, wanted).map(readInteger)
  const numbers = read.flatMap(each => (each ? [each.value] : []))
  if (read.length === 0 || numbers.length < read.length) return refuseNumber()
  const changes = new Set<Change>()
  if (read.some(each => each?.base === 8 && each.value > 7n)) changes.add('octal')
  if (words.length > wanted) changes.add('dropped-words')
  if (numbers.length < wanted) changes.add('missing-words')
  return store(key, numbers, { shape, changes })
}

const refuseNumber = (): Written => ({ kind: 'refused', because: 'number' })

interface Storing {
  readonly shape: Shape
  readonly changes: Set<Change>
}

function store(key: string, numbers: readonly bigint[], { shape, changes }: Storing): Written {
  const [first = 0n] = numbers
  if (sealed.has(key) && first === 0n) return { kind: 'refused', because: 'seal' }
  const { least, most } = shape
  const judged = shape.type === undefined ? numbers : [first]
  if (judged.some(each => below(each, shape) || beyond(each, shape))) return refuseRange(least, most)
  const ports = key.endsWith('ip_local_port_range') ? refusedPorts(numbers) : undefined
  if (ports) return ports
  if (shape.type === 'ms-jiffies') return milliseconds(first, changes)
  if (shape.type !== 'ulong' && tooLarge(numbers, shape)) return { kind: 'refused', because: 'overflow' }
  if (key === 'dev.tty.legacy_tiocsti' && first > 1n) return stored(['1'], changes.add('clamped'))
  if (key.startsWith('net.bridge.bridge-nf-call-') && first > 1n) return stored(['1'], changes.add('clamped'))
  return stored(numbers.map(String), changes)
}

function refusedPorts(ports: readonly bigint[]): Written | undefined {
  const [first = 1n, last = first] = ports
  if (ports.some(port => port < 1n || port > 65535n)) return refuseRange(1, 65535)
  return last < first ? { kind: 'refused', because: 'order' } : undefined
}

const below = (value: bigint, { least }: Shape): boolean => least !== undefined && value < BigInt(least)

/** Milliseconds wrap above 32 bits before their range is looked at. */
const beyond = (value: bigint, shape: Shape): boolean =>
  shape.type !== 'ms-jiffies' && shape.most !== undefined && value > BigInt(shape.most)

const refuseRange = (least: number | undefined, most: number | undefined): Written => ({
  kind: 'refused',
  because: 'range',
  ...(least === undefined ? {} : { least }),
  ...(most === undefined ? {} : { most }),
})

/** The limit is that of an int; keys of unknown type may hold more (kernel.shmmax, fs.file-max). */
function tooLarge(numbers: readonly bigint[], shape: Shape): boolean {
  const limit = shape.type === undefined ? 2n ** 64n : 2n ** 31n
  return numbers.some(value => value >= limit || value < -limit)
}

const stored = (numbers: readonly string[], changes: ReadonlySet<Change>): Written => ({
  kind: 'stored',
  value: numbers.join(' '),
  changes: [...changes],
})

/** Jiffies at HZ 250, as Debian builds: 501 reads 504. */
function milliseconds(value: bigint, changes: Set<Change>): Written {
  if (value < 0n) return { kind: 'refused', because: 'range', least: 0 }
  const wrapped = BigInt.asIntN(32, value)
  if (wrapped !== value) changes.add('wrapped')
  const rounded = ((wrapped + 3n) / 4n) * 4n
  if (rounded !== wrapped) changes.add('rounded')
  return stored([String(rounded)], changes)
}
