import type { Listener, NginxModel } from '../../formats/nginx/model.ts'
import { refusingServer } from '../../remedies/nginx/refusing-server.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { described } from './leaks.ts'
import { answersForeignNames, rejectsHandshake } from './refusal.ts'
import { firstOf, foreignRequest } from './request-to.ts'

interface Options {
  /** The host serves one site, under whatever name it is called. */
  readonly singleSite: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/unknown-host-served',
  format: 'nginx',
  title: { en: 'unknown names are served', zh: '未知主机名得到服务' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['routing'],
  messages: {
    serves: {
      en: '{server} is the default server of {socket} and answers any name with `{what}`',
      zh: '{server} 是 {socket} 的默认 server，对任意名称都以 `{what}` 应答',
    },
  },
  schema: { type: 'object', properties: { singleSite: { type: 'boolean' } }, additionalProperties: false },
  defaults: { singleSite: false },
  *check(model, { singleSite }) {
    for (const listener of model.listeners) {
      if (listener.world !== 'http' || listener.reach === 'unix' || listener.reach === 'loopback') continue
      if (rejectsHandshake(listener, model) || (singleSite && model.servers.length === 1)) continue
      const found = observation(listener, model)
      if (found) yield found
    }
  },
})

/** A socket with one server only is low: nobody can pick another site through it. */
function observation(listener: Listener, model: NginxModel): Observation | undefined {
  const server = listener.defaultServer
  const places = answersForeignNames(server, model)
  const listen = listener.listens.find(one => one.server === server)?.directive
  const at = listen ? placeOf(listen) : placeOfLevel(server)
  if (!at || places.length === 0) return undefined
  const alone = listener.servers.length === 1
  return {
    at,
    subject: listener.subject,
    message: {
      id: 'serves',
      params: {
        server: server.subject,
        socket: listener.subject,
        what: summary([...new Set(places.map(described))]),
      },
    },
    severity: alone ? 'low' : 'medium',
    related: affected(places.map(({ level }) => level)),
    witness: () => firstOf(places, place => foreignRequest(model, place, { listener })),
    fixes: listener.explicitDefault ? [] : refusingServer([listener], model),
  }
}
