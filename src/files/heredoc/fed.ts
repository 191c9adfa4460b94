import { basename } from '../path.ts'

/** What reads a text that becomes no file. */
export type Fed = 'shell' | 'yaml' | undefined

/**
 * What does the command whose input it is do with it: `sudo bash -s`, `ssh host`, `kubectl apply -f -`? What `cat` passes on
 * is read at the end of the pipeline. A line in front of and behind the here-document's own word.
 */
export function fedTo(before: string, after: string): Fed {
  const own = pipelines(before).at(-1)?.at(-1) ?? ''
  const [rest = '', ...others] = pipelines(after)[0] ?? []
  const first = wordsOf(`${own} ${rest}`)
  return read(first) ?? (first[0] === 'cat' && others.length > 0 ? read(wordsOf(others.at(-1) ?? '')) : undefined)
}

const piece = /"[^"]*"|'[^']*'|\d?>&\d|\|\||&&|[;&|]|[^"';&|\d]+|./g

/** The pipelines of a line, each as its commands. */
function pipelines(line: string): string[][] {
  const found: string[][] = [['']]
  for (const [text] of line.matchAll(piece)) {
    const commands = found.at(-1) as string[]
    if (text === '|') commands.push('')
    else if (/^(?:\|\||&&|[;&])$/.test(text)) found.push([''])
    else commands.push((commands.pop() ?? '') + text)
  }
  return found
}

const word = /(?:"[^"]*"|'[^']*'|[^\s"'()]+)+/g
const wordsOf = (command: string): string[] =>
  (command.match(word) ?? []).filter(each => !/^\d?[<>]/.test(each)).map(unquoted)
const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2')

function read(all: readonly string[]): Fed {
  const [first = '', ...words] = withoutPrefix(all)
  const name = basename(first)
  if (name === 'kubectl' || name === 'oc') return takes(words) ? 'yaml' : undefined
  if (name === 'ssh') return remote(words)
  if (name === 'chroot' || name === 'arch-chroot') return words.length > 1 ? read(words.slice(1)) : 'shell'
  return shells.has(name) && readsInput(words) ? 'shell' : undefined
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh'])
const prefixes: ReadonlySet<string> = new Set([
  'sudo',
  'doas',
  'env',
  'exec',
  'time',
  'nohup',
  'then',
  'do',
  'else',
  '!',
  'RUN',
])

/** Behind words that run another command: their options, those of `sudo` with a value too, and variables. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  let at = 0
  let prefix = ''
  for (; at < words.length; at++) {
    const own = words[at] as string
    if (prefixes.has(own)) prefix = own
    else if (/^[A-Za-z_]\w*=/.test(own)) continue
    else if (prefix === '' || !own.startsWith('-')) return words.slice(at)
    else if (/^-[ugChpTR]$/.test(own)) at++
  }
  // Alone they run a shell: `sudo -i`, and `RUN` of a Dockerfile.
  return prefix === 'RUN' || /^-\w*[is]$/.test(words.at(-1) ?? '') ? ['sh'] : []
}

/** Without the name of a script: of operands only those behind `-s`. `-c` runs what stands behind it. */
function readsInput(words: readonly string[]): boolean {
  const options = words.filter(each => /^[-+]/.test(each))
  if (options.some(each => /^-\w*c/.test(each))) return false
  if (options.some(each => /^-\w*s/.test(each)) || words.at(-1) === '-') return true
  return words.every((each, at) => /^[-+]/.test(each) || /^[-+]\w*[oO]$/.test(words[at - 1] ?? ''))
}

/** With a value behind them (ssh(1)). */
const ofSsh = /^-\w*[BbcDEeFIiJLlmOopQRSWw]$/

/** The login shell of the host, or the command that is given. */
function remote(words: readonly string[]): Fed {
  let at = 0
  while (at < words.length && words[at]?.startsWith('-')) at += ofSsh.test(words[at] as string) ? 2 : 1
  if (at >= words.length) return undefined
  const rest = wordsOf(words.slice(at + 1).join(' '))
  return rest.length === 0 ? 'shell' : read(rest)
}

/** `apply -f -`, `create -f=-`, `replace --filename -` */
const takes = (words: readonly string[]): boolean =>
  words.some(each => /^(?:apply|create|replace)$/.test(each)) &&
  /(?:^| )(?:-f|--filename)[ =]?-(?: |$)/.test(words.join(' '))
