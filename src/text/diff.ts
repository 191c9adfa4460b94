import type { Edit } from './edit.ts'
import { type Change, changedLines, splitLines } from './hunks.ts'

/** One file of a patch. */
export interface FileChange {
  readonly path: string
  /** What the file is called, where the text of the path cannot say it in the encoding of the patch. */
  readonly name?: Uint8Array | undefined
  /** Undefined: the file is new. */
  readonly before: string | undefined
  readonly edits: readonly Edit[]
  /** 0-based lines that are no context where the patch can do without them: key material. */
  readonly hidden?: ReadonlySet<number>
}

/**
 * A unified diff of one file that `git apply` and `patch -p1` accept; empty when the edits change nothing.
 * Leading slashes are dropped, as both tools want relative names.
 */
export function unifiedDiff(change: FileChange, context = 3): string {
  const { hunks } = hunksOf(change, { lines: 0, grown: 0 }, context)
  return patchText({ ...change, isNew: change.before === undefined }, hunks)
}

type Named = Pick<FileChange, 'path' | 'name'>

/** Hunks below the names of their file; empty without hunks. */
export const patchText = (file: Named & { readonly isNew: boolean }, hunks: readonly string[]): string =>
  hunks.length === 0
    ? ''
    : `--- ${file.isNew ? '/dev/null' : headerName('a', file)}\n+++ ${headerName('b', file)}\n${hunks.join('')}`

/** What stands above a part of a file: lines, and by how many of them earlier hunks have made it longer. */
export interface Above {
  readonly lines: number
  readonly grown: number
}

/** The hunks of a part of a file that stands by itself, and what stands above the next part but for the lines between. */
export function hunksOf(change: FileChange, above: Above, context = 3): { hunks: string[]; grown: number } {
  const text = change.before ?? ''
  const changes = changedLines({ path: change.path, text, encoding: 'utf8' }, change.edits)
  if (changes.length === 0) return { hunks: [], grown: above.grown }
  const shown: Shown = { lines: splitLines(text), context, hidden: change.hidden ?? new Set(), above }
  const grown = changes.reduce((sum, each) => sum + each.after.length - each.before.length, above.grown)
  return { hunks: group(changes, shown).map(hunk => render(hunk, shown)), grown }
}

/** Quoted as git does where a name holds quotes, backslashes or control characters, or bytes of no UTF-8. */
function headerName(side: 'a' | 'b', { path, name: bytes }: Named): string {
  if (bytes) return `"${side}/${[...bytes].map(octal).join('').replace(/^\/+/, '')}"`
  const name = `${side}/${path.replace(/^\/+/, '')}`
  if (!/["\\\x00-\x1f\x7f]/.test(name)) return name.includes(' ') ? `${name}\t` : name
  const quoted = name.replace(/["\\\x00-\x1f\x7f]/g, character =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  )
  return `"${quoted}"`
}

function octal(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === '"' || character === '\\') return `\\${character}`
  return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, '0')}`
}

interface Shown {
  readonly lines: readonly string[]
  readonly context: number
  readonly hidden: ReadonlySet<number>
  readonly above: Above
}

interface Hunk {
  readonly changes: Change[]
  delta: number
}

/** Changes whose context would touch stand in one hunk, unless a hidden line lies between. */
function group(changes: readonly Change[], { context, hidden, above }: Shown): Hunk[] {
  const hunks: Hunk[] = []
  let delta = above.grown
  let end = Number.NEGATIVE_INFINITY
  for (const change of changes) {
    const last = hunks.at(-1)
    const near = change.at - end <= 2 * context && !between(end, change.at).some(line => hidden.has(line))
    if (last && near) last.changes.push(change)
    else hunks.push({ changes: [change], delta })
    end = change.at + change.before.length
    delta += change.after.length - change.before.length
  }
  return hunks
}

const between = (from: number, to: number): number[] =>
  Number.isFinite(from) ? Array.from({ length: to - from }, (_, at) => from + at) : []

function render(hunk: Hunk, { lines, context, hidden, above }: Shown): string {
  const first = hunk.changes[0] as Change
  const before = between(Math.max(0, first.at - context), first.at)
  const start = (before.findLast(line => hidden.has(line)) ?? (before[0] ?? first.at) - 1) + 1
  const out: string[] = []
  let at = start
  for (const change of hunk.changes) {
    for (const line of lines.slice(at, change.at)) out.push(marked(' ', line))
    for (const line of change.before) out.push(marked('-', line))
    for (const line of change.after) out.push(marked('+', line))
    at = change.at + change.before.length
  }
  // Without a line behind the change, git would look for it at the end of the file only.
  const behind = between(at, Math.min(lines.length, at + context))
  const end = behind.slice(1).find(line => hidden.has(line)) ?? at + behind.length
  for (const line of lines.slice(at, end)) out.push(marked(' ', line))
  const grown = hunk.changes.reduce((sum, change) => sum + change.after.length - change.before.length, 0)
  const size = end - start
  const from = start + above.lines
  return `@@ -${range(from, size)} +${range(from + hunk.delta, size + grown)} @@\n${out.join('')}`
}

const range = (start: number, size: number): string =>
  `${size === 0 ? start : start + 1}${size === 1 ? '' : `,${size}`}`
const marked = (sign: string, line: string): string =>
  line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`
