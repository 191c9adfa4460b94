export { applyEdits, compatible, type Edit, editsByPath, OverlapError } from './edit.ts'
export { nearest } from './nearest.ts'
export { decode, encode, lineCount, lineSpan, type Position, position, type SourceFile } from './source.ts'
export { contains, overlaps, type Span } from './span.ts'
