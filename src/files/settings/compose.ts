import { leading } from '../../text/index.ts'
import type { Inset } from '../scalar/index.ts'
import type { Setting } from './setting.ts'

/** A stretch of the text that was put together, and where in the file its characters stand. */
interface Tile {
  readonly start: number
  readonly end: number
  at(offset: number): number
  /** What may be changed. */
  readonly inset?: Inset
}

/**
 * Settings as lines that `sysctl` reads, `key = value`. What of them stands in the file is where it stands there; of
 * changes only those of one value can be written, and the removal of one setting.
 */
export function composed(settings: readonly Setting[]): Inset {
  const tiles: Tile[] = []
  let text = ''
  const push = (own: string, at: Tile['at'], inset?: Inset): void => {
    tiles.push({ start: text.length, end: text.length + own.length, at, ...(inset && { inset }) })
    text += own
  }
  for (const { key, value } of settings) {
    const keyEnd = key.value.at(key.value.text.length)
    // Places never go back: a value in front of its key is where the key ends.
    const valueAt = (offset: number): number => Math.max(keyEnd, value.value.at(offset))
    push(key.value.text, offset => key.value.at(offset))
    push(' = ', () => keyEnd)
    push(value.value.text, valueAt, value)
    push('\n', () => valueAt(value.value.text.length))
  }
  const tileAt = (offset: number): Tile | undefined => tiles[leading(tiles, ({ end }) => end <= offset)]
  const last = text.length - 1
  const at = (offset: number): number => {
    const tile = tileAt(Math.min(offset, last))
    return tile ? tile.at(Math.min(offset, last) - tile.start) : 0
  }
  return {
    style: 'settings',
    value: { text, at },
    write: change => taken(settings, change) ?? written(tiles, narrowed(text, change)),
  }
}

/** All of one line, taken out. */
function taken(settings: readonly Setting[], { span, text }: Change): ReturnType<Inset['write']> {
  let start = 0
  for (const { key, value, remove } of settings) {
    const end = start + key.value.text.length + ' = '.length + value.value.text.length + 1
    if (start === span.start) return text === '' && end === span.end ? remove?.() : undefined
    start = end
  }
  return undefined
}

/** A change without what it leaves as it is. */
function narrowed(whole: string, { span: { start, end }, text }: Change): Change {
  const old = whole.slice(start, end)
  let front = 0
  while (front < old.length && old[front] === text[front]) front++
  let back = 0
  while (back < Math.min(old.length, text.length) - front && old.at(-1 - back) === text.at(-1 - back)) back++
  return { span: { start: start + front, end: end - back }, text: text.slice(front, text.length - back) }
}

type Change = Parameters<Inset['write']>[0]

function written(tiles: readonly Tile[], { span, text }: Change): ReturnType<Inset['write']> {
  const tile = tiles.find(({ inset, start, end }) => inset && start <= span.start && span.end <= end)
  if (!tile?.inset || text.includes('\n')) return undefined
  return tile.inset.write({ span: { start: span.start - tile.start, end: span.end - tile.start }, text })
}

/** In their order, one after the other as long as none comes twice: of two that contradict each other only one may be meant. */
export function groups(settings: readonly Setting[]): Setting[][] {
  const found: Setting[][] = []
  let keys = new Set<string>()
  for (const one of settings) {
    const key = one.key.value.text.replaceAll('/', '.')
    if (found.length === 0 || keys.has(key)) {
      found.push([])
      keys = new Set()
    }
    keys.add(key)
    found.at(-1)?.push(one)
  }
  return found
}
