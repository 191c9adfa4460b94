import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type RuleContext } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { allTlsServers } from './level-causes.ts'
import { servedCertificates } from './served-certificates.ts'

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
  *check(model, _options, context) {
    yield* readLeaves(model, context)
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

/**
 * Files that are given and hold the leaf alone, which says where its issuer is to be fetched: mostly no root signed it. Trusted
 * certificates of the server complete nothing: nginx sends the file alone (measured with 1.22.1).
 */
function* readLeaves(model: NginxModel, context: RuleContext): Generator<Observation> {
  for (const { entry, path, servers, chain } of servedCertificates(model, context)) {
    const [leaf, ...others] = chain
    if (!leaf || others.length > 0 || leaf.selfSigned || lineage.test(path) || !leaf.namesIssuer) continue
    const { attributes, commonName = '' } = leaf.issuer
    if (/\broot\b/i.test(commonName)) continue
    const params = { path, servers: summary(servers, one => one.subject) }
    yield {
      ...{ at: placeOf(entry), subject: path, message: { id: 'leaf', params }, related: affected(servers) },
      // Active Directory names its CAs so; the one that signs is the root itself more often than not.
      ...(attributes.some(({ type }) => type === 'DC') && { confidence: 'low' }),
    }
  }
}

/** certbot puts the leaf into `cert.pem` and what servers need into `fullchain.pem` beside it. */
const lineage = /\/live\/[^/]+\/cert\.pem$/
