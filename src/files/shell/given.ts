import { basename } from '../path.ts'
import type { Nested } from '../texts/text.ts'
import { type Command, commandsIn } from './commands.ts'
import { insetOfWord } from './words.ts'

/** A script that is a word of a command, with its quotes. */
export interface Given {
  readonly start: number
  readonly end: number
  readonly nested: Nested
}

/** Scripts that a script gives to shells: `sudo sh -c '…'`, `docker exec web bash -c "…"`, `ssh host '…'`. */
export const givenIn = (text: string): Given[] =>
  /[ \t]-\w*c[ \t]+["']|\bssh[ \t]/.test(text) ? commandsIn(text).flatMap(command => scriptOf(text, command)) : []

const shells = /^(?:sh|bash|dash|ash|ksh|zsh)$/

function scriptOf(text: string, { words }: Command): Given[] {
  const raw = words.map(({ start, end }) => text.slice(start, end))
  const shell = raw.findIndex(word => shells.test(basename(word)))
  const option = raw.findIndex((word, at) => at > shell && /^-\w*c$/.test(word))
  const isRemote = raw.some(word => word === 'ssh')
  const word = shell !== -1 && option !== -1 ? words[option + 1] : isRemote ? words.at(-1) : undefined
  const inset = word && insetOfWord(text, word)
  if (!word || !inset) return []
  // Kernel settings in it are found line by line in the script around it.
  return [{ start: word.start, end: word.end, nested: { language: 'shell', inset, container: true } }]
}
