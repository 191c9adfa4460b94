import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { allTlsServers } from './level-causes.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/certificate-chain',
  format: 'nginx',
  title: { en: 'certificate without its intermediate', zh: '证书缺少中间证书' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['tls'],
  messages: {
    leaf: {
      en: '`ssl_certificate {path}` holds the leaf only: clients of {servers} that do not know the intermediate refuse it',
      zh: '`ssl_certificate {path}` 只含叶证书：{servers} 的客户端若没有中间证书就会拒绝',
    },
  },
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, Server[]>()
    for (const server of allTlsServers(model))
      for (const entry of model.list(server, 'ssl_certificate').entries)
        if (lineage.test(argumentAt(entry, 0))) gather(causes, entry, server)
    for (const [entry, servers] of causes) {
      const word = entry.args[0]!
      yield {
        at: placeOf(entry),
        subject: word.value,
        message: { id: 'leaf', params: { path: word.value, servers: summary(servers, one => one.subject) } },
        related: affected(servers),
        fixes: [
          {
            title: { en: 'use fullchain.pem of the same lineage', zh: '改用同一目录的 fullchain.pem' },
            safety: 'safe',
            edits: [replaceWord(entry.file, word, word.raw.replace(/cert\.pem(["']?)$/, 'fullchain.pem$1'))],
            changes: ['ssl_certificate'],
          },
        ],
      }
    }
  },
})

/** certbot puts the leaf into `cert.pem` and what servers need into `fullchain.pem` beside it. */
const lineage = /\/live\/[^/]+\/cert\.pem$/
