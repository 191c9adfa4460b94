import type { Server } from '../../formats/nginx/model.ts'
import type { Localized } from '../../message/index.ts'
import type { SharedCertificate } from './lineages.ts'
import { certificateNames, checkName, type Refusal } from './names.ts'
import type { HttpsOptions } from './options.ts'

/** The words after the name that is refused. */
const reasons: Readonly<Record<Refusal, Localized>> = {
  option: { en: 'starts with a hyphen', zh: '以连字符开头' },
  characters: { en: 'has characters that no certificate holds', zh: '含有证书不允许的字符' },
  labels: { en: 'has too few or too many labels', zh: '的标签过少或过多' },
  hyphen: { en: 'has a hyphen where none may be', zh: '的连字符位置有误' },
  length: { en: 'is too long', zh: '过长' },
  address: { en: 'is an address', zh: '是地址' },
  'top-level': { en: 'is below a top level no public CA issues for', zh: '的顶级域没有公共 CA 签发' },
  wildcard: { en: 'has a * elsewhere than in front', zh: '的 * 不在最前' },
  'no-name': { en: 'is no name', zh: '不是域名' },
}

/** The certificate with the names that were chosen for it, in that order; all of them where nobody chose. */
export function chosenNames(certificate: SharedCertificate, options: HttpsOptions): SharedCertificate {
  const words = options.certificateNames[certificate.lineage]
  if (!words) return certificate
  const names = [...new Set(words.map(plain))]
  return { ...certificate, names, challenge: names.some(name => name.startsWith('*')) ? 'dns-01' : 'http-01' }
}

const plain = (word: string): string => word.toLowerCase().replace(/\.$/, '')

/** The reason against a choice of names: a CA would refuse one, no server has it, or a server is left without any. */
export function refuseNames(
  { names, servers }: SharedCertificate,
  words: readonly string[],
  privateCa: boolean,
): Localized | undefined {
  if (words.length === 0) return { en: 'at least one name is required', zh: '至少需要一个域名' }
  for (const word of words) {
    const check = checkName(word, privateCa)
    if (!check.ok) return { en: `${word} ${reasons[check.because].en}`, zh: `${word} ${reasons[check.because].zh}` }
    if (!among(names, check.name))
      return { en: `no server of this certificate has the name ${word}`, zh: `该证书的 server 都没有域名 ${word}` }
  }
  const left = servers.find(server => !nameFor(server, words.map(plain), privateCa))
  return left && { en: `none of them is a name of ${left.title}`, zh: `其中没有 ${left.title} 的域名` }
}

/** The first of the names that the server has. A wildcard of the server is every name one label below. */
export function nameFor(server: Server, names: readonly string[], privateCa: boolean): string | undefined {
  const own = certificateNames(server.names, privateCa)?.names ?? []
  return names.find(name => among(own, name))
}

const among = (names: readonly string[], name: string): boolean =>
  names.includes(name) || names.includes(name.replace(/^[^.]+/, '*'))
