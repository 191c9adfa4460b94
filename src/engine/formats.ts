import type { Format } from '../formats/format.ts'
import { formats } from '../formats/index.ts'
import type { FormatId } from '../tree/index.ts'

/** @throws Error when no such format is registered. */
export function formatOf(id: FormatId): Format {
  const found = formats.find(format => format.id === id)
  if (!found) throw new Error(`no format ${id}`)
  return found
}
