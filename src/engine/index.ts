export { analyze, analyzeHost } from './analyze.ts'
export type * from './types.ts'
