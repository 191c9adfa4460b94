import type { Directive, Word } from '../../../tree/index.ts'
import type { ServerName } from '../model.ts'

/** The names of a server in the order they are written. */
export const readNames = (directives: readonly Directive[]): ServerName[] =>
  directives.flatMap(directive => directive.args.map(word => readName(directive, word)))

const readName = (directive: Directive, word: Word): ServerName => ({
  kind: kindOf(word.value),
  value: word.value,
  directive,
  word,
})

function kindOf(value: string): ServerName['kind'] {
  if (value === '') return 'empty'
  if (value.startsWith('~')) return 'regex'
  if (value.startsWith('*.')) return 'wildcard-start'
  if (value.startsWith('.') && value.length > 1) return 'dot'
  if (value.endsWith('.*')) return 'wildcard-end'
  return /[A-Za-z0-9$]/.test(value) || /[\p{L}\p{N}]/u.test(value) ? 'exact' : 'catch-all'
}
