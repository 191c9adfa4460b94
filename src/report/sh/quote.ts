import { visible } from '../medium/plain.ts'

const plain = /^[A-Za-z0-9_/.:=@%+,-]+$/

/** One word of a command line, whatever it holds. The only place where text becomes shell. */
export function quote(word: string): string {
  if (plain.test(word)) return word
  if (visible(word) === word) return `'${word.replaceAll("'", "'\\''")}'`
  // What does not show could not be read before it is run. The guard keeps final line ends, which $( ) drops.
  return `"$(printf '%b' '${[...new TextEncoder().encode(word)].map(octal).join('')}')"`
}

const octal = (byte: number): string => `\\0${byte.toString(8).padStart(3, '0')}`

export const commandLine = (argv: readonly string[]): string => argv.map(quote).join(' ')

const short: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 37: '%%', 39: "'\\''", 92: '\\\\' }

/** `printf` statements, one per line of text, that write exactly these bytes. */
export function printfs(bytes: Uint8Array): string[] {
  const lines: string[] = []
  let line = ''
  for (const byte of bytes) {
    const visible = byte >= 32 && byte < 127 && !(byte === 45 && line === '')
    line += short[byte] ?? (visible ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)
    if (byte !== 10) continue
    lines.push(`printf '${line}'`)
    line = ''
  }
  if (line !== '') lines.push(`printf '${line}'`)
  return lines
}
