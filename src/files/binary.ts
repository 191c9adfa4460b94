const magic: readonly (readonly number[])[] = [
  '\x7fELF',
  '\x1f\x8b',
  'PK\x03\x04',
  '\x89PNG',
  '%PDF-',
  '\xff\xd8\xff',
  'SQLite format 3\0',
].map(text => [...text].map(character => character.charCodeAt(0)))

/**
 * Certainly not a configuration file: a known magic number, or more than a tenth of control characters at its start.
 * A single NUL does not make a file binary: daemons read such files, and what they say about them is worth knowing.
 */
export function isBinary(bytes: Uint8Array): boolean {
  if (magic.some(start => start.every((byte, at) => bytes[at] === byte))) return true
  if (isUtf16(bytes)) return false
  const length = Math.min(bytes.length, 1024)
  if (length < 64) return false
  let control = 0
  for (let at = 0; at < length; at++) if (isControl(bytes[at] as number)) control++
  return control * 10 > length
}

const isControl = (byte: number): boolean => byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27

const isUtf16 = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
