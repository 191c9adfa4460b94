import { readBlock } from './block.ts'
import { readPlain, readQuoted } from './flow.ts'
import type { Place, Scalar } from './scalar.ts'

/** The scalar that begins at a place, the value of a key in a block mapping. */
export function readScalar(text: string, place: Place): Scalar | undefined {
  const first = text[place.at]
  if (first === '|' || first === '>') return readBlock(text, place)
  return first === '"' || first === "'" ? readQuoted(text, place) : readPlain(text, place)
}
