import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { type AliasEscape, aliasSiblings, takesSlash, withSlash } from './alias-captures.ts'
import { type AliasLocation, aliasLocations, isAsked, singleFile } from './alias-locations.ts'
import { handlerOf, openRequestTo } from './request-to.ts'
import { asLocation, holders } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/alias-prefix-overlap',
  format: 'nginx',
  title: { en: 'alias that reaches sibling directories', zh: 'alias 可到达同级目录' },
  severity: 'medium',
  confidence: 'high',
  tags: ['files'],
  messages: {
    sibling: {
      en: '`location {text}` with `alias {path}` serves sibling directories too: {text}-old/name is {path}-old/name',
      zh: '`location {text}` 与 `alias {path}` 也会提供同级目录：{text}-old/name 即 {path}-old/name',
    },
    capture: {
      en: '`location {pattern}` with `alias {template}` serves sibling directories too: {uri} is {path}',
      zh: '`location {pattern}` 与 `alias {template}` 也会提供同级目录：{uri} 即 {path}',
    },
  },
  defaults: {},
  *check(model) {
    const found = [...aliasLocations(model)]
    for (const each of found) {
      const { location, text, path, alias } = each
      if (text.endsWith('/') || path.endsWith('/') || singleFile(each) || !isAsked(model, each)) continue
      yield {
        at: placeOf(location.directive ?? alias),
        subject: location.subject,
        message: { id: 'sibling', params: { text, path } },
        related: [{ at: placeOf(alias), message: { en: 'has no slash either', zh: '同样没有斜杠' } }],
        witness: () => witnessOf(model, each),
        fixes: () =>
          closed(
            model,
            found.filter(other => other.alias === alias),
          ),
      }
    }
    const siblings = [...aliasSiblings(model)]
    for (const each of siblings) yield captured(model, each, siblings)
  },
})

/** @param sharing the locations that hold one alias: they change together. */
function closed(model: NginxModel, sharing: readonly AliasLocation[]): Fix[] {
  const edits = sharing.flatMap(({ location: { directive }, word, text, alias, path }) => {
    const [argument] = alias.args
    return !directive || bare(word) !== text || text.endsWith('/') || !argument || bare(argument) !== path
      ? []
      : [[respelled(directive.file, word, `${text}/`), respelled(alias.file, argument, `${path}/`)]]
  })
  if (edits.length < holders(model, sharing[0]?.alias).length) return []
  edits.push(...sharing.map(entrance))
  const title = { en: 'close both with a slash', zh: '两处都补上斜杠' }
  return [{ title, safety: 'unsafe', edits: edits.flat(), changes: ['*'] }]
}

/** The bare path goes on leading to the directory, as nginx has redirected it: it is what people type. */
function entrance({ location: { directive, internal, parent }, text }: AliasLocation): Edit[] {
  const plain = directive && !internal && /^[\w/.~-]+$/.test(text)
  if (!plain || parent?.children.map(asLocation).some(other => isExact(other, text))) return []
  return [insertAfter(directive, [`location = ${text} {`, `    return 301 ${text}/$is_args$args;`, '}'])]
}

const isExact = (location: Location | undefined, text: string): boolean =>
  location?.match.kind === 'exact' && location.match.pattern === text

function captured(model: NginxModel, each: AliasEscape, all: readonly AliasEscape[]): Observation {
  const { location, alias, uri, path } = each
  const { match } = location
  const request = (): ReturnType<typeof openRequestTo> => openRequestTo(model, handlerOf(location), { path: uri })
  return {
    at: placeOf(location.directive ?? alias),
    subject: location.subject,
    message: { id: 'capture', params: { pattern: match.pattern, template: argumentAt(alias, 0), uri, path } },
    related: [{ at: placeOf(alias), message: { en: 'no slash before the capture', zh: '捕获之前没有斜杠' } }],
    witness: () => siblingFile(request()),
    fixes: () =>
      slashes(
        model,
        all.filter(other => other.alias === alias),
      ),
  }
}

/** Paths that have the slash lead to the same files as before. */
function slashes(model: NginxModel, sharing: readonly AliasEscape[]): Fix[] {
  const edits = sharing.flatMap(each => {
    const { location, alias } = each
    const [argument] = alias.args
    const found = withSlash(each)
    if (!found || !argument || bare(argument) !== argument.value || !takesSlash(each)) return []
    const path = argument.value.replace('$', () => '/$')
    return [
      [
        replaceWord(location.directive?.file ?? alias.file, found.word, found.raw),
        respelled(alias.file, argument, path),
      ],
    ]
  })
  if (edits.length < holders(model, sharing[0]?.alias).length) return []
  return [
    {
      title: { en: 'ask for a slash on both sides', zh: '两侧都要求斜杠' },
      safety: 'unsafe',
      edits: edits.flat(),
      changes: ['*'],
    },
  ]
}

/** A file of a sibling, when there is one of that name. */
function witnessOf(model: NginxModel, { location, text }: AliasLocation): Witness | undefined {
  const request = openRequestTo(model, handlerOf(location), { path: `${text}-old/x` })
  return siblingFile(request)
}

const siblingFile = (request: ReturnType<typeof openRequestTo>): Witness | undefined =>
  request && {
    ...request,
    provokes: { status: 200, summary: { en: 'a file of a sibling directory', zh: '同级目录中的文件' } },
  }
