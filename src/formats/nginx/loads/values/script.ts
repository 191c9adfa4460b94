/** Why a value with variables does not compile. */
export interface ScriptError {
  readonly id: 'variable-name' | 'variable-bracket'
  readonly name: string
}

const isName = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95

export const hasVariable = (text: string): boolean => text.includes('$')

interface Found {
  readonly name: string
  readonly end: number
  readonly error?: ScriptError['id']
}

/** The variable behind a `$`: its name and where the text goes on. */
function variableAt(text: string, dollar: number): Found {
  const bracket = text[dollar + 1] === '{'
  const start = dollar + (bracket ? 2 : 1)
  let end = start
  while (isName(text.charCodeAt(end))) end++
  const name = text.slice(start, end)
  if (bracket && start < text.length && text[end] !== '}') return { name, end, error: 'variable-bracket' }
  if (name === '') return { name, end, error: 'variable-name' }
  return { name, end: bracket ? end + 1 : end }
}

/**
 * Walks the variables of a value as the daemon's script compiler does: `$name`, `${name}`, and `$1` … `$9`, which are
 * captures unless `digits` says that they are names too (log formats). Gives the first error; `use` gets every name
 * before it.
 */
export function scanScript(text: string, use: (name: string) => void, digits = false): ScriptError | undefined {
  for (let at = text.indexOf('$'); at !== -1; at = text.indexOf('$', at)) {
    const first = text.charCodeAt(at + 1)
    if (!digits && first >= 49 && first <= 57) {
      at += 2
      continue
    }
    const { name, end, error } = variableAt(text, at)
    if (error) return { id: error, name }
    use(name)
    at = end
  }
  return undefined
}
