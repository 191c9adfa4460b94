import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { groupSpans } from '../../formats/nginx/regex/groups.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import type { Edit } from '../../text/index.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { nameTheGroup } from './capture-clash.ts'
import { type RegexMap, type RegexMaps, regexMaps, variablesIn } from './regex-maps.ts'
import { positional } from './scripts.ts'
import { type Pass, passes } from './targets.ts'
import { upgrade } from './upgrade.ts'
import { type Risk, riskOf } from './version-risk.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/clone-unnamed-capture',
  format: 'nginx',
  title: { en: 'captures read in a copied request', zh: '在克隆的请求中读取捕获组' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['version', 'injection'],
  messages: {
    disclosed: {
      en: '`{reader}` reads {captures} in requests that `{cloner}` copies, and {variable} sets captures of its own there: {cve} sends memory of the worker below nginx {fixed}',
      zh: '`{reader}` 在由 `{cloner}` 克隆的请求中读取 {captures}，而 {variable} 会在其中另设捕获组：nginx {fixed} 之前会泄露 worker 的内存 {cve}',
    },
  },
  defaults: {},
  *check(model) {
    if (![...cloners, 'slice'].some(name => model.writers(name).length > 0)) return
    const maps = regexMaps(model)
    const risk = riskOf(model, 'CVE-2026-60005')
    if (maps.none || risk.exposure === 'fixed') return
    const seen = new Set<Directive>()
    for (const pass of passes(model)) {
      const found = judge(model, pass, maps)
      if (found && !seen.has(found.reader)) yield observation(model, found, risk)
      if (found) seen.add(found.reader)
    }
  },
})

const families = ['proxy', 'fastcgi', 'uwsgi', 'scgi']
const cloners = families.map(family => `${family}_cache_background_update`)

interface Found {
  readonly level: Level
  readonly cloner: Directive
  /** Reads `$1` … `$9`. */
  readonly reader: Directive
  /** It is the only one at its level. */
  readonly alone: boolean
  readonly variable: string
  readonly map: RegexMap
}

/** The statement that makes nginx copy the request at a level: `slice 1m`, `proxy_cache_background_update on`. */
function clonerOf(model: NginxModel, level: Level, family: string): Directive | undefined {
  const slice = model.setting(level, 'slice')
  if (slice.origin !== 'default' && !/^0+[km]?$/i.test(slice.value[0] ?? '0')) return slice.origin
  const update = model.setting(level, `${family}_cache_background_update`)
  const on = update.origin !== 'default' && update.value[0]?.toLowerCase() === 'on'
  return on && updatesInBackground(model, level, family) ? update.origin : undefined
}

/**
 * Something is stored, and what is out of date may be sent meanwhile: by `updating`, or because the upstream says
 * `stale-while-revalidate`, which nginx reads from Cache-Control (measured; without the switch neither copies).
 */
function updatesInBackground(model: NginxModel, level: Level, family: string): boolean {
  const words = (name: string): readonly string[] =>
    model.setting(level, `${family}_${name}`).value.map(word => word.toLowerCase())
  if ((words('cache')[0] ?? 'off') === 'off') return false
  return words('cache_use_stale').includes('updating') || !words('ignore_headers').includes('cache-control')
}

function judge(model: NginxModel, { handler: { level }, family, serve }: Pass, maps: RegexMaps): Found | undefined {
  const cloner = clonerOf(model, level, family)
  if (!cloner) return undefined
  const values = [serve.directive, ...valuesAt(model, level, family)]
  const readers = values.filter(one => positional(text(one)).length > 0)
  const [reader] = readers
  if (!reader) return undefined
  for (const variable of values.flatMap(one => variablesIn(text(one))))
    for (const map of maps.behind(variable))
      if (map.keys.some(({ groups }) => groups > 0))
        return { level, cloner, reader, alone: readers.length === 1, variable, map }
  return undefined
}

const text = ({ args }: Directive): string => args.map(({ value }) => value).join(' ')

/** What is worked out for the request to the backend, for the cache and for the response. */
function valuesAt(model: NginxModel, level: Level, family: string): readonly Directive[] {
  const lists = [family === 'proxy' ? 'proxy_set_header' : `${family}_param`, 'add_header', 'add_trailer']
  const values = ['cache_key', 'cache_bypass', 'no_cache', 'set_body', 'method'].map(
    name => model.setting(level, `${family}_${name}`).origin,
  )
  return [...lists.flatMap(name => model.list(level, name).entries), ...values.filter(origin => origin !== 'default')]
}

function observation(model: NginxModel, found: Found, risk: Risk): Observation {
  const { level, cloner, reader, variable, map } = found
  const fix = fixOf(map) ?? named(model, found)
  return {
    at: placeOf(reader),
    subject: `${level.subject} ${nameOf(reader)} $${variable}`,
    message: {
      id: 'disclosed',
      params: {
        reader: nameOf(reader),
        captures: [...new Set(positional(text(reader)).map(number => `$${number}`))],
        cloner: [cloner.name, ...cloner.args].map(({ raw }) => raw).join(' '),
        variable: `$${variable}`,
        cve: risk.cve,
        fixed: risk.fixed,
      },
    },
    severity: risk.exposure === 'package' ? 'info' : 'medium',
    confidence: risk.exposure === 'package' ? 'low' : 'medium',
    related: [
      { at: placeOf(cloner), message: { en: 'copies the request', zh: '克隆请求' } },
      { at: placeOf(map.table.directive), message: { en: 'sets captures', zh: '设置捕获组' } },
    ],
    fixes: [upgrade, ...(fix ? [fix] : [])],
  }
}

/** One capture in one value: it may have a name of its own, which copies share. */
function named(model: NginxModel, { level, reader, alone, variable, map }: Found): Fix | undefined {
  const [capture, ...more] = positional(text(reader))
  const [word, ...others] = reader.args.filter(({ value }) => positional(value).length > 0)
  if (!alone || !word || others.length > 0 || more.some(one => one !== capture)) return undefined
  return nameTheGroup(model, { level, directive: reader, word, capture: `${capture}`, variable, map })
}

/** Groups that nobody reads need not capture. */
function fixOf({ table, keys, names }: RegexMap): Fix | undefined {
  const reads = table.entries.some(entry =>
    parseTemplate(argument(entry, 0) ?? '').some(part => part.kind === 'variable' && /^[1-9]$/.test(part.name)),
  )
  if (reads || names.size > 0 || keys.some(({ pattern }) => /\\[1-9gk]|\(\?[P&\d(R+-]/.test(pattern))) return undefined
  const edits = keys.flatMap(({ entry, pattern }): Edit[] => {
    const start = entry.name.span.start + entry.name.raw.indexOf(pattern)
    if (!entry.name.raw.includes(pattern)) return []
    return (groupSpans(pattern) ?? []).map(group => {
      const at = start + group.start + 1
      return { path: entry.file.path, span: { start: at, end: at }, text: '?:' }
    })
  })
  if (edits.length === 0) return undefined
  const title = { en: 'let the groups of the map not capture: (?:…)', zh: '让 map 中的分组不捕获：(?:…)' }
  return { title, safety: 'safe', edits, changes: ['*'] }
}
