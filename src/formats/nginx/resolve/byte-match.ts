import { matchRegex } from '../regex/index.ts'

/** Matches as the daemon does, which compares bytes: `.` is one byte of an `é`. */
export function matchBytes(pattern: string, text: string, ignoreCase: boolean): ReturnType<typeof matchRegex> {
  if (isAscii(pattern) && isAscii(text)) return matchRegex(pattern, text, ignoreCase)
  const found = matchRegex(bytesOf(pattern), bytesOf(text), ignoreCase)
  return (
    found &&
    (Object.fromEntries(Object.entries(found).map(([name, bytes]) => [name, textOf(bytes)])) as Readonly<
      Record<string, string>
    >)
  )
}

const isAscii = (text: string): boolean => !/[^\x00-\x7f]/.test(text)

/** One character per byte. Bytes that are no UTF-8 came as lone surrogates from 0xdc80 on. */
const bytesOf = (text: string): string =>
  Array.from(text, character => {
    const code = character.charCodeAt(0)
    if (character.length === 1 && code >= 0xdc80 && code <= 0xdcff) return String.fromCharCode(code - 0xdc00)
    return Array.from(new TextEncoder().encode(character), byte => String.fromCharCode(byte)).join('')
  }).join('')

const textOf = (bytes: string): string =>
  isAscii(bytes) ? bytes : new TextDecoder().decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0)))
