import type { Edit } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'

/** Adds a word behind argument `index` of a statement; nothing when there is no such argument. */
export function insertAfterWord({ file, args }: Directive, index: number, raw: string): Edit[] {
  const at = args[index]?.span.end
  return at === undefined ? [] : [{ path: file.path, span: { start: at, end: at }, text: ` ${raw}` }]
}
