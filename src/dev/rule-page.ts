import type { FileStatus } from '../files/index.ts'
import { type Fence, readMarkdown } from './markdown.ts'

/** Reads a rule's page. Its examples are tests; its prose becomes the documentation. */

export type ExampleFormat = 'nginx' | 'openvpn' | 'sysctl'

/** One example: a single fence, or consecutive fences (blank lines between) that each name their `file=`. */
export interface Example {
  /** Of the first fence. */
  readonly format: ExampleFormat
  /** Text by path. A fence without `file=` gets the usual name of its format. */
  readonly files: Readonly<Record<string, string>>
  /** True when the fences name their files: a host, not one file. */
  readonly host: boolean
  /** The fragment stands in these contexts, outermost first; absent for whole files. */
  readonly context: readonly string[] | undefined
  /** `target=nginx=1.29.3` gives `{ nginx: '1.29.3' }`. */
  readonly target: Readonly<Record<string, string>>
  readonly baseline: string | undefined
  /** `option=name=value`, the value as JSON where it is JSON, else as text. */
  readonly options: Readonly<Record<string, unknown>>
  /** The other end of the tunnel: `peer=mikrotik:7.18`, or the path of one of the files. */
  readonly peer: string | undefined
  /** `mode=0644` of a fence, `owner=0:0` where it is not root: permissions by path. */
  readonly status: Readonly<Record<string, FileStatus>>
  /** Files that bear the word `tracked`: they are under version control. */
  readonly tracked: readonly string[]
  /** Other rules that may fire too. */
  readonly also: readonly string[]
  readonly nearMiss: boolean
  /** 1-based line of the first fence. */
  readonly line: number
}

export interface RulePage {
  readonly title: string
  /** Heading → Markdown below it, fences included. */
  readonly sections: ReadonlyMap<string, string>
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
  readonly problems: readonly string[]
}

export const requiredSections: readonly string[] = ['What', 'Why', 'Bad', 'Good', 'Fix', 'References', '说明', '修复']

const defaultPath: Readonly<Record<ExampleFormat, string>> = {
  nginx: 'nginx.conf',
  openvpn: 'openvpn.conf',
  sysctl: 'sysctl.conf',
}

export function parseRulePage(markdown: string): RulePage {
  const reading = readMarkdown(markdown)
  const examples = (section: string): Example[] =>
    group(reading.fences.filter(fence => fence.section === section)).map(fences => example(fences, reading.problems))
  const bad = examples('Bad')
  const good = examples('Good')
  const missing = requiredSections.filter(name => !reading.sections.get(name)?.join('').trim())
  return {
    title: reading.title,
    sections: new Map([...reading.sections].map(([name, lines]) => [name, lines.join('\n').trim()])),
    bad,
    good,
    problems: [...reading.problems, ...missing.map(name => `section "${name}" is missing or empty`)],
  }
}

const attribute = (info: string, name: string): string | undefined => attributes(info, name)[0]

/**
 * Values of every `name=value` and '' for a bare `name`. A value with blanks stands in double quotes, which are dropped;
 * a list (`option=paths=["/login"]`) keeps those of its items and holds no blanks.
 */
function attributes(info: string, name: string): string[] {
  const found: string[] = []
  for (const word of info.match(/(?:[^\s"[]|"[^"]*"|\[[^\]\s]*\]?)+/g) ?? []) {
    if (word === name) found.push('')
    else if (word.startsWith(`${name}=`)) found.push(bare(word.slice(name.length + 1)))
  }
  return found
}

const bare = (value: string): string => (/=\[/.test(value) ? value : value.replace(/"/g, ''))

function group(fences: readonly Fence[]): Fence[][] {
  const groups: Fence[][] = []
  for (const fence of fences) {
    const file = attribute(fence.info, 'file')
    const last = groups.at(-1)
    const together = fence.follows && file !== undefined && last?.every(one => ![undefined, file].includes(fileOf(one)))
    if (last && together) last.push(fence)
    else groups.push([fence])
  }
  return groups
}

const fileOf = (fence: Fence): string | undefined => attribute(fence.info, 'file')

function example(fences: readonly Fence[], problems: string[]): Example {
  const first = fences[0] as Fence
  const info = fences.map(fence => fence.info).join(' ')
  const format = formatOf(first, problems)
  return {
    format,
    files: Object.fromEntries(fences.map(fence => [fileOf(fence) ?? defaultPath[format], content(fence)])),
    host: fileOf(first) !== undefined,
    context: contextOf(attribute(info, 'context')),
    target: Object.fromEntries(attributes(info, 'target').map(pair)),
    baseline: attribute(info, 'baseline'),
    options: Object.fromEntries(
      attributes(info, 'option')
        .map(pair)
        .map(([name, value]) => [name, json(value)]),
    ),
    peer: attribute(info, 'peer'),
    status: Object.fromEntries(fences.flatMap(fence => statusOf(fence, defaultPath[format]))),
    tracked: fences
      .filter(each => attribute(each.info, 'tracked') === '')
      .map(each => fileOf(each) ?? defaultPath[format]),
    also: attributes(info, 'also').flatMap(value => value.split(',')),
    nearMiss: attribute(info, 'near-miss') !== undefined,
    line: first.line,
  }
}

function statusOf(fence: Fence, name: string): [string, FileStatus][] {
  const mode = attribute(fence.info, 'mode')
  if (mode === undefined) return []
  const [user = 0, group = 0] = (attribute(fence.info, 'owner') ?? '').split(':').filter(Boolean).map(Number)
  return [[fileOf(fence) ?? name, { kind: 'file', mode: Number.parseInt(mode, 8), user, group }]]
}

function formatOf(fence: Fence, problems: string[]): ExampleFormat {
  const word = /^\S*/.exec(fence.info)?.[0] ?? ''
  if (word in defaultPath) return word as ExampleFormat
  problems.push(`line ${fence.line}: the fence names no format (nginx, openvpn, sysctl) but "${word}"`)
  return 'nginx'
}

/** `bom` and `crlf` stand for bytes that an editor would lose. */
function content(fence: Fence): string {
  const text = fence.text === '' || attribute(fence.info, 'no-eol') !== undefined ? fence.text : `${fence.text}\n`
  const ended = attribute(fence.info, 'crlf') === undefined ? text : text.replaceAll('\n', '\r\n')
  return attribute(fence.info, 'bom') === undefined ? ended : `\uFEFF${ended}`
}

const within: Readonly<Record<string, readonly string[]>> = {
  main: [],
  http: ['http'],
  server: ['http', 'server'],
  location: ['http', 'server', 'location'],
  stream: ['stream'],
  events: ['events'],
}

/** `server` means http › server; a list with commas is taken as written. */
const contextOf = (value: string | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : (within[value] ?? value.split(','))

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, 'true'] : [text.slice(0, at), text.slice(at + 1)]
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
