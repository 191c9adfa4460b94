import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'

/**
 * Does `more_set_headers` (headers-more module) send a header from here? Its lines of all levels add up, and hold for
 * every status unless `-s` or `-t` narrow them.
 */
export function setByMore(model: NginxModel, level: Level, header: string): boolean {
  if (model.writers('more_set_headers').length === 0) return false
  for (let at: Level | undefined = level; at; at = at.parent)
    if (at.written('more_set_headers').some(line => valuesOf(line).some(word => names(word, header)))) return true
  return false
}

/** `Name: value`; one without a value takes the header away. */
function names(word: string, header: string): boolean {
  const colon = word.indexOf(':')
  return colon > 0 && word.slice(0, colon).trim().toLowerCase() === header && word.slice(colon + 1).trim() !== ''
}
