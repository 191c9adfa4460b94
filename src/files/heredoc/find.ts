import { leading } from '../../text/index.ts'
import { constantsOf, filled } from './constants.ts'
import { type Fed, fedTo } from './fed.ts'
import { targetOf } from './target.ts'

/** A here-document of a shell script. */
export interface Heredoc {
  /** Where the file lies that it becomes, as the script writes it: `/etc/nginx/sites-available/$DOMAIN`. */
  readonly target: string | undefined
  /** What reads it: a shell runs it, a cluster takes it. */
  readonly fed: Fed
  /** From the first line of the text to the line of the delimiter. */
  readonly start: number
  readonly end: number
  readonly delimiter: string
  /** Tabs in front of lines are left out (`<<-`). */
  readonly tabs: boolean
  /** The shell puts in what `$name` holds: no part of the delimiter is quoted. */
  readonly expands: boolean
}

const opening = /(?<!<)<<(-?)[ \t]*(?:'([\w.-]+)'|"([\w.-]+)"|(\\?)([A-Za-z_][\w.-]*))/

/** A here-document that becomes a file. */
export type WrittenFile = Heredoc & { readonly target: string }

/** The files that a shell script or a Dockerfile writes. */
export const filesIn = (text: string): WrittenFile[] =>
  heredocsIn(text).filter((each): each is WrittenFile => each.target !== undefined)

/** All of a shell script or a Dockerfile (POSIX shell, 2.7.4 Here-Document). Linear. */
export function heredocsIn(text: string): Heredoc[] {
  const found: Heredoc[] = []
  if (!text.includes('<<')) return found
  const closing = closers(text)
  let constants: ReadonlyMap<string, string> | undefined
  const meant: Meant = words => {
    if (!words.includes('$')) return words
    constants ??= constantsOf(text)
    return filled(words, constants)
  }
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at)
    const own = openedBy(text.slice(at, end), meant)
    const closed = own && closing(end + 1, own)
    if (own && closed) found.push({ ...own, start: end + 1, end: closed.at })
    at = (closed?.next ?? end) + 1
  }
  return found
}

const targetIn = (command: string): string | undefined => targetOf(command) ?? onOther(command)

/** `ssh host 'cat > FILE'` */
const onOther = (command: string): string | undefined =>
  /(?:^|[\s;&|(])ssh[ \t]/.test(command) ? targetOf(command.replace(/["']/g, ' ')) : undefined

/** A Dockerfile’s own here-document is what a shell runs, and nothing is put in before. */
const isScript = /^[ \t]*RUN(?:[ \t]+--\S+)*[ \t]*$/i

type Opened = Omit<Heredoc, 'start' | 'end'>

/** A command with what the variables in it hold. */
type Meant = (words: string) => string

function openedBy(line: string, meant: Meant): Opened | undefined {
  const found = line.trimStart().startsWith('#') ? null : opening.exec(line)
  if (!found) return undefined
  const [whole, dash, single, double, backslash, plain] = found
  const [before, after] = [line.slice(0, found.index), line.slice(found.index + whole.length)]
  const rest = `${before} ${after}`
  const one = !rest.includes('<<')
  const fed = one ? fedTo(before, after) : undefined
  return {
    delimiter: single ?? double ?? plain ?? '',
    tabs: dash === '-',
    expands: plain !== undefined && backslash === '' && !isScript.test(before),
    target: one && fed === undefined ? targetIn(meant(rest)) : undefined,
    fed,
  }
}

/** Finds the line that ends a here-document. Lines that could are gathered once: there may be very many that never end. */
function closers(text: string): (from: number, opened: Opened) => Closer | undefined {
  const plain = new Map<string, Closer[]>()
  const tabbed = new Map<string, Closer[]>()
  for (const { 0: line, 1: word = '', index } of text.matchAll(/^\t*([\w.-]+)$/gm)) {
    const place = { at: index, next: index + line.length }
    put(tabbed, word, place)
    if (line === word) put(plain, word, place)
  }
  return (from, { delimiter, tabs }) => {
    const own = (tabs ? tabbed : plain).get(delimiter) ?? []
    return own[leading(own, ({ at }) => at < from)]
  }
}

interface Closer {
  readonly at: number
  /** Where its line ends. */
  readonly next: number
}

function put(lines: Map<string, Closer[]>, word: string, place: Closer): void {
  const own = lines.get(word)
  if (own) own.push(place)
  else lines.set(word, [place])
}

/** Does this line of text end the here-document? */
export const closes = (line: string, { delimiter, tabs }: Pick<Heredoc, 'delimiter' | 'tabs'>): boolean =>
  (tabs ? line.replace(/^\t+/, '') : line) === delimiter

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
