export { analyze, fix } from './engine/index.ts'
export type { AnalyzeInput, Finding, FixResult, Plan, Report } from './engine/types.ts'
export { applyEdits, type Edit, type SourceFile, type Span } from './text/index.ts'
