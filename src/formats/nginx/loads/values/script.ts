/** Why a value with variables does not compile. */
export interface ScriptError {
  readonly id: 'variable-name' | 'variable-bracket'
  readonly name: string
}

const isName = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95

export const hasVariable = (text: string): boolean => text.includes('$')

/**
 * Walks the variables of a value as the daemon's script compiler does: `$name`, `${name}`, and `$1` … `$9`, which are
 * captures unless `digits` says that they are names too (log formats). Gives the first error; `use` gets every name
 * before it.
 */
export function scanScript(text: string, use: (name: string) => void, digits = false): ScriptError | undefined {
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
    at++
    const first = text.charCodeAt(at)
    if (!digits && first >= 49 && first <= 57) {
      at++
      continue
    }
    const bracket = text[at] === '{'
    if (bracket) at++
    if (at >= text.length) return { id: 'variable-name', name: '' }
    const start = at
    while (isName(text.charCodeAt(at))) at++
    const name = text.slice(start, at)
    if (bracket && text[at] !== '}') return { id: 'variable-bracket', name }
    if (bracket) at++
    if (name === '') return { id: 'variable-name', name }
    use(name)
  }
  return undefined
}
