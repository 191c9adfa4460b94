import { childrenOf, contents, type Element, expectTag, hex, tags } from './der.ts'
import { oidOf } from './oid.ts'

/** One attribute of a distinguished name: `CN`, `O`, or the dotted identifier of one without a short name. */
export interface Attribute {
  readonly type: string
  readonly value: string
}

export interface Name {
  readonly attributes: readonly Attribute[]
  /** `C=DE, O=Example, CN=vpn.example.com`, in the order of the certificate, as OpenVPN writes subjects. */
  readonly text: string
  /** Equal for names that OpenSSL takes for equal: letter case, outer blanks and string types do not count. */
  readonly key: string
  /** The last one, which is the one that decides; undefined when there is none. */
  readonly commonName: string | undefined
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.41': 'name',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** @throws Malformed */
export function nameOf(element: Element | undefined, parent?: Element): Name {
  const sets = childrenOf(expectTag(element, tags.sequence, parent)).map(set =>
    childrenOf(expectTag(set, tags.set)).map(attributeOf),
  )
  const attributes = sets.flat()
  return {
    attributes,
    text: sets.map(set => set.map(({ type, value }) => `${type}=${escaped(value)}`).join(' + ')).join(', '),
    key: JSON.stringify(sets.map(set => set.map(({ type, value }) => `${type}=${canonical(value)}`).sort())),
    commonName: attributes.findLast(({ type }) => type === 'CN')?.value,
  }
}

function attributeOf(element: Element): Attribute {
  const [type, value] = childrenOf(expectTag(element, tags.sequence))
  const oid = oidOf(type, element)
  return { type: shortNames[oid] ?? oid, value: value ? stringOf(value) : '' }
}

const canonical = (value: string): string => value.trim().replace(/\s+/g, ' ').toLowerCase()

const escaped = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replace(/[\0-\x1f\x7f]/g, control => `\\${control.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

const utf8 = new TextDecoder('utf-8')

/** Text of any of the string types; what is none of them as `#` and hexadecimal digits. */
function stringOf(element: Element): string {
  const bytes = contents(element)
  switch (element.tag) {
    case 0x0c:
      return utf8.decode(bytes)
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return units(bytes, 1)
    case 0x1e:
      return units(bytes, 2)
    case 0x1c:
      return units(bytes, 4)
    default:
      return `#${hex(bytes.subarray(0, 64))}`
  }
}

/** Characters of 1, 2 or 4 bytes each, most significant first. */
export function units(bytes: Uint8Array, size: 1 | 2 | 4): string {
  const characters: string[] = []
  for (let at = 0; at + size <= bytes.length; at += size) {
    let code = 0
    for (let next = 0; next < size; next++) code = code * 256 + (bytes[at + next] as number)
    characters.push(size < 4 ? String.fromCharCode(code) : String.fromCodePoint(Math.min(code, 0x10ffff)))
  }
  return characters.join('')
}
