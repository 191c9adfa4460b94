import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { type Observation, placeOf, type Witness } from '../rule.ts'
import type { ChosenPath } from './chosen-paths.ts'
import { handlerAt, openRequestTo, withHeaders } from './request-to.ts'
import { asLocation } from './statements.ts'

/** What is said of a path in which a client writes `../`. */
export function chosenFile(model: NginxModel, path: ChosenPath): Observation {
  const { directive, place, guilty, free } = path
  const via = guilty.contents.traces.flatMap(trace => trace.via).slice(0, 3)
  return {
    at: placeOf(directive),
    subject: `${place.subject} ${nameOf(directive)} ${guilty.text}`,
    message: {
      id: free ? 'chosen' : 'beside',
      params: {
        statement: [nameOf(directive), ...directive.args.map(({ raw }) => raw)].join(' ').slice(0, 80),
        variable: guilty.text,
        level: place.subject,
      },
    },
    severity: free ? 'high' : 'medium',
    confidence: via.length === 0 ? 'high' : 'medium',
    related: via.map(one => ({ at: placeOf(one), message: { en: 'the value comes through here', zh: '值由此传入' } })),
    ...(free && via.length === 0 && { witness: () => outAndIn(model, path) }),
  }
}

/** `../themes` in `/srv/themes/$cookie_theme` leads out of the directory, and into it again: no other file is touched. */
function outAndIn(model: NginxModel, { directive, word, place, guilty }: ChosenPath): Witness | undefined {
  const [, kind, name = ''] = /^(arg|cookie|http)_(\w+)$/.exec(guilty.variable ?? '') ?? []
  const folder = /([^/$]+)\/\$/.exec(word.value)?.[1]
  const prefix = nameOf(directive) === 'root' ? '/' : asLocation(place)?.match.pattern
  const handler = handlerAt(model, place)
  const request = handler && openRequestTo(model, handler, { path: `${prefix}secret` })
  if (!kind || !folder || !prefix?.endsWith('/') || !request || !/^(?:root|alias)$/.test(nameOf(directive)))
    return undefined
  const value = `../${folder}`
  const summary = { en: 'the file of that name in the directory above', zh: '上一级目录中的同名文件' }
  const provokes = { status: 200, summary }
  if (kind === 'arg') return { ...request, target: `${request.target}?${name}=${value}`, provokes }
  const header =
    kind === 'http' ? ([name.replaceAll('_', '-'), value] as const) : (['Cookie', `${name}=${value}`] as const)
  return { ...withHeaders(request, header), provokes }
}
