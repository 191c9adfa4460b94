export { analyze, analyzeHost } from './analyze.ts'
export { type Choose, fix } from './fix.ts'
export { plan } from './plan/plan.ts'
export type * from './types.ts'
