import { type FileStore, hostRoot, onHost } from '../../files/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Message } from '../../message/index.ts'
import { renewalSteps, replacement } from '../../remedies/nginx/renewal-steps.ts'
import { type Certificate, daysUntil } from '../../x509/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { lineageOf, type ServedCertificate, servedCertificates } from './served-certificates.ts'

interface Options {
  /** Days before the end from which on it is reported. */
  readonly days: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/certificate-expiry',
  format: 'nginx',
  title: { en: 'certificate at its end', zh: '证书到期' },
  severity: 'high',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    expired: {
      en: '`ssl_certificate {path}` of {servers} ended on {date}: every client refuses the connection',
      zh: '{servers} 的 `ssl_certificate {path}` 已于 {date} 到期：所有客户端都会拒绝连接',
    },
    soon: {
      en: '`ssl_certificate {path}` of {servers} ends on {date}, {days} days from now',
      zh: '{servers} 的 `ssl_certificate {path}` 将于 {date} 到期，还有 {days} 天',
    },
    early: {
      en: '`ssl_certificate {path}` of {servers} begins to be valid on {date}: until then every client refuses it',
      zh: '{servers} 的 `ssl_certificate {path}` 自 {date} 起才有效：在此之前所有客户端都会拒绝',
    },
    unrenewed: {
      en: '`ssl_certificate {path}` of {servers} is never renewed: certbot has no renewal/{lineage}.conf',
      zh: '{servers} 的 `ssl_certificate {path}` 不会续期：certbot 没有 renewal/{lineage}.conf',
    },
  },
  schema: {
    type: 'object',
    properties: { days: { type: 'integer', minimum: 0 } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { days: 21 },
  *check(model, { days }, context) {
    const all = servedCertificates(model, context).filter(({ absent }) => !absent)
    const renewals = all.some(({ path }) => lineageOf(path)) ? renewalFiles(model, context.store) : undefined
    for (const served of all) {
      const { entry, path, servers, chain } = served
      const found = (context.today && ending(chain, context.today, days)) || unrenewed(path, renewals)
      if (!found) continue
      const params = { path, servers: summary(servers, one => one.subject), ...found.params }
      yield {
        at: placeOf(entry),
        subject: path,
        message: { id: found.id, params },
        related: affected(servers),
        fixes: found.id === 'early' ? [] : [repair(served, days)],
      }
    }
  },
})

/** What ends a chain first. Roots in it are of no interest: clients use their own. */
function ending(chain: readonly Certificate[], today: string, days: number): Message | undefined {
  const used = chain.filter((each, nth) => nth === 0 || !each.selfSigned)
  const first = used.toSorted((a, b) => (a.notAfter < b.notAfter ? -1 : 1))[0]
  if (!first) return undefined
  const left = daysUntil(first.notAfter, today)
  const date = first.notAfter.slice(0, 10)
  if (left < 0) return { id: 'expired', params: { date } }
  if (left < days) return { id: 'soon', params: { date, days: left } }
  const late = used.find(each => daysUntil(each.notBefore, today) > 0)
  return late && { id: 'early', params: { date: late.notBefore.slice(0, 10) } }
}

/** Where certbot's folder is given, a lineage without a file in `renewal` is one that nothing renews. */
function unrenewed(path: string, renewals: ReadonlySet<string> | undefined): Message | undefined {
  const lineage = lineageOf(path)
  if (lineage === undefined || !renewals || renewals.has(`${lineage}.conf`)) return undefined
  return { id: 'unrenewed', params: { lineage } }
}

function renewalFiles(model: NginxModel, store: FileStore): ReadonlySet<string> | undefined {
  const root = hostRoot(model.root)
  const names = root === undefined ? undefined : store.list(onHost(root, '/etc/letsencrypt/renewal'))
  return names && new Set(names)
}

function repair({ path, chain }: ServedCertificate, days: number): Fix {
  const lineage = lineageOf(path)
  const issuer = (chain[0]?.issuer.text ?? '').slice(0, 100)
  return {
    title: { en: 'renew the certificate', zh: '续期证书' },
    safety: 'unsafe',
    edits: [],
    changes: [],
    steps: lineage === undefined ? [replacement(path, issuer)] : renewalSteps(lineage, days),
  }
}
