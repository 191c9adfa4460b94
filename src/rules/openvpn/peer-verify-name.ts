import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import type { Message } from '../../message/index.ts'
import { sha256 } from '../../text/sha256.ts'
import { replaceWord } from '../../tree/index.ts'
import { type Certificate, isIssuer } from '../../x509/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { type Mismatch, pairRule } from './pair.ts'
import { unsafe } from './placing.ts'
import { bodyOf, certificatesIn, type Identity, identityOf, placeOfLine, shownName } from './public-material.ts'
import { acceptsUsage, shownUsages } from './usage.ts'

export const rule: Rule<OpenvpnModel> = pairRule({
  id: 'openvpn/peer-verify-name',
  title: { en: 'Certificate that the other end does not accept', zh: '对端不接受的证书' },
  severity: 'critical',
  messages: {
    name: {
      en: '{name} "{wanted}" does not fit the certificate of the other end, "{subject}": no connection',
      zh: '{name} "{wanted}" 与对端证书 "{subject}" 不符：无法连接',
    },
    fingerprint: {
      en: 'peer-fingerprint does not list the certificate of the other end, "{subject}": no connection',
      zh: 'peer-fingerprint 未列出对端证书 "{subject}"：无法连接',
    },
    usage: {
      en: '{name} "{wanted}" does not accept the certificate of the other end, "{subject}", which is for {usages}: no connection',
      zh: '{name} "{wanted}" 不接受对端证书 "{subject}"（用途为 {usages}）：无法连接',
    },
    authority: {
      en: 'ca does not hold the issuer of the certificate of the other end, "{issuer}": no connection',
      zh: 'ca 不包含对端证书的签发者 "{issuer}"：无法连接',
    },
  },
  *mismatches({ own, other }) {
    const identity = identityOf(other)
    if (!identity || !own.tls.side) return
    yield* wrongAuthority(own, identity)
    yield* wrongFingerprint(own, identity.leaf)
    yield* wrongName(own, identity.leaf)
    for (const line of own.verification.methods) yield* wrongUsage(line, identity.leaf)
  },
})

/** Only names and key identifiers are compared: what they rule out, OpenSSL rules out as well. */
function* wrongAuthority(own: OpenvpnModel, { leaf, chain }: Identity): Iterable<Mismatch> {
  const line = last(own, 'ca')
  const trusted = certificatesIn(own, 'ca')
  if (!line || trusted.length === 0 || last(own, 'capath')) return
  let at: Certificate | undefined = leaf
  for (let step = 0; at && step <= chain.length; step++) {
    const subject: Certificate = at
    if (trusted.some(each => isIssuer(each, subject))) return
    at = chain.find(each => each !== subject && isIssuer(each, subject))
  }
  yield {
    at: placeOfLine(line),
    subject: 'ca',
    message: { id: 'authority', params: { issuer: shownName(leaf.issuer.text) } },
  }
}

function* wrongFingerprint(own: OpenvpnModel, leaf: Certificate): Iterable<Mismatch> {
  const [line] = own.verification.fingerprints
  if (!line) return
  const listed = own.verification.fingerprints.flatMap(each =>
    (each.inline ? (bodyOf(each) ?? '') : (each.params[0] ?? '')).split('\n'),
  )
  const wanted = sha256(leaf.der)
  if (listed.some(text => text.replace(/[^0-9a-f]/gi, '').toLowerCase() === wanted)) return
  yield {
    at: placeOfLine(line),
    subject: 'fingerprint',
    message: { id: 'fingerprint', params: { subject: nameOf(leaf) } },
  }
}

const nameOf = ({ subject }: Certificate): string => shownName(subject.text)

function* wrongName(own: OpenvpnModel, leaf: Certificate): Iterable<Mismatch> {
  const line = last(own, 'verify-x509-name')
  const wanted = own.verification.name.value
  const field = last(own, 'x509-username-field')?.params[0] ?? 'CN'
  const kind = own.verification.nameKind
  if (!line || wanted === undefined || kind === undefined || field.startsWith('ext:')) return
  const given = kind === 'subject' ? leaf.subject.text : attribute(leaf, field)
  if (kind === 'name-prefix' ? given?.startsWith(wanted) : given === wanted) return
  const message: Message = {
    id: 'name',
    params: { name: line.name, wanted: shownName(wanted), subject: kind === 'subject' ? nameOf(leaf) : (given ?? '') },
  }
  const common = leaf.subject.commonName
  const fixes = field === 'CN' && common !== undefined ? correction(line, common) : []
  yield { at: placeOfLine(line), subject: 'name', message, fixes }
}

/** The last attribute of that name decides, as for the daemon. */
const attribute = ({ subject }: Certificate, field: string): string | undefined =>
  subject.attributes.findLast(({ type }) => type.toLowerCase() === field.toLowerCase())?.value

/** Only for names that need no quotes: what a certificate says is the other end's word. */
function correction(line: OptionLine, name: string): Fix[] {
  const word = line.words[0]
  if (!word || !/^[\w.@-]+$/.test(name)) return []
  return [
    unsafe({
      title: { en: `Expect the name of the certificate, ${name}`, zh: `改为证书中的名称 ${name}` },
      edits: [replaceWord(line.directive.file, word, name)],
      changes: [line.name],
    }),
  ]
}

function* wrongUsage(line: OptionLine, leaf: Certificate): Iterable<Mismatch> {
  if (acceptsUsage(line, leaf)) return
  const params = { name: line.name, wanted: line.params.join(' '), subject: nameOf(leaf), usages: shownUsages(leaf) }
  yield { at: placeOfLine(line), subject: line.name, message: { id: 'usage', params } }
}
