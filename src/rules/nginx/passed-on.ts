import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import type { Edit } from '../../text/index.ts'
import { insertAfter } from '../../tree/index.ts'
import { type Fix, type Observation, placeOf, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import type { PassedIdentity } from './passed-identities.ts'
import { firstOf, passedRequest, withHeaders } from './request-to.ts'
import type { SentHeaders } from './sent-headers.ts'

/** The observation on a header that says who the user is, and that a client may send itself. */
export function passedOn(model: NginxModel, passed: PassedIdentity): Observation {
  const { entries, authority, by, places } = passed
  const [entry] = entries
  const headers = [...new Set(entries.map(one => argumentAt(one, 0)))]
  const header = headers.join(', ')
  const levels = places.map(({ pass }) => pass.handler.level)
  const statement = [nameOf(entry), ...entry.args.map(({ raw }) => raw)].join(' ').slice(0, 80)
  return {
    at: placeOf((places[0] as SentHeaders).pass.serve.directive),
    subject: `${levels[0]?.subject} ${header}`,
    message: {
      id: by === 'anybody' ? 'passed' : 'passed-users',
      params: { authority, statement, header, levels: summary(levels, one => one.subject) },
    },
    severity: by === 'anybody' ? 'high' : 'medium',
    confidence: 'medium',
    related: [
      ...entries.map(one => ({
        at: placeOf(one),
        message: { en: 'here nginx says who it is', zh: '此处由 nginx 指明用户' },
      })),
      ...affected(levels),
    ],
    witness: () =>
      by === 'anybody' ? firstOf(places, place => invented(model, place, headers[0] as string)) : undefined,
    fixes: [clearing(headers, places)],
  }
}

function invented(model: NginxModel, { pass }: SentHeaders, header: string): Witness | undefined {
  const request = passedRequest(model, pass.handler)
  const summary = { en: 'the client is taken for admin', zh: '客户端被当作 admin' }
  const upstreamSees = `${header}: admin\r\n`
  return request && { ...withHeaders(request, [header, 'admin']), provokes: { upstreamSees, summary } }
}

const clearing = (headers: readonly string[], places: readonly SentHeaders[]): Fix => ({
  title: {
    en: `keep the client's own ${headers.join(', ')} from the application`,
    zh: `不把客户端自带的 ${headers.join('、')} 转交给应用`,
  },
  safety: 'unsafe',
  edits: places.flatMap(place => cleared(place, headers)),
  changes: [...new Set(places.map(({ directive }) => directive))],
})

/** Beside the entries in force: a first one in the location would drop those. */
function cleared({ pass, entries, directive }: SentHeaders, headers: readonly string[]): Edit[] {
  const lines = headers.map(header => `${directive} ${header} "";`)
  const last = entries.at?.written(directive).at(-1)
  return last ? [insertAfter(last, lines)] : insertAt(pass.handler.level, directive, lines)
}
