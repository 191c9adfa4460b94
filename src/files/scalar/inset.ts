import type { Inset, Scalar } from './scalar.ts'
import { writeInto } from './write.ts'

/** A scalar of a file as a text whose changes are written in its style. */
export const insetIn = (source: string, scalar: Scalar): Inset => ({
  style: scalar.style,
  value: scalar.value,
  write: change => writeInto(source, scalar, change),
})
