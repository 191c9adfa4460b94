import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { refusingServer } from '../../remedies/nginx/refusing-server.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { gather } from './gather.ts'
import { answersForeignNames } from './refusal.ts'
import { firstOf, foreignRequest } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/missing-default-server',
  format: 'nginx',
  title: { en: 'the default server is whichever file is read first', zh: '默认 server 取决于文件读取顺序' },
  severity: 'low',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    chance: {
      en: '{count} servers share {socket} and none is default_server: {server} answers unknown names because it is read first',
      zh: '{count} 个 server 共用 {socket} 且没有 default_server：{server} 因最先读到而应答未知名称',
    },
  },
  defaults: {},
  *check(model) {
    // What stands around a part may hold the default server.
    if (model.fragment.length > 0) return
    const byServer = new Map<Server, Listener[]>()
    for (const listener of model.listeners)
      if (lacksDefault(listener)) gather(byServer, listener.defaultServer, listener)
    for (const [server, listeners] of byServer) {
      for (const tls of [false, true]) {
        const [first, ...more] = listeners.filter(listener => listener.tls === tls)
        const found = first && observation(model, server, [first, ...more])
        if (found) yield found
      }
    }
  },
})

const lacksDefault = ({ family, world, servers, explicitDefault }: Listener): boolean =>
  family !== 'unix' && world === 'http' && servers.length > 1 && !explicitDefault

/** The sockets of one first server, IPv4 and IPv6 mostly, want one default server between them. */
function observation(
  model: NginxModel,
  server: Server,
  listeners: readonly [Listener, ...Listener[]],
): Observation | undefined {
  const [listener] = listeners
  const listen = listener.listens.find(one => one.server === server)?.directive
  const at = listen ? placeOf(listen) : placeOfLevel(server)
  if (!at) return undefined
  const servers = [...new Set(listeners.flatMap(one => one.servers))]
  const socket = summary(listeners, ({ subject }) => subject)
  const handlers = answersForeignNames(server, model)
  return {
    at,
    subject: listener.subject,
    message: { id: 'chance', params: { count: servers.length, socket, server: server.subject } },
    related: affected(servers),
    witness: () => firstOf(handlers, place => foreignRequest(model, place, { listener })),
    fixes: refusingServer(listeners, model),
  }
}
