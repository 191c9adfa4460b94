export { analyze, analyzeHost } from './analyze.ts'
export { type Choose, fix } from './fix.ts'
export type * from './types.ts'
