/** The bytes are not what their place demands. Never leaves this folder. */
export class Malformed extends Error {
  readonly offset: number
  constructor(offset: number, what: string) {
    super(what)
    this.offset = offset
  }
}

/** One element of DER (X.690): its identifier byte, and where its contents lie in `bytes`. */
export interface Element {
  readonly bytes: Uint8Array
  readonly tag: number
  /** Of the identifier byte. */
  readonly at: number
  readonly start: number
  readonly end: number
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The element at an offset. Definite lengths and one-byte identifiers only, as X.509 has them. @throws Malformed */
export function elementAt(bytes: Uint8Array, at: number, limit: number = bytes.length): Element {
  if (at + 2 > limit) throw new Malformed(at, 'element is cut off')
  const tag = bytes[at] as number
  if ((tag & 0x1f) === 0x1f) throw new Malformed(at, 'identifier of several bytes')
  const first = bytes[at + 1] as number
  const count = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || count > 4) throw new Malformed(at + 1, 'length of a form that DER does not have')
  const start = at + 2 + count
  if (start > limit) throw new Malformed(at + 1, 'length is cut off')
  const length = count === 0 ? first : bigEndian(bytes, at + 2, start)
  if (length > limit - start) throw new Malformed(at + 1, 'contents are cut off')
  return { bytes, tag, at, start, end: start + length }
}

function bigEndian(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at++) value = value * 256 + (bytes[at] as number)
  return value
}

/** Elements inside a constructed one, in order. @throws Malformed */
export function childrenOf({ bytes, start, end }: Element): Element[] {
  const children: Element[] = []
  for (let at = start; at < end; ) {
    const child = elementAt(bytes, at, end)
    children.push(child)
    at = child.end
  }
  return children
}

/** @throws Malformed when the element is missing or another one */
export function expectTag(element: Element | undefined, tag: number, parent?: Element): Element {
  if (element?.tag !== tag) throw new Malformed(element?.at ?? parent?.end ?? 0, `no element ${tag.toString(16)}`)
  return element
}

export const contents = ({ bytes, start, end }: Element): Uint8Array => bytes.subarray(start, end)
export const whole = ({ bytes, at, end }: Element): Uint8Array => bytes.subarray(at, end)

export const hex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

/** The element that an explicit tag or an OCTET STRING wraps. @throws Malformed */
export const inside = ({ bytes, start, end }: Element): Element => elementAt(bytes, start, end)

/** Bits by number, the first is 0. @throws Malformed */
export function bits(element: Element): (bit: number) => boolean {
  const { bytes, start, end } = expectTag(element, tags.bitString)
  if (end === start || (bytes[start] as number) > 7) throw new Malformed(start, 'bit string without its first byte')
  return bit => {
    const at = start + 1 + (bit >> 3)
    return at < end && ((bytes[at] as number) & (0x80 >> (bit & 7))) !== 0
  }
}
