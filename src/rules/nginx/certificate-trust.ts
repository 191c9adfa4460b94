import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Message } from '../../message/index.ts'
import { certificateNames, hasCertificateName } from '../../remedies/nginx/names.ts'
import { type HttpsOptions, httpsDefaults, httpsSchema } from '../../remedies/nginx/options.ts'
import { trustedCertificate } from '../../remedies/nginx/trusted-certificate.ts'
import type { Directive } from '../../tree/index.ts'
import { type Certificate, covers } from '../../x509/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { lineageOf, type ServedCertificate, servedCertificates } from './served-certificates.ts'

interface Options extends Pick<HttpsOptions, 'acmeServer' | 'mail'> {
  /** Smallest RSA modulus and smallest curve, in bits. */
  readonly rsaBits: number
  readonly ecBits: number
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/certificate-trust',
  format: 'nginx',
  title: { en: 'certificate that clients refuse', zh: '客户端拒绝的证书' },
  severity: 'high',
  confidence: 'medium',
  tags: ['tls'],
  messages: {
    placeholder: {
      en: '`ssl_certificate {path}` of {servers} is the placeholder of the distribution: no client trusts it',
      zh: '{servers} 的 `ssl_certificate {path}` 是发行版自带的占位证书：没有客户端信任它',
    },
    selfSigned: {
      en: '`ssl_certificate {path}` of {servers} is signed by itself: no client trusts it unless told to',
      zh: '{servers} 的 `ssl_certificate {path}` 是自签名证书：未经特别设置的客户端都不信任它',
    },
    names: {
      en: '`ssl_certificate {path}` of {servers} does not hold {names}: clients that ask for them refuse it',
      zh: '{servers} 的 `ssl_certificate {path}` 不包含 {names}：请求这些名称的客户端会拒绝它',
    },
    weak: {
      en: '`ssl_certificate {path}` of {servers} has a key of {bits} bits ({type})',
      zh: '{servers} 的 `ssl_certificate {path}` 的密钥只有 {bits} 位（{type}）',
    },
  },
  schema: {
    type: 'object',
    properties: {
      rsaBits: { type: 'integer', minimum: 0 },
      ecBits: { type: 'integer', minimum: 0 },
      acmeServer: httpsSchema.acmeServer,
      mail: httpsSchema.mail,
    },
    additionalProperties: false,
  },
  defaults: { rsaBits: 2048, ecBits: 256, acmeServer: '', mail: '' },
  *check(model, options, context) {
    for (const served of servedCertificates(model, context).filter(({ absent }) => !absent)) {
      const sites = { ...served, servers: served.servers.filter(server => isPublic(server, model)) }
      const others = { ...served, servers: served.servers.filter(isOther) }
      const found = reason(sites, options)
      const elsewhere = reasonElsewhere(others, options)
      if (found) yield { ...observation(sites, found), fixes: () => [repair(model, sites, options)] }
      else if (elsewhere) yield observation(others, elsewhere)
    }
  },
})

const observation = ({ entry, path, servers }: ServedCertificate, { id, params }: Message): Observation => ({
  at: placeOf(entry),
  subject: path,
  message: { id, params: { path, servers: summary(servers, one => one.subject), ...params } },
  ...(id === 'placeholder' && { confidence: 'high' }),
  related: affected(servers),
})

/** Strangers can reach it, by a name that a public CA would issue for, and get more than a refusal. */
function isPublic(server: Server, model: NginxModel): boolean {
  if (server.world !== 'http') return false
  if (!server.listeners.some(({ tls, reach }) => tls && reach === 'public')) return false
  if (server.serve?.kind === 'return' && server.serve.code >= 400) return false
  if (chosenByCode.some(name => writer(server, name))) return false
  return !model.on(server, 'ssl_reject_handshake') && hasCertificateName(server.names)
}

/** What is written is shown only when the program fails. */
const chosenByCode = ['ssl_certificate_by_lua_block', 'ssl_certificate_by_lua_file']

/** Debian's ssl-cert; the host name of the machine it was installed on is its only name. */
const placeholder = /\/ssl-cert-snakeoil\.pem$/

function reason({ path, servers, chain: [leaf] }: ServedCertificate, options: Options): Message | undefined {
  if (servers.length === 0) return undefined
  if (placeholder.test(path)) return { id: 'placeholder' }
  if (!leaf) return undefined
  if (leaf.selfSigned) return { id: 'selfSigned' }
  const absent = new Set(servers.flatMap(server => missingNames(server, leaf)))
  return absent.size > 0 ? { id: 'names', params: { names: summary([...absent]) } } : weak(leaf, options)
}

/** Servers of stream{} and mail{} that strangers reach: their names stand nowhere. */
const isOther = ({ world, listeners }: Server): boolean =>
  world !== 'http' && listeners.some(({ reach }) => reach === 'public')

/** Programs that talk to a stream may be told which certificate is right; people who read their mail are not. */
function reasonElsewhere({ path, servers, chain: [leaf] }: ServedCertificate, options: Options): Message | undefined {
  if (servers.length === 0) return undefined
  if (placeholder.test(path)) return { id: 'placeholder' }
  if (leaf?.selfSigned && servers.some(({ world }) => world === 'mail')) return { id: 'selfSigned' }
  return leaf && weak(leaf, options)
}

function weak({ key: { type, bits } }: Certificate, options: Options): Message | undefined {
  const least = type === 'rsa' ? options.rsaBits : type === 'ec' ? options.ecBits : 0
  return bits !== undefined && bits < least ? { id: 'weak', params: { bits, type: type.toUpperCase() } } : undefined
}

const missingNames = (server: Server, leaf: Certificate): string[] =>
  (certificateNames(server.names)?.names ?? []).filter(name => !covers(leaf, name))

function repair(model: NginxModel, { entry, path, servers, chain }: ServedCertificate, options: Options): Fix {
  const subject = {
    model,
    entry,
    key: keyOf(entry),
    servers,
    lineage: lineageOf(path),
    names: chain[0]?.dnsNames ?? [],
  }
  return {
    title: { en: 'obtain a certificate that clients trust', zh: '申请客户端信任的证书' },
    safety: 'unsafe',
    edits: [],
    changes: ['ssl_certificate', 'ssl_certificate_key'],
    steps: trustedCertificate(subject, { ...httpsDefaults, ...options }),
  }
}

/** The only key beside the only certificate of a block. */
function keyOf(entry: Directive): Directive | undefined {
  const beside = (entry.parent?.block?.nodes ?? []).filter(node => node.kind === 'directive')
  const named = (name: string): Directive[] => beside.filter(node => node.name.value === name)
  const keys = named('ssl_certificate_key')
  return keys.length === 1 && named('ssl_certificate').length === 1 ? keys[0] : undefined
}
