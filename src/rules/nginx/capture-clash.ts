import type { NginxModel } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { matchRegex, sampleRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { capturesAt, type Source } from '../../formats/nginx/variables/index.ts'
import type { Edit } from '../../text/index.ts'
import { replaceWord } from '../../tree/index.ts'
import type { Fix, Witness } from '../rule.ts'
import type { EvaluatedValue } from './evaluated-values.ts'
import { isTaken } from './named-captures.ts'
import type { RegexMap } from './regex-maps.ts'
import { handlerOf, openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

/** A value in which a capture stands in front of a variable whose map overwrites it. */
export interface Clash extends EvaluatedValue {
  /** `1` … `9`, or the name of a group that the map has too. */
  readonly capture: string
  readonly variable: string
  readonly map: RegexMap
}

/**
 * Gives the group a name of its own, which no map touches. Not for `set` and `rewrite`: these percent-encode `$1`, but
 * no named group.
 */
export function nameTheGroup(model: NginxModel, { level, directive, word, capture }: Clash): Fix | undefined {
  if (!/^[1-9]$/.test(capture) || /^(?:set|rewrite)$/.test(nameOf(directive))) return undefined
  const [source, ...others] = capturesAt({ level, before: directive })
  const name = `capture${capture}`
  const edit =
    source && others.length === 0 && !isTaken(model, name) ? nameGroup(source, Number(capture), name) : undefined
  if (!edit) return undefined
  const raw = word.raw.replaceAll(`\${${capture}}`, `\${${name}}`).replaceAll(`$${capture}`, `\${${name}}`)
  return {
    title: { en: `read the capture by name: $${name}`, zh: `按名称读取捕获组：$${name}` },
    safety: 'unsafe',
    edits: [edit, replaceWord(directive.file, word, raw)],
    changes: ['*'],
  }
}

function nameGroup({ directive, pattern }: Source, index: number, name: string): Edit | undefined {
  const group = groupSpans(pattern)?.find(one => one.index === index)
  const word = directive.args.find(one => one.raw.includes(pattern))
  if (!group || group.name !== undefined || !word) return undefined
  const at = word.span.start + word.raw.indexOf(pattern) + group.start + 1
  return { path: directive.file.path, span: { start: at, end: at }, text: `?<${name}>` }
}

const summary = {
  en: 'the request fails: no buffer space in script copy',
  zh: '请求失败：no buffer space in script copy',
}

/** A request whose map writes a longer capture over the one that was measured. */
export function replayClash(model: NginxModel, { level, capture, map }: Clash): Witness | undefined {
  const location = asLocation(level)
  const input = /^\$\{?(?:arg_(\w+)|http_(\w+))\}?$/i.exec(map.table.source)
  const path = location && pathTo(model, location)
  if (!location || !input || !path) return undefined
  const before = model.matchLocation(location.server, path).captures[capture] ?? ''
  const value = longValue(map, capture, before.length)
  const asked = input[1] ? `${path}?${input[1]}=${value}` : path
  const request = openRequestTo(model, handlerOf(location), { path: asked })
  if (!request || value === undefined) return undefined
  const headers = input[2] ? ([[input[2].replaceAll('_', '-'), value]] as const) : []
  return { ...request, headers: [...request.headers, ...headers], provokes: { status: 500, summary } }
}

type Location = NonNullable<ReturnType<typeof asLocation>>

function pathTo(model: NginxModel, location: Location): string | undefined {
  const { kind, pattern } = location.match
  const regex = kind === 'regex' || kind === 'iregex'
  const path = regex ? sampleRegex(pattern, '/', kind === 'iregex') : kind === 'named' ? undefined : pattern
  return path && /^\/[\w./-]*$/.test(path) && model.matchLocation(location.server, path).location === location
    ? path
    : undefined
}

/** A value that the first of the patterns to match gives a longer group than `length`. */
function longValue({ keys }: RegexMap, capture: string, length: number): string | undefined {
  const long = 'x'.repeat(length + 8)
  for (const { pattern, ignoreCase } of keys)
    for (const prefix of [long, `${pattern.match(/^\^([\w-]+)/)?.[1] ?? ''}${long}`]) {
      const text = sampleRegex(pattern, prefix, ignoreCase)
      if (!text || !/^[\w.-]+$/.test(text)) continue
      const groups = keys.map(key => matchRegex(key.pattern, text, key.ignoreCase)).find(found => found !== false)
      if (groups && (groups[capture] ?? '').length > length) return text
    }
  return undefined
}
