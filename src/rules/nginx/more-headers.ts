import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'

/**
 * Does `more_set_headers` (headers-more module) send a header with the pages from here? Its lines of all levels add up, and
 * hold for every status unless `-s` narrows them, for every type unless `-t` does (measured).
 */
export function setByMore(model: NginxModel, level: Level, header: string): boolean {
  if (model.writers('more_set_headers').length === 0) return false
  for (let at: Level | undefined = level; at; at = at.parent)
    if (at.written('more_set_headers').some(line => sends(line, header))) return true
  return false
}

function sends(line: Directive, header: string): boolean {
  const words = valuesOf(line)
  const after = (option: string): readonly string[] | undefined =>
    words.includes(option) ? words[words.indexOf(option) + 1]?.split(' ') : undefined
  if (after('-s')?.includes('200') === false || after('-t')?.includes('text/html') === false) return false
  return words.some(word => names(word, header))
}

/** `Name: value`; one without a value takes the header away. */
function names(word: string, header: string): boolean {
  const colon = word.indexOf(':')
  return colon > 0 && word.slice(0, colon).trim().toLowerCase() === header && word.slice(colon + 1).trim() !== ''
}
