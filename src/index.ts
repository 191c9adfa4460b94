export type { Baseline, Control, SettingControl } from './baseline/types.ts'
export { analyze, type Choose, fix, plan, type Score, score, scoreAfter } from './engine/index.ts'
export type {
  AnalyzeInput,
  EffectiveChange,
  FileProblem,
  Finding,
  Fingerprint,
  FixResult,
  LeftFinding,
  Location,
  Plan,
  PlanStep,
  Report,
  ReportVerdict,
  Waiver,
  WaiverEntry,
} from './engine/types.ts'
export { type FileStore, memoryStore, type Unreadable } from './files/index.ts'
export type { Lang, Localized } from './message/index.ts'
export type { Check, Command, Confidence, Fix, Severity, Step, Witness, WitnessRequest } from './rules/rule.ts'
export type { Role, Target } from './target/index.ts'
export { applyEdits, type Edit, editsByPath, type SourceFile, type Span } from './text/index.ts'
export type { FormatId } from './tree/index.ts'
