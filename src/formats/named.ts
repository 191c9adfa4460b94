import type { FormatId } from '../tree/index.ts'
import type { Format } from './format.ts'
import { formats } from './index.ts'

/** @throws Error when no such format is registered. */
export function formatOf(id: FormatId): Format {
  const found = formats.find(format => format.id === id)
  if (!found) throw new Error(`no format ${id}`)
  return found
}
