/** A piece of a value: text as it is, or a variable. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** Lower-case name without `$`; `1` … `9` are captures. `written` = as in the file. */
  | { readonly kind: 'variable'; readonly name: string; readonly written: string }

const variable = /\$(?:\{(\w+)\}|([1-9])|(\w+))/g

/** Splits a value at its variables. `$0` and a `$` that names nothing are text. */
export function parseTemplate(value: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const found of value.matchAll(variable)) {
    const name = (found[1] ?? found[2] ?? found[3]) as string
    if (name === '0') continue
    if (found.index > at) parts.push({ kind: 'text', text: value.slice(at, found.index) })
    parts.push({ kind: 'variable', name: name.toLowerCase(), written: found[0] })
    at = found.index + found[0].length
  }
  if (at < value.length) parts.push({ kind: 'text', text: value.slice(at) })
  return parts
}
