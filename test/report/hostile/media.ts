import { canary } from './payloads.ts'

/** What got through into an output. Media are told by what they look like, so that a new format is judged as well. */
export function escapes(format: string, output: string): string[] {
  return [...everywhere(output), ...ofMedium(format, output)]
}

/** Controls, direction marks and what does not show. Markdown keeps mentions apart by one joiner of its own. */
const acting =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u

function everywhere(output: string): string[] {
  const at = output.replaceAll('@\u{2060}', '@').search(acting)
  return at === -1 ? [] : [`a character that acts: ${JSON.stringify(output.slice(Math.max(0, at - 40), at + 40))}`]
}

function ofMedium(format: string, output: string): string[] {
  const start = output.trimStart()
  if (isJson(start)) return []
  if (start.startsWith('<')) return markup(start)
  if (/^(?:graph|flowchart) /m.test(start)) return mermaid(start)
  if (start.startsWith('#!')) return []
  if (/markdown|^evidence/.test(format) || start.startsWith('# ')) return markdown(start)
  if (start.startsWith('::')) return workflow(start)
  return plainText(start)
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false
  JSON.parse(text)
  return true
}

const tag = /<(\/?[A-Za-z][\w:-]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*\/?>/y
const other = /<\?xml[^<>]*\?>|<!DOCTYPE[^<>]*>/iy

/** Every `<` begins a tag of ours, every attribute is quoted, nothing of the attacker's is a name or an address. */
function markup(text: string): string[] {
  const found: string[] = []
  const body = text.replace(/<style>[^<]*<\/style>/g, '')
  for (let at = body.indexOf('<'); at !== -1; at = body.indexOf('<', at + 1)) {
    tag.lastIndex = at
    other.lastIndex = at
    const match = tag.exec(body)
    if (!match && !other.test(body)) found.push(`markup: ${body.slice(at, at + 80)}`)
    if (match && /script|iframe|object|embed|zq9/i.test(match[1] as string)) found.push(`element: ${match[0]}`)
    for (const [, name = '', value = ''] of (match?.[2] ?? '').matchAll(/([\w:-]+)="([^"]*)"/g))
      if (/^on/i.test(name) || name.includes(canary) || isAddress(name, value))
        found.push(`attribute: ${name}=${value}`)
  }
  return found
}

const isAddress = (name: string, value: string): boolean =>
  /^(?:href|src|xlink:href|action)$/.test(name) && /^\s*(?:javascript|data|vbscript|file):/i.test(value)

/** Outside of code nothing of the attacker's is markup, a link, a mention, a heading or a rule. */
function markdown(text: string): string[] {
  const outside = text
    .replace(/^( *)(`{3,})[^`\n]*\n[\s\S]*?^\1\2`*$/gm, '')
    .replace(/\\[\\`*[\]|~$_:#.()\-+=]/g, '')
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
  const patterns = [/<\/?zq9|<script/i, /\]\([^)]*zq9/, /(?<!\w)@zq9/, /^#+ zq9/m, /https?:\/\/zq9/, /^\|? *zq9/m]
  return patterns.flatMap(pattern => {
    const at = outside.search(pattern)
    return at === -1 ? [] : [`Markdown ${pattern}: ${outside.slice(Math.max(0, at - 60), at + 60)}`]
  })
}

const mermaid = (text: string): string[] =>
  text
    .split('\n')
    .filter(line => /^\s*(?:click|%%|call|style|linkStyle|classDef)\b/.test(line) && line.includes(canary))
    .map(line => `Mermaid: ${line}`)

const workflow = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .filter(line => !/^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,]*,?)*::/.test(line))
    .map(line => `line: ${line}`)

/** Services that run builds act upon such lines in what a program prints. */
const plainText = (text: string): string[] =>
  text
    .split('\n')
    .filter(line => /^\s*::[a-z]|##(?:[a-z]+)?\[/.test(line))
    .map(line => `a command of a build service: ${line}`)
