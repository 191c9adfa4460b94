import { terraformTags } from '../../text/index.ts'
import { opens } from '../manifest/values.ts'
import type { Inset } from '../scalar/index.ts'
import { lines } from '../shell/lines.ts'
import { dedented, type Indented, linesOf as linesIn } from '../texts/dedented.ts'
import { delimited } from '../texts/delimited.ts'
import { readIn } from '../texts/dialect.ts'
import { languageByText } from '../texts/language.ts'
import { mayHoldOurs } from '../texts/ours.ts'
import { terraform, terraformString } from '../texts/terraform.ts'
import { type Held, type Key, type Language, type Nested, slice, within } from '../texts/text.ts'
import { type Found, textsOf } from './texts.ts'
import type { Token } from './tokens.ts'

/** Attributes that hold commands, and those that name the file that a text becomes. */
const commands = /^(?:inline|command|script|cmds?|run|user_?data|custom_data|(?:metadata_)?startup[-_]script)$/
const places = ['filename', 'path', 'destination', 'dest', 'file', 'target']
const contents = /^(?:content|source_content|sensitive_content|contents|data|body)$/

/** Most files hold neither texts of several lines nor kernel settings. */
const mayHold = (text: string): boolean => /<<|\\n|\bsysctl\b|\/proc\/sys\//.test(text) && mayHoldOurs(text)

/**
 * The files and commands in a file of Terraform, OpenTofu, Packer or Nomad: here-documents and strings. What is in a secret
 * is not looked into.
 */
export function inHcl(text: string): Held {
  const keys: Key[] = []
  const texts: Nested[] = []
  for (const all of mayHold(text) ? together(textsOf(text)) : []) {
    const [found] = all as [Found]
    if (found.levels.some(({ names }) => names.some(name => /secret/i.test(name)))) continue
    const inset = all.length === 1 ? insetOf(text, found.token) : linesOf(text, all)
    if (!inset) continue
    const language = languageFor(found, inset.value.text)
    const container = inContainer(found)
    if (language) texts.push({ language, inset, ...(container && { container }) })
    else keys.push(...fileOf(found, inset))
  }
  return { keys, texts }
}

/** The strings of a list of commands are the lines of one script. */
function together(found: readonly Found[]): Found[][] {
  const lists = new Map<object, Found[]>()
  for (const each of found) {
    const level = each.levels.at(-1)
    const list = level?.open === '[' && commands.test(each.key) ? level : each
    const own = lists.get(list)
    if (own) own.push(each)
    else lists.set(list, [each])
  }
  return [...lists.values()]
}

function linesOf(text: string, all: readonly Found[]): Inset | undefined {
  const insets = all.map(({ token }) => (token.body ? insetOf(text, token) : stringOf(text, token)))
  return insets.every(inset => inset !== undefined) ? lines(insets) : undefined
}

function insetOf(text: string, token: Token): Inset | undefined {
  const { body } = token
  // Most strings are names: those of several lines are texts, and commands.
  if (!body) return /\\n|sysctl|\/proc\/sys/.test(token.text) ? stringOf(text, token) : undefined
  const own = slice(text, body, 'here-document')
  const flushed = body.dedents ? within(own, flush(own.value.text)) : own
  const inset = readIn(terraform, flushed.value.text, 'here-document')
  return inset && delimited(within(flushed, inset), line => line.trim() === body.delimiter)
}

function stringOf(text: string, { start, end }: Token): Inset | undefined {
  const own = slice(text, { start: start + 1, end: end - 1 }, 'double')
  const inset = readIn(terraformString, own.value.text, 'double')
  return inset && within(own, inset)
}

/**
 * `<<-`: the least that any line has in front is left out of all of them (HCL Native Syntax Specification, "Template
 * Literals"). Lines of blanks stay as they are; what stands inside a tag is no line.
 */
function flush(text: string): Inset {
  const tags = terraformTags(text, 0)
  let next = 0
  const all = [...linesIn(text)].map(({ start, line }) => {
    while ((tags[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++
    const counts = /\S/.test(line) && !((tags[next]?.start ?? Number.POSITIVE_INFINITY) < start)
    return { start, counts, blanks: line.length - line.trimStart().length }
  })
  const least = all.reduce((min, { counts, blanks }) => (counts ? Math.min(min, blanks) : min), text.length)
  const lines = all.map(({ start, counts }): Indented => ({ start, out: counts ? least : 0 }))
  return dedented(text, lines, 'here-document')
}

const yaml = /^\s*(?:---[ \t]*$|(?:- )?["']?[\w./-]+["']?:(?:\s|$))/

/** By its first line, by the attribute it stands in, by what it looks like. */
function languageFor({ key, levels }: Found, text: string): Language | undefined {
  const byText = languageByText(text.trimStart())
  if (byText) return byText
  if (placeOf(levels) !== undefined) return undefined
  if (yaml.test(text.split('\n', 100).find(line => /^\s*[^#\s]/.test(line)) ?? '')) return 'yaml'
  return commands.test(key) ? 'shell' : undefined
}

const placeOf = (levels: Found['levels']): string | undefined => {
  const values = levels.findLast(({ open }) => open === '{')?.values
  return places.map(name => values?.get(name)).find(value => value !== undefined)
}

function fileOf({ key, levels, token }: Found, inset: Inset): Key[] {
  const place = contents.test(key) ? placeOf(levels) : undefined
  const owner = levels[1]?.names.at(-1) ?? 'file'
  const base = { owner, context: undefined, at: token.body?.start ?? token.start, inset }
  if (place !== undefined) return [{ ...base, name: place.replace(/^(?:\$\{[^{}]*\})?\/+/, ''), placed: true }]
  return key.includes('.') || opens.test(inset.value.text) ? [{ ...base, name: key }] : []
}

/** Kernel settings of a container are its own. */
const inContainer = ({ levels }: Found): true | undefined =>
  levels[1]?.names.some(name => /^(?:docker|kubernetes|helm)_/.test(name)) || undefined
