export { readScalar } from './read.ts'
export type { Scalar, Style } from './scalar.ts'
export { type Written, writeInto } from './write.ts'
