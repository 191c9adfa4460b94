import type { NginxModel } from '../../formats/nginx/model.ts'
import { refusingServer } from '../../remedies/nginx/refusing-server.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { affected, placeOfLevel } from './affected.ts'
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
    for (const listener of model.listeners) {
      if (listener.family === 'unix' || listener.world !== 'http') continue
      if (listener.servers.length < 2 || listener.explicitDefault) continue
      const server = listener.defaultServer
      const listen = listener.listens.find(one => one.server === server)?.directive
      const at = listen ? placeOf(listen) : placeOfLevel(server)
      if (!at) continue
      const handlers = answersForeignNames(server, model)
      yield {
        at,
        subject: listener.subject,
        message: {
          id: 'chance',
          params: { count: listener.servers.length, socket: listener.subject, server: server.subject },
        },
        related: affected(listener.servers),
        witness: () => firstOf(handlers, place => foreignRequest(model, place, { listener })),
        fixes: refusingServer(listener, model),
      }
    }
  },
})
