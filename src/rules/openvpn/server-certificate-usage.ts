import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Certificate } from '../../x509/index.ts'
import { defineRule, type Fix, type Observation, type Rule, type RuleContext, type Step } from '../rule.ts'
import { pairOf } from './pair.ts'
import { unsafe } from './placing.ts'
import { type Identity, identityOf, placeOfLine, shownName } from './public-material.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/server-certificate-usage',
  format: 'openvpn',
  title: { en: 'Server certificate without the usage of a server', zh: '缺少服务器用途的服务器证书' },
  severity: 'high',
  confidence: 'medium',
  tags: ['identity', 'tls', 'server'],
  messages: {
    refused: {
      en: 'Certificate "{subject}" of the server has no {lacks}, and the client demands remote-cert-tls server: no connection',
      zh: '服务器证书 "{subject}" 缺少 {lacks}，而客户端要求 remote-cert-tls server：无法连接',
    },
    purpose: {
      en: 'Certificate "{subject}" of the server has an extendedKeyUsage without serverAuth: every client refuses it',
      zh: '服务器证书 "{subject}" 的 extendedKeyUsage 不含 serverAuth：所有客户端都会拒绝',
    },
    lacking: {
      en: 'Certificate "{subject}" has no {lacks}: a client that says remote-cert-tls server refuses this server',
      zh: '证书 "{subject}" 缺少 {lacks}：写有 remote-cert-tls server 的客户端会拒绝该服务器',
    },
  },
  defaults: {},
  *check(model, _options, context) {
    const found = model.tls.side === 'server' ? ofServer(model, context) : ofClient(model, context)
    if (found) yield found
  },
})

/** What remote-cert-tls server misses in a certificate; empty when it is content. */
export function missingUsages({ keyUsage, extendedKeyUsage }: Certificate): string {
  const missing = [
    ...(keyUsage ? [] : ['keyUsage']),
    ...(extendedKeyUsage?.includes('serverAuth') ? [] : ['extendedKeyUsage serverAuth']),
  ]
  return missing.join(', ')
}

/** OpenSSL refuses it for a server whatever the client says. */
const wrongPurpose = ({ extendedKeyUsage }: Certificate): boolean =>
  extendedKeyUsage !== undefined && !extendedKeyUsage.includes('serverAuth') && !extendedKeyUsage.includes('any')

const demand = (client: OpenvpnModel): OptionLine | undefined =>
  client.verification.certificateUsage.value === 'server' ? last(client, 'remote-cert-tls') : undefined

/** Without the other end it is not known what clients demand: the same, said less loudly. */
function ofServer(model: OpenvpnModel, context: RuleContext): Observation | undefined {
  const identity = identityOf(model)
  const lacks = identity && missingUsages(identity.leaf)
  if (!identity || !lacks) return undefined
  const pair = pairOf(model, context)
  if (wrongPurpose(identity.leaf)) return observation(identity.line, 'purpose', identity)
  if (!pair) return { ...observation(identity.line, 'lacking', identity), severity: 'medium' }
  return demand(pair.other) && observation(identity.line, 'refused', identity)
}

function ofClient(model: OpenvpnModel, context: RuleContext): Observation | undefined {
  const pair = pairOf(model, context)
  const identity = pair && identityOf(pair.other)
  const line = demand(model) ?? last(model, 'ca')
  if (!identity || !line || !missingUsages(identity.leaf)) return undefined
  if (wrongPurpose(identity.leaf)) return observation(line, 'purpose', identity)
  return demand(model) && observation(line, 'refused', identity)
}

function observation(line: OptionLine, id: string, { leaf }: Identity): Observation {
  const name = leaf.subject.commonName ?? leaf.subject.text
  return {
    at: placeOfLine(line),
    subject: 'usage',
    message: { id, params: { subject: shownName(name), lacks: missingUsages(leaf) } },
    fixes: [issueAgain(shownName(name))],
  }
}

const step = (name: string): Step => ({
  kind: 'decide',
  id: `openvpn/server-certificate:${name}`,
  title: { en: `Issue the certificate of ${name} again`, zh: `重新签发 ${name} 的证书` },
  needs: [],
  risk: 'outage',
  question: {
    en: `Issue ${name} again with keyUsage digitalSignature, keyEncipherment and extendedKeyUsage serverAuth, put it on the server and restart the daemon; until then clients can check the name alone (verify-x509-name NAME name)`,
    zh: `请为 ${name} 重新签发带有 keyUsage digitalSignature、keyEncipherment 与 extendedKeyUsage serverAuth 的证书，放到服务器并重启守护进程；在此之前客户端可只检查名称（verify-x509-name 名称 name）`,
  },
})

const issueAgain = (name: string): Fix =>
  unsafe({
    title: { en: 'Issue the server certificate again', zh: '重新签发服务器证书' },
    edits: [],
    changes: [],
    steps: [step(name)],
  })
