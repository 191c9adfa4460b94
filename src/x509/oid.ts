import { type Element, expectTag, Malformed, tags } from './der.ts'

/** Longer ones do not occur; the bound keeps their text short. */
const longest = 64

/** `1.2.840.113549.1.1.11` @throws Malformed */
export function oidOf(element: Element | undefined, parent?: Element): string {
  const { bytes, start, end } = expectTag(element, tags.oid, parent)
  if (end === start || end - start > longest) throw new Malformed(start, 'object identifier of an impossible length')
  const arcs: number[] = []
  let arc = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    arc = arc * 128 + (byte & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER) throw new Malformed(at, 'object identifier with a huge number')
    if (byte & 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  if ((bytes[end - 1] as number) & 0x80) throw new Malformed(end - 1, 'object identifier is cut off')
  const [first = 0, ...rest] = arcs
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - top * 40, ...rest].join('.')
}
