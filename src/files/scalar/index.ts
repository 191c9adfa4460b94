export { insetIn } from './inset.ts'
export { readScalar } from './read.ts'
export type { Inset, Scalar, Style, Written } from './scalar.ts'
export { writeInto } from './write.ts'
