export { analyze, fix, plan } from './engine/index.ts'
export type { AnalyzeInput, Finding, FixResult, Plan, Report } from './engine/types.ts'
export { applyEdits, type Edit, editsByPath, type SourceFile, type Span } from './text/index.ts'
