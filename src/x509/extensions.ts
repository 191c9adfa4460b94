import { addressText } from './address.ts'
import { bits, childrenOf, contents, type Element, expectTag, hex, inside, Malformed, tags } from './der.ts'
import { units } from './name.ts'
import { oidOf } from './oid.ts'

/** In the order of RFC 5280, 4.2.1.3: bit 0 is digitalSignature. */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof keyUsages)[number]

const purposes: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'any',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
}

/** What the extensions of a certificate say. Undefined and empty: the extension is not there. */
export interface Extensions {
  readonly dnsNames: readonly string[]
  /** As text: `192.0.2.1`, `2001:db8::1`. */
  readonly addresses: readonly string[]
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength?: number } | undefined
  readonly keyUsage: readonly KeyUsage[] | undefined
  /** `serverAuth`, or the dotted identifier of an unknown purpose. */
  readonly extendedKeyUsage: readonly string[] | undefined
  /** Hexadecimal. */
  readonly subjectKey: string | undefined
  /** Hexadecimal: the subject key of the issuer. */
  readonly authorityKey: string | undefined
  /** It says where the certificate of its issuer is to be fetched (RFC 5280, 4.2.2.1). */
  readonly namesIssuer: boolean
}

/** @param element SEQUENCE OF Extension; undefined when the certificate has none. @throws Malformed */
export function extensionsOf(element: Element | undefined): Extensions {
  const values = new Map<string, Element>()
  for (const extension of element ? childrenOf(expectTag(element, tags.sequence)) : []) {
    const parts = childrenOf(expectTag(extension, tags.sequence))
    values.set(oidOf(parts[0], extension), inside(expectTag(parts.at(-1), tags.octetString, extension)))
  }
  const names = generalNames(values.get('2.5.29.17'))
  const subjectKey = values.get('2.5.29.14')
  const access = values.get('1.3.6.1.5.5.7.1.1')
  return {
    dnsNames: names.filter(({ tag }) => tag === 0x82).map(name => units(contents(name), 1)),
    addresses: names.filter(({ tag }) => tag === 0x87).map(name => addressText(contents(name))),
    basicConstraints: basicConstraints(values.get('2.5.29.19')),
    keyUsage: keyUsage(values.get('2.5.29.15')),
    extendedKeyUsage: extendedKeyUsage(values.get('2.5.29.37')),
    subjectKey: subjectKey && hex(contents(expectTag(subjectKey, tags.octetString))),
    authorityKey: authorityKey(values.get('2.5.29.35')),
    namesIssuer: isSequence(access) && childrenOf(access).some(isIssuerPlace),
  }
}

const isSequence = (element: Element | undefined): element is Element => element?.tag === tags.sequence

const isIssuerPlace = (description: Element): boolean =>
  isSequence(description) && oidOf(childrenOf(description)[0], description) === '1.3.6.1.5.5.7.48.2'

const generalNames = (element: Element | undefined): Element[] =>
  element ? childrenOf(expectTag(element, tags.sequence)) : []

function basicConstraints(element: Element | undefined): Extensions['basicConstraints'] {
  if (!element) return undefined
  const parts = childrenOf(expectTag(element, tags.sequence))
  const ca = parts[0]?.tag === tags.boolean && contents(parts[0])[0] !== 0
  const path = parts.find(({ tag }) => tag === tags.integer)
  if (!path) return { ca }
  if (path.end - path.start !== 1) throw new Malformed(path.at, 'path length beyond any chain')
  return { ca, pathLength: path.bytes[path.start] as number }
}

function keyUsage(element: Element | undefined): readonly KeyUsage[] | undefined {
  if (!element) return undefined
  const set = bits(element)
  return keyUsages.filter((_, bit) => set(bit))
}

const extendedKeyUsage = (element: Element | undefined): readonly string[] | undefined =>
  element &&
  childrenOf(expectTag(element, tags.sequence)).map(child => {
    const oid = oidOf(child)
    return purposes[oid] ?? oid
  })

function authorityKey(element: Element | undefined): string | undefined {
  const key = element && childrenOf(expectTag(element, tags.sequence)).find(({ tag }) => tag === 0x80)
  return key && hex(contents(key))
}
