import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { type DirectiveTable, type Entry, tableOf, takes } from '../../formats/nginx/tables/index.ts'
import type { Word } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { unsafe } from './load-problems.ts'

/** Names and blocks of a statement that goes on over a line end where another one begins. */
interface Halves {
  /** What the first half ends with. */
  readonly last: Word
  readonly mark: ';' | ' {'
}

/**
 * The `;` or `{` that a line lacks, where exactly one line end of the statement can have it: what stands before it is
 * a whole statement, and what follows is one with a known name.
 */
export function lacking({ directive }: LoadProblem, model: NginxModel): Fix[] {
  if (!directive) return []
  const { file, name, args, block } = directive
  const table = tableOf(model.target)
  const words = [name, ...args]
  const found: Halves[] = []
  for (let at = 1; at < words.length && found.length < 2; at++) {
    const [last, next] = [words[at - 1] as Word, words[at] as Word]
    if (!file.text.slice(last.span.end, next.span.start).includes('\n') || next.raw !== next.value) continue
    const behind = table.of(next.value).filter(entry => takes(entry, words.length - at - 1))
    if (!behind.some(entry => entry.block === (block !== undefined))) continue
    const mark = markOf(table, name.value, at - 1)
    if (mark) found.push({ last, mark })
  }
  const [one, another] = found
  if (!one || another) return []
  const { end } = one.last.span
  const title =
    one.mark === ';'
      ? { en: `End the statement ${name.value} with ;`, zh: `用 ; 结束语句 ${name.value}` }
      : { en: `Open the block of ${name.value} with {`, zh: `用 { 打开 ${name.value} 块` }
  return [unsafe({ title, edits: [{ path: file.path, span: { start: end, end }, text: one.mark }], changes: ['*'] })]
}

function markOf(table: DirectiveTable, name: string, count: number): Halves['mark'] | undefined {
  const fits: readonly Entry[] = table.of(name).filter(entry => takes(entry, count))
  if (fits.some(entry => !entry.block)) return ';'
  return fits.length > 0 ? ' {' : undefined
}
