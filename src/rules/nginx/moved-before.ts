import type { Location } from '../../formats/nginx/model.ts'
import { deleteDirective, indentAt, insertBefore } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'

/** In front of the location that takes its requests. */
export function movedBefore({ directive }: Location, { directive: first }: Location): Fix | undefined {
  if (!directive || !first || directive.parent !== first.parent || directive.file !== first.file) return undefined
  const { text } = directive.file
  const indent = indentAt(text, directive.span.start)
  const lines = text
    .slice(directive.span.start, directive.span.end)
    .split(/\r?\n/)
    .map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
  return {
    title: { en: 'try it before the other one', zh: '将其移到另一个之前' },
    safety: 'unsafe',
    edits: [insertBefore(first, lines), deleteDirective(directive)],
    changes: ['*'],
  }
}
