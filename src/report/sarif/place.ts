import type { Location } from '../../engine/types.ts'
import { lineSpan } from '../../text/index.ts'
import type { View } from '../view.ts'

export type Value = Readonly<Record<string, unknown>>

/** A relative path as a relative reference, an absolute one as a file URI. Links are followed: they are not in a tree. */
export function uriOf(path: string, view: View): string {
  const real = view.resolve?.(path) ?? path
  const encoded = real
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  return real.startsWith('/') ? `file://${encoded}` : encoded
}

/**
 * The part of a location that lies on its first line: an annotation is shown only when every line of its region is
 * part of the change.
 */
function regionOf(at: Location, view: View): Value {
  const { line, column, endLine, endColumn } = at
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: endLine > line ? firstLineEnd(at, view) : endColumn,
  }
}

function firstLineEnd({ path, line, column }: Location, view: View): number {
  const file = view.source(path)
  if (!file) return column + 1
  const { start, end } = lineSpan(file, line)
  return Math.max(column + 1, file.text.slice(start, end).trimEnd().length + 1)
}

export const locationOf = (at: Location, view: View): Value => ({
  physicalLocation: { artifactLocation: { uri: uriOf(at.path, view) }, region: regionOf(at, view) },
})
