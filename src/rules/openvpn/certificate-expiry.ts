import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Message } from '../../message/index.ts'
import { type Certificate, daysUntil } from '../../x509/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'
import { certificatesIn, identityOf, placeOfLine, shownSource } from './public-material.ts'

interface Options {
  /** Days before the end from which on it is reported. */
  readonly days: number
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/certificate-expiry',
  format: 'openvpn',
  title: { en: 'Certificate at its end', zh: '证书到期' },
  severity: 'high',
  confidence: 'high',
  tags: ['identity', 'availability'],
  messages: {
    expired: {
      en: '{name} ended on {date}: the other end refuses every connection',
      zh: '{name} 已于 {date} 到期：对端拒绝所有连接',
    },
    soon: {
      en: '{name} ends on {date}, {days} days from now: then the other end refuses every connection',
      zh: '{name} 将于 {date} 到期，还有 {days} 天：届时对端拒绝所有连接',
    },
    early: {
      en: '{name} begins to be valid on {date}: until then the other end refuses every connection',
      zh: '{name} 自 {date} 起才有效：在此之前对端拒绝所有连接',
    },
    authorityExpired: {
      en: '{name} ended on {date}: every certificate of the other end is refused',
      zh: '{name} 已于 {date} 到期：对端的所有证书都会被拒绝',
    },
    authoritySoon: {
      en: '{name} ends on {date}, {days} days from now: then every certificate of the other end is refused',
      zh: '{name} 将于 {date} 到期，还有 {days} 天：届时对端的所有证书都会被拒绝',
    },
  },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { days: { type: 'integer', minimum: 0 } },
  },
  defaults: { days: 21 },
  *check(model, { days }, { today }) {
    if (!today || model.verification.fingerprints.length > 0) return
    const span = { today, days }
    const own = identityOf(model)
    const ending = own && ofIdentity([own.leaf, ...own.chain], span)
    if (own && ending) yield found(own.line, ending, renewal)
    const line = last(model, 'ca')
    const authority = line && !last(model, 'capath') && ofAuthorities(certificatesIn(model, 'ca'), span)
    if (line && authority) yield found(line, authority, succession)
  },
})

interface Within {
  readonly today: string
  readonly days: number
}

/** What ends first decides; roots that are sent along are of no interest. */
function ofIdentity(chain: readonly Certificate[], { today, days }: Within): Message | undefined {
  const used = chain.filter((each, nth) => nth === 0 || !each.selfSigned)
  const end = used.map(({ notAfter }) => notAfter).sort()[0]
  const left = end === undefined ? days : daysUntil(end, today)
  const date = end?.slice(0, 10) ?? ''
  if (left < days) return { id: left < 0 ? 'expired' : 'soon', params: { date, days: left } }
  const late = used.find(({ notBefore }) => daysUntil(notBefore, today) > 0)
  return late && { id: 'early', params: { date: late.notBefore.slice(0, 10) } }
}

/** An old authority beside its successor does no harm: the last one to end decides. */
function ofAuthorities(all: readonly Certificate[], { today, days }: Within): Message | undefined {
  const end = all
    .map(({ notAfter }) => notAfter)
    .sort()
    .at(-1)
  if (end === undefined) return undefined
  const left = daysUntil(end, today)
  const params = { date: end.slice(0, 10), days: left }
  return left < days ? { id: left < 0 ? 'authorityExpired' : 'authoritySoon', params } : undefined
}

function found(
  line: Parameters<typeof placeOfLine>[0],
  { id, params }: Message,
  fix: (name: string) => Fix,
): Observation {
  const name = shownSource(line)
  return {
    at: placeOfLine(line),
    subject: line.name,
    message: { id, params: { name, ...params } },
    ...(/soon$/i.test(id) && { severity: 'medium' }),
    fixes: [fix(name)],
  }
}

const renewal = (name: string): Fix =>
  decision(
    `openvpn/renew-certificate:${name}`,
    { en: 'Renew the certificate', zh: '续期证书' },
    {
      en: `Issue a new certificate for the same name where the authority's key lies, put it in place of ${name} and restart the daemon`,
      zh: `请在保存 CA 私钥之处为同一名称签发新证书，替换 ${name} 并重启守护进程`,
    },
  )

const succession = (name: string): Fix =>
  decision(
    `openvpn/renew-authority:${name}`,
    { en: 'Bring in a new authority', zh: '更换 CA' },
    {
      en: `Make a new authority, put it beside the old one in ${name} and in the ca of every other end, then issue new certificates from it, and take the old one out when no end uses it`,
      zh: `请建立新的 CA，将其与旧 CA 一并放入 ${name} 以及每个对端的 ca，然后由新 CA 签发证书，待没有任何一端使用旧 CA 时再将其移除`,
    },
  )

const decision = (id: string, title: Fix['title'], question: Fix['title']): Fix =>
  unsafe({
    title,
    edits: [],
    changes: [],
    steps: [{ kind: 'decide', id, title, needs: [], risk: 'outage', question }],
  })
