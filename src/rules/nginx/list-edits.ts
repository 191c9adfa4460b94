import { insertAt } from '../../remedies/nginx/set-at.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter } from '../../tree/index.ts'
import type { SharedList } from './sent-headers.ts'

/**
 * Adds entries where the list in force is written: a new entry at a nearer level would drop the inherited ones.
 * Nobody writes any: in the server, which all places of it inherit from.
 */
export function insertIntoList({ written, directive, server }: SharedList, lines: readonly string[]): Edit[] {
  const last = written?.written(directive).at(-1)
  return last ? [insertAfter(last, lines)] : insertAt(server, directive, lines)
}
