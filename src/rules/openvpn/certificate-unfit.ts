import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Message } from '../../message/index.ts'
import { atLeast } from '../../target/index.ts'
import type { Certificate } from '../../x509/index.ts'
import { defineRule, type Observation, type Rule, type Severity } from '../rule.ts'
import { certificatesIn, type Identity, identityOf, placeOfLine, shownName, shownSource } from './public-material.ts'

interface Options {
  /** Smallest RSA modulus and smallest curve, in bits. */
  readonly rsaBits: number
  readonly ecBits: number
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/certificate-unfit',
  format: 'openvpn',
  title: { en: 'Certificate that does not do here', zh: '不适用的证书' },
  severity: 'high',
  confidence: 'high',
  tags: ['identity', 'crypto'],
  messages: {
    signature: {
      en: '{name} is signed with {signature}: OpenSSL 3 refuses it ("ca md too weak") and the daemon stops',
      zh: '{name} 的签名算法是 {signature}：OpenSSL 3 拒绝它（"ca md too weak"），守护进程会停止',
    },
    refused: {
      en: '{name} has a key of {bits} bits ({type}): OpenSSL refuses it ("ee key too small") and the daemon stops',
      zh: '{name} 的密钥只有 {bits} 位（{type}）：OpenSSL 拒绝它（"ee key too small"），守护进程会停止',
    },
    weak: {
      en: '{name} has a key of {bits} bits ({type})',
      zh: '{name} 的密钥只有 {bits} 位（{type}）',
    },
    authority: {
      en: '{name} is the authority itself: whoever gets its key from here issues certificates that every end accepts',
      zh: '{name} 就是 CA 本身：从这里得到其私钥的人可以签发任何一端都接受的证书',
    },
    client: {
      en: '{name} of "{subject}" is not made for a client: the other end refuses it ("unsuitable certificate purpose")',
      zh: '{name} 中 "{subject}" 的证书不能用于客户端：对端拒绝它（"unsuitable certificate purpose"）',
    },
    server: {
      en: '{name} of "{subject}" is not made for a server: the other end refuses it ("unsuitable certificate purpose")',
      zh: '{name} 中 "{subject}" 的证书不能用于服务器：对端拒绝它（"unsuitable certificate purpose"）',
    },
    leaf: {
      en: '{name} holds no authority but the certificate of "{subject}": every certificate of the other end is refused',
      zh: '{name} 中没有 CA，只有 "{subject}" 的证书：对端的所有证书都会被拒绝',
    },
    unrooted: {
      en: '{name} ends with "{subject}" and lacks its issuer: every certificate of the other end is refused',
      zh: '{name} 止于 "{subject}"，缺少其签发者：对端的所有证书都会被拒绝',
    },
  },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { rsaBits: { type: 'integer', minimum: 0 }, ecBits: { type: 'integer', minimum: 0 } },
  },
  defaults: { rsaBits: 2048, ecBits: 256 },
  *check(model, options) {
    const own = identityOf(model)
    const authorities = certificatesIn(model, 'ca')
    const fault = own && (unloadable(model, own.leaf) ?? unfit(model, own, authorities) ?? weakness(own.leaf, options))
    if (own && fault) yield observation(own.line, fault)
    const line = last(model, 'ca')
    const wrong = line && (anchorless(model, authorities) ?? weakAuthority(authorities, options))
    if (line && wrong) yield observation(line, wrong)
  },
})

interface Fault extends Message {
  readonly severity?: Severity
}

function observation(line: OptionLine, { id, params, severity }: Fault): Observation {
  const message = { id, params: { name: shownSource(line), ...params } }
  return { at: placeOfLine(line), subject: line.name, message, ...(severity && { severity }) }
}

const broken = /^(?:md5|sha1|ecdsa-with-SHA1)/

/** tls-cert-profile legacy, the default, is level 1 of OpenSSL, preferred level 2 (measured with 2.6.14 and OpenSSL 3.0). */
function unloadable(model: OpenvpnModel, { key, signature, selfSigned }: Certificate): Fault | undefined {
  const profile = last(model, 'tls-cert-profile')?.params[0]
  if (profile === 'insecure') return undefined
  const least = profile === undefined || profile === 'legacy' ? 1024 : 2048
  if (key.type === 'rsa' && key.bits !== undefined && key.bits < least)
    return { id: 'refused', params: { bits: key.bits, type: 'RSA' } }
  if (selfSigned || !broken.test(signature)) return undefined
  const sure = signature.startsWith('md5') || atLeast(model.target.openssl, '3.0')
  return { id: 'signature', params: { signature }, severity: sure ? 'high' : 'medium' }
}

/** Of two ends that know each other by fingerprint each is its own authority. */
function unfit(model: OpenvpnModel, { leaf }: Identity, authorities: readonly Certificate[]): Fault | undefined {
  if (authorities.some(({ der }) => sameBytes(der, leaf.der)) && leaf.basicConstraints?.ca) return { id: 'authority' }
  const { side } = model.tls
  if (!side || model.verification.fingerprints.length > 0 || suits(leaf, side)) return undefined
  return { id: side, params: { subject: shownName(leaf.subject.commonName ?? leaf.subject.text) } }
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])

/** As OpenSSL's purposes sslclient and sslserver. The extended usage of a server is the business of a rule of its own. */
function suits({ keyUsage, extendedKeyUsage }: Certificate, side: 'client' | 'server'): boolean {
  const admitted = keyUsage?.some(
    usage =>
      usage === 'digitalSignature' || usage === 'keyAgreement' || (usage === 'keyEncipherment' && side === 'server'),
  )
  if (admitted === false) return false
  return side === 'server' || !extendedKeyUsage || ['clientAuth', 'any'].some(name => extendedKeyUsage.includes(name))
}

function weakness({ key }: Certificate, { rsaBits, ecBits }: Options): Fault | undefined {
  const { type, bits } = key
  const least = type === 'rsa' ? rsaBits : type === 'ec' ? ecBits : 0
  return bits !== undefined && bits < least
    ? { id: 'weak', params: { bits, type: type.toUpperCase() }, severity: 'medium' }
    : undefined
}

const weakAuthority = (all: readonly Certificate[], options: Options): Fault | undefined =>
  all.map(each => weakness(each, options)).find(each => each !== undefined)

/** No chain can end here: OpenVPN does not take an intermediate for its end (measured). */
function anchorless(model: OpenvpnModel, authorities: readonly Certificate[]): Fault | undefined {
  const end = authorities.at(-1)
  if (!end || authorities.some(({ selfSigned }) => selfSigned)) return undefined
  if (last(model, 'capath') || last(model, 'pkcs12')) return undefined
  const subject = shownName(end.subject.commonName ?? end.subject.text)
  return {
    id: authorities.some(({ basicConstraints }) => basicConstraints?.ca) ? 'unrooted' : 'leaf',
    params: { subject },
  }
}
