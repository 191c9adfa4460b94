export { isDay } from './day.ts'
export { type FileChange, hunksOf, patchText, unifiedDiff } from './diff.ts'
export { applyEdits, byPath, compatible, type Edit, editsByPath, OverlapError } from './edit.ts'
export { type Change, changedLines, splitLines } from './hunks.ts'
export { nearest } from './nearest.ts'
export { isAmong, leading } from './ordered.ts'
export { editsOf, type Pieces, revise, textOf, transplant, untouched } from './pieces.ts'
export { afterEdits, markedSecrets, markSecret, type SecretPlace } from './secret-places.ts'
export {
  beginningOf,
  decode,
  encode,
  type Inlay,
  inWhole,
  lineCount,
  lineSpan,
  ownText,
  type Part,
  type Position,
  position,
  type SourceFile,
} from './source.ts'
export { contains, overlaps, type Span } from './span.ts'
export { between } from './stages.ts'
export { Stretches } from './stretches.ts'
export { lookUp } from './table.ts'
export type { Condition } from './template/branches.ts'
export { type Choice, choicesAmong } from './template/choices.ts'
export { inkFilled, isAllInk, isInk, type LineTemplate, readLines, restored } from './template/lines.ts'
export {
  filledPath,
  filledWith,
  hasMarks,
  holdsWordMark,
  isForTerraform,
  isTemplateFile,
  isTemplatePlace,
  markedPlaceholders,
  plainTemplate,
  readTemplate,
  shellPlaceholders,
  type Template,
  withoutLines,
  wordMarksIn,
} from './template/template.ts'
export { endOfTag, type TerraformTag, terraformTags } from './template/terraform.ts'
