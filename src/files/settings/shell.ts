import { constantsOf, filled } from '../heredoc/constants.ts'
import type { Heredoc } from '../heredoc/find.ts'
import { settingsBySed } from './sed.ts'
import { isValue, kernelKey, type Setting } from './setting.ts'
import { wordAt } from './words.ts'

/** `sysctl` as a command, not as an option of another one (`docker run --sysctl`). */
const command = /(?:^|[\s;&|(/])sysctl[ \t]+([^;&|)]*)/dg

/** What is put into a file. */
const printed = /\b(?:echo|printf)\b([^;&>|]*)(?:>>?|\|[ \t]*(?:sudo[ \t]+)?tee\b)([^;&|]*)/dg

/** `echo 1 > /proc/sys/net/ipv4/ip_forward` */
const direct =
  /\becho[ \t]+["']?([\w.-]+(?:[ \t]+[\w.-]+){0,7})["']?[ \t]*(?:>|\|[ \t]*(?:sudo[ \t]+)?tee)[ \t]*["']?\/proc\/sys\/([\w/.-]+)["']?(?=[\s;&|)]|$)/dg

/** `key=value`; several values, or blanks around the sign, where quotes hold them together. */
const assignment = /(?:^|[\s"'])([a-z][\w./-]*)=(["']?)([\w.:,-]+(?:[ \t]+[\w.:,-]+)*?)\2(?=["'\s\\]|$)/dg
const quoted = /(?<=["'n])([a-z][\w./-]*)[ \t]*=([ \t]*)([\w.:,-]+(?:[ \t]+[\w.:,-]+)*)(?=["'\\])/dg

/** Nobody writes longer lines, and each word of one may begin a command. */
const longest = 2000

/** Behind a blank; a `#` in quotes hides what follows, which is missed then. */
const comment = /(?:^|[ \t])#.*/

/** Kernel settings that a script makes, by `sysctl` or by what it writes; comments and here-documents are left out. */
export function settingsInShell(text: string, heredocs: readonly Heredoc[]): Setting[] {
  const found: Setting[] = []
  const constants = constantsOf(text)
  const isOfSettings = (file: string): boolean => filled(file, constants).includes('sysctl')
  for (const { start, line: whole } of linesBeside(text, heredocs)) {
    if (!/sys|\$/.test(whole) || whole.length > longest) continue
    const line = whole.replace(comment, '')
    for (const { indices } of line.matchAll(command)) found.push(...assigned(line, indices?.[1], start))
    for (const { indices, 2: file = '' } of line.matchAll(printed))
      if (isOfSettings(file)) found.push(...assigned(line, indices?.[1], start))
    for (const { indices } of line.matchAll(direct)) found.push(...settingAt(line, [indices?.[2], indices?.[1]], start))
  }
  return [...found, ...settingsBySed(text)].sort((a, b) => a.at - b.at)
}

type Place = readonly [start: number, end: number] | undefined

function assigned(line: string, place: Place, start: number): Setting[] {
  if (!place) return []
  const words = line.slice(...place)
  const found = new Map<number, Setting>()
  for (const pattern of [assignment, quoted])
    for (const { indices } of words.matchAll(pattern))
      for (const one of settingAt(words, [indices?.[1], indices?.[3]], start + place[0])) found.set(one.at, one)
  return [...found.values()]
}

function settingAt(text: string, [key, value]: readonly [Place, Place], start: number): Setting[] {
  if (!key || !value) return []
  const [name, set] = [text.slice(...key), text.slice(...value)]
  if (!kernelKey.test(name) || !isValue(set)) return []
  const at = start + key[0]
  return [{ key: wordAt(name, at), value: wordAt(set, start + value[0]), at }]
}

interface Line {
  readonly start: number
  readonly line: string
}

/** The lines that are no text of a here-document. */
function* linesBeside(text: string, heredocs: readonly Heredoc[]): Iterable<Line> {
  let next = 0
  for (let at = 0; at < text.length; ) {
    const here = heredocs[next]
    if (here && at >= here.start) {
      at = Math.max(at, here.end)
      next++
      continue
    }
    const stop = endOf(text, at)
    yield { start: at, line: text.slice(at, stop).replace(/\\\r?\n/g, continued => ' '.repeat(continued.length)) }
    at = stop + 1
  }
}

/** Where a line ends; one of `sysctl` goes on behind a backslash. */
function endOf(text: string, from: number): number {
  for (let at = from; ; ) {
    const end = text.indexOf('\n', at)
    if (end === -1) return text.length
    if (!/\\\r?$/.test(text.slice(at, end)) || !/\bsysctl\b/.test(text.slice(from, end)) || end - from > longest)
      return end
    at = end + 1
  }
}
