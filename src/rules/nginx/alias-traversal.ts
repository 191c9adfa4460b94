import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { indexOf } from '../../formats/nginx/resolve/location-index.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { bare, inQuotesOf, respelled } from '../../remedies/nginx/words.ts'
import { insertBefore, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { type AliasEscape, aliasEscapes, withSlash } from './alias-captures.ts'
import { type AliasLocation, allAliasLocations, isAsked, singleFile } from './alias-locations.ts'
import { refusesSuch } from './refusing-ifs.ts'
import { handlerOf, openRequestTo, type RequestTo } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/alias-traversal',
  format: 'nginx',
  title: { en: 'alias that leads out of its directory', zh: 'alias 可越出目录' },
  severity: 'high',
  confidence: 'high',
  tags: ['files'],
  messages: {
    outside: {
      en: '`location {text}` with `alias {path}` serves files beside the directory: {text}../name is {path}../name',
      zh: '`location {text}` 与 `alias {path}` 会提供目录之外的文件：{text}../name 即 {path}../name',
    },
    capture: {
      en: '`location {pattern}` with `alias {template}` serves files beside the directory: {uri} is {path}',
      zh: '`location {pattern}` 与 `alias {template}` 会提供目录之外的文件：{uri} 即 {path}',
    },
  },
  defaults: {},
  *check(model) {
    for (const each of allAliasLocations(model))
      if (
        !each.text.endsWith('/') &&
        each.path.endsWith('/') &&
        !singleFile(each) &&
        isAsked(model, each) &&
        !refused(model, each)
      )
        yield observation(model, each)
    for (const each of aliasEscapes(model)) yield captured(model, each)
  },
})

/** `if ($uri ~ "\.\.") { return 403; }`, there or in the server. */
function refused(model: NginxModel, { location, text }: AliasLocation): boolean {
  const path = `${text}../x`
  const assumed = new Map([
    ['uri', path],
    ['request_uri', `${text}%2e%2e/x`],
    ['document_uri', path],
  ])
  return [location, location.server].some(level => refusesSuch(model, level, assumed))
}

function observation(model: NginxModel, each: AliasLocation): Observation {
  const { location, text, path, alias } = each
  return {
    at: placeOf(location.directive ?? alias),
    subject: location.subject,
    message: { id: 'outside', params: { text, path } },
    related: [{ at: placeOf(alias), message: { en: 'ends in a slash', zh: '以斜杠结尾' } }],
    witness: () => outside(openRequestTo(model, handlerOf(location), { path: `${text}../x` })),
    fixes: fixes(each),
  }
}

function captured(model: NginxModel, each: AliasEscape): Observation {
  const { location, alias, uri, path } = each
  const { match } = location
  return {
    at: placeOf(location.directive ?? alias),
    subject: location.subject,
    message: { id: 'capture', params: { pattern: match.pattern, template: argumentAt(alias, 0), uri, path } },
    related: [{ at: placeOf(alias), message: { en: 'the capture follows a slash', zh: '捕获紧跟在斜杠之后' } }],
    witness: () => outside(openRequestTo(model, handlerOf(location), { path: uri })),
    fixes: () => closed(each),
  }
}

/** Paths without the slash go elsewhere from then on. */
function closed(each: AliasEscape): Fix[] {
  const { directive } = each.location
  const found = withSlash(each)
  if (!directive || !found) return []
  const title = { en: 'ask for a slash before the capture', zh: '要求捕获之前有斜杠' }
  const edits = [replaceWord(directive.file, found.word, found.raw)]
  return [{ title, safety: 'unsafe', edits, changes: ['*'] }]
}

/** The slash closes the hole; the redirect keeps `/files` itself working. */
function fixes({ location, text, word }: AliasLocation): Fix[] {
  const { directive, server, parent } = location
  if (!directive || bare(word) !== text) return []
  const around = parent?.context === 'location' ? (parent as Location).nested : server.locations
  const { exact, prefixes } = indexOf(around)
  if (exact.has(text) || prefixes.values.has(`${text}/`)) return []
  return [
    {
      title: { en: `close the location with a slash: ${text}/`, zh: `为 location 补上斜杠：${text}/` },
      safety: 'safe',
      edits: [
        insertBefore(directive, [
          `location = ${word.raw} { return 301 ${inQuotesOf(word, `${text}/$is_args$args`)}; }`,
        ]),
        respelled(directive.file, word, `${text}/`),
      ],
      changes: ['*'],
    },
  ]
}

/** A file beside the directory, when there is one of that name. */
const outside = (request: RequestTo | undefined): Witness | undefined =>
  request && {
    ...request,
    provokes: { status: 200, summary: { en: 'a file beside the directory of the alias', zh: 'alias 目录之外的文件' } },
  }
