const magic: readonly string[] = [
  '\x7fELF',
  '\x1f\x8b',
  'PK\x03\x04',
  '\x89PNG',
  '%PDF-',
  '\xff\xd8\xff',
  'SQLite format 3\0',
]

/**
 * Certainly not a configuration file: a known magic number, or more than a tenth of control characters at its start.
 * A single NUL does not make a file binary: daemons read such files, and what they say about them is worth knowing.
 */
export function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1024)
  const start = String.fromCharCode(...head.subarray(0, 16))
  if (magic.some(text => start.startsWith(text))) return true
  if (isUtf16(head)) return false
  const control = head.filter(byte => byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27).length
  return head.length >= 64 && control * 10 > head.length
}

const isUtf16 = (head: Uint8Array): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
