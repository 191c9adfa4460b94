import type { Span } from '../span.ts'

/** Interpolations and directives of Terraform's `templatefile` (developer.hashicorp.com, "Strings and Templates"). */

/** A tag, and whether a value comes out of it. */
export interface TerraformTag extends Span {
  readonly value: boolean
}

const directive = /%\{~?\s*(?:if|for|else|endif|endfor)\b/

/** By the name that Terraform's documentation asks for, or by a directive in another template. */
export const isTerraform = (path: string, text: string): boolean => path.endsWith('.tftpl') || directive.test(text)

/** Longer and deeper ones, as of whole programs, are not looked for: text may have very many openings without an end. */
const longest = 400
const deepest = 10

/**
 * `${value}` and `%{ if … }`. Of `$${` and `%%{`, which stand for one sign less, the first sign is a value: nothing comes out
 * of it, and no fix may take it away.
 */
export function terraformTags(text: string, from: number): TerraformTag[] {
  const found: TerraformTag[] = []
  for (const { 0: opening, index } of text.matchAll(/(?:\$\$|%%|[$%])\{/g)) {
    if (index < Math.max(from, found.at(-1)?.end ?? 0)) continue
    if (opening.length === 3) {
      found.push({ start: index, end: index + 1, value: true })
      continue
    }
    const end = endOfTag(text, index + 2)
    if (end !== undefined) found.push({ start: index, end, value: opening === '${' })
  }
  return found
}

/** What opens and closes in an expression, and in a string of one: `\x` is one character there. */
const signs: Readonly<Record<Open, RegExp>> = { '{': /[{}"]/g, '"': /\\.|[$%]\{|["\n]/g }
type Open = '{' | '"'

/** Behind the brace that closes the first one. Strings hold no braces but those of values, and end on their line. */
export function endOfTag(text: string, from: number): number | undefined {
  const stop = Math.min(text.length, from + longest)
  const open: Open[] = ['{']
  for (let at = from; at < stop; ) {
    const top = open.at(-1) as Open
    const pattern = signs[top]
    pattern.lastIndex = at
    const sign = pattern.exec(text)
    if (!sign || sign[0] === '\n') return undefined
    at = sign.index + sign[0].length
    if (/^[$%]?\{$/.test(sign[0])) open.push('{')
    else if (sign[0] === '}' || sign[0] === top) open.pop()
    else if (sign[0] === '"') open.push('"')
    if (open.length === 0) return at
    if (open.length > deepest) return undefined
  }
  return undefined
}
