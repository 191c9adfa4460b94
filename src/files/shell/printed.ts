import { constantsOf, filled } from '../heredoc/constants.ts'
import type { Inset } from '../scalar/index.ts'
import { type Command, commandsIn, type Word } from './commands.ts'
import { echoed, formatted } from './escapes.ts'
import { lines } from './lines.ts'
import { insetOfWord } from './words.ts'

/** A file that a script fills by `echo` or `printf`. */
export interface Printed {
  readonly target: string
  readonly at: number
  readonly inset: Inset
}

const mayPrint = (text: string): boolean =>
  /\b(?:echo|printf)\b[^\n]*["']/.test(text) && /nginx|openvpn|sysctl|\.conf\b|\.ovpn\b/.test(text)

/**
 * Files that a script fills by one command: `echo '…' > FILE`, `printf '%s\n' '…' | sudo tee FILE`. Of kernel settings only those
 * of several lines: others are settings by themselves.
 */
export function printedIn(text: string): Printed[] {
  if (!mayPrint(text)) return []
  const commands = commandsIn(text)
  const constants = constantsOf(text)
  return commands.flatMap((command, at) => {
    const target = targetOf(text, [command, commands[at + 1]], constants)
    const inset = target === undefined ? undefined : textOf(text, command)
    if (target === undefined || !inset || !/\n|\{/.test(inset.value.text.trim())) return []
    const own = text.slice(command.words[0]?.start, command.words.at(-1)?.end)
    if (/sysctl/.test(target) && !own.includes('\n')) return []
    return [{ target, at: command.words[1]?.start ?? 0, inset }]
  })
}

const meant = (text: string, { start, end }: Word): string => text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2')

type Constants = ReadonlyMap<string, string>
type Piped = readonly [first: Command, next: Command | undefined]

function targetOf(text: string, [{ outputs, piped }, next]: Piped, constants: Constants): string | undefined {
  const [output] = outputs
  const path = (words: string): string => filled(words, constants)
  if (output) return outputs.length === 1 ? kept(output.sign === '>>', path(meant(text, output.word))) : undefined
  if (!piped || !next) return undefined
  const words = next.words.map(word => meant(text, word)).filter(word => !/^(?:sudo|doas|-E|-n)$/.test(word))
  const files = words.slice(1).filter(word => !word.startsWith('-'))
  if (words[0] !== 'tee' || files.length !== 1) return undefined
  return kept(
    words.some(word => /^-(?:\w*a|-append)/.test(word)),
    path(files[0] ?? ''),
  )
}

/** What a file is added to is decided by what is above it, but for kernel settings. */
const kept = (append: boolean, path: string): string | undefined =>
  /^(?:-|\/dev\/.*|)$/.test(path) || (append && !/\/sysctl\.(?:conf|d\/)/.test(path)) ? undefined : path

function textOf(text: string, { words: [first, ...rest] }: Command): Inset | undefined {
  const name = first && meant(text, first)
  if (name === 'printf') return formattedOf(text, rest)
  if (name !== 'echo') return undefined
  const at = rest.findIndex(word => !/^-[neE]+$/.test(meant(text, word)))
  const [word, ...more] = rest.slice(at === -1 ? rest.length : at)
  const inset = word && more.length === 0 ? insetOfWord(text, word) : undefined
  const escapes = rest.slice(0, Math.max(0, at)).some(each => meant(text, each).includes('e'))
  return inset && echoed(inset, escapes)
}

/** `printf '%s\n' A B` or `printf 'text\n'`. */
function formattedOf(text: string, [format, ...words]: readonly Word[]): Inset | undefined {
  if (!format) return undefined
  if (words.length === 0) {
    const inset = insetOfWord(text, format)
    return inset && formatted(inset)
  }
  if (!/^%s(?:\\n)?$/.test(meant(text, format))) return undefined
  const insets = words.map(word => insetOfWord(text, word))
  return insets.every(inset => inset !== undefined) ? lines(insets) : undefined
}
