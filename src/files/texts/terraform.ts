import { type TerraformTag, terraformTags } from '../../text/index.ts'
import { type Dialect, matched, type Piece } from './dialect.ts'
import type { Marks } from './marks.ts'

/**
 * Templates of Terraform (HCL Native Syntax Specification, "Template Expressions"): `${…}` puts a value in, `%{…}` is a
 * directive, `$${` and `%%{` stand for `${` and `%{`. Nothing else is special, no backslash either.
 */
export const terraform: Dialect = {
  pieces: (text, marks) => terraformTags(text, 0).map(tag => pieceOf(text, tag, marks)),
  quote: text => text.replace(/[$%](?=\{)/g, '$&$&'),
  pairs: /^[$%]\{$/,
}

/** Between double quotes, where a backslash escapes (HCL Native Syntax Specification, "Template Expressions"). */
export const terraformString: Dialect = {
  ...terraform,
  pieces(text, marks) {
    const tags = terraformTags(text, 0).map(tag => pieceOf(text, tag, marks))
    let next = 0
    const inTag = ({ start }: Piece): boolean => {
      while ((tags[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++
      return (tags[next]?.start ?? Number.POSITIVE_INFINITY) <= start
    }
    const escapes = matched(
      text,
      escaped,
      ([whole, code]) => letters[whole] ?? String.fromCodePoint(Number.parseInt(code ?? '0', 16)),
    )
    return [...tags, ...(escapes ?? []).filter(each => !inTag(each))].sort((a, b) => a.start - b.start)
  },
  quote: text => terraform.quote(text.replace(/["\\\n\r\t]/g, one => written.get(one) ?? one)),
}

const letters: Readonly<Record<string, string>> = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\"': '"', '\\\\': '\\' }
const written = new Map(Object.entries(letters).map(([code, letter]) => [letter, code]))
const escaped = /\\(?:[nrt"\\]|u([0-9a-fA-F]{4})|U(000[0-9a-fA-F]{5}))/g

function pieceOf(text: string, { start, end, value }: TerraformTag, marks: Marks): Piece {
  if (end === start + 1) return { start, end: end + 1, text: text.slice(start, end) }
  const whole = text.slice(start, end)
  if (value) return { start, end, text: marks.of(/[A-Za-z_][\w.]*/.exec(whole)?.[0] ?? 'value', whole) }
  const [open, close] = [whole.startsWith('%{~') ? '{%-' : '{%', whole.endsWith('~}') ? '-%}' : '%}']
  const inside = whole.replace(/^%\{~?|~?\}$/g, '').replace(/[%\s]+/g, ' ')
  return { start, end, text: marks.control(`${open}${inside}${close}`, whole) }
}
