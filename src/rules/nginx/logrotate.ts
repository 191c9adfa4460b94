import { type FileStore, isUnreadable, onHost } from '../../files/index.ts'
import { lookUp, type SourceFile, type Span } from '../../text/index.ts'

/** How long logrotate(8) keeps what some paths hold. */
export interface Rotation {
  readonly file: SourceFile
  /** Of the line with the patterns. */
  readonly span: Span
  readonly patterns: readonly string[]
  /** Undefined: sizes decide, not days. */
  readonly days: number | undefined
  /** The number behind `rotate` of this block, when it stands here. */
  readonly count: Span | undefined
  /** Days that one file lasts. */
  readonly period: number
}

interface Settings {
  readonly period: number
  readonly count: number
  readonly maxAge: number
  readonly bySize: boolean
  readonly countAt?: Span
}

/** Without a period files are rotated when they pass 1 MiB. */
const initial: Settings = { period: 7, count: 0, maxAge: Number.POSITIVE_INFINITY, bySize: true }

const periods: Readonly<Record<string, number>> = { hourly: 1 / 24, daily: 1, weekly: 7, monthly: 30, yearly: 365 }

/** Every block of `logrotate.conf` and `logrotate.d`; undefined when the host's are not given. */
export function rotations(root: string | undefined, store: FileStore): Rotation[] | undefined {
  const folder = onHost(root, '/etc/logrotate.d')
  const main = store.read(onHost(root, '/etc/logrotate.conf'))
  const names = store.list(folder)
  if (names === undefined && isUnreadable(main)) return undefined
  const found: Rotation[] = []
  const global = isUnreadable(main) ? initial : readBlocks(main, initial, found)
  for (const name of names ?? []) {
    const file = store.read(`${folder}/${name}`)
    if (!isUnreadable(file) && !/[~,]$|\.(?:dpkg-\w+|rpm(?:orig|save|new)|swp|bak)$/.test(name))
      readBlocks(file, global, found)
  }
  return found
}

/** Adds the blocks of a file; gives what its lines outside of blocks say. Scripts are passed over. */
function readBlocks(file: SourceFile, outer: Settings, found: Rotation[]): Settings {
  let global = outer
  let block: { settings: Settings; patterns: string[]; span: Span } | undefined
  let pending: string[] = []
  for (const line of settingsOf(file.text)) {
    if (line.words.includes('}') && block) {
      found.push(rotation(file, block))
      block = undefined
    } else if (block) block.settings = withLine(block.settings, line)
    else if (line.words.at(-1) === '{') {
      block = { settings: global, patterns: [...pending, ...line.words.slice(0, -1)], span: line.span }
      pending = []
    } else if (line.words[0]?.startsWith('/')) pending.push(...line.words)
    else global = withLine(global, line)
  }
  return global
}

const scripts: ReadonlySet<string> = new Set(['postrotate', 'prerotate', 'firstaction', 'lastaction', 'preremove'])

interface Line {
  readonly words: readonly string[]
  readonly span: Span
}

/** Lines that are no part of a script. */
function* settingsOf(text: string): Generator<Line> {
  let script = false
  for (const line of linesOf(text)) {
    const [word = ''] = line.words
    if (!script && !scripts.has(word)) yield line
    script = script ? word !== 'endscript' : scripts.has(word)
  }
}

function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start)
    const end = next === -1 ? text.length : next
    const line = text.slice(start, Math.min(end, start + 4096))
    const spaced = line.replace(/([{}])/g, ' $1 ').trim()
    if (spaced !== '' && !spaced.startsWith('#')) {
      const words = spaced.match(/"[^"]*"|\S+/g) ?? []
      yield { words: words.map(word => word.replace(/^"|"$/g, '')), span: { start, end } }
    }
    start = end + 1
  }
}

function withLine(settings: Settings, { words: [name = '', value = ''], span }: Line): Settings {
  const period = lookUp(periods, name)
  if (period !== undefined) return { ...settings, period, bySize: false }
  if (name === 'rotate' && /^-?\d+$/.test(value)) return { ...settings, count: Number(value), countAt: span }
  if (name === 'maxage' && /^\d+$/.test(value)) return { ...settings, maxAge: Number(value) }
  return name === 'size' ? { ...settings, bySize: true } : settings
}

function rotation(
  file: SourceFile,
  { settings, patterns, span }: { settings: Settings; patterns: readonly string[]; span: Span },
): Rotation {
  const { period, count, maxAge, bySize, countAt } = settings
  const kept = count === -1 ? Number.POSITIVE_INFINITY : count * period
  const own = countAt && countAt.start > span.start ? numberIn(file, countAt) : undefined
  return { file, span, patterns, days: bySize ? undefined : Math.min(kept, maxAge), count: own, period }
}

function numberIn({ text }: SourceFile, line: Span): Span | undefined {
  const found = /rotate\s+(-?\d+)/.exec(text.slice(line.start, line.end))
  if (!found) return undefined
  const end = line.start + found.index + found[0].length
  return { start: end - (found[1] as string).length, end }
}
