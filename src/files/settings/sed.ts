import { type Command, commandsIn, type Word } from '../shell/commands.ts'
import type { Setting } from './setting.ts'
import { settingOf, wordAt } from './words.ts'

/**
 * Kernel settings that a script makes by `sed -i 's/…/key=value/' /etc/sysctl.conf`: those whose line the pattern finds by the
 * same key. What the pattern puts into the new line is known to nobody.
 */
export function settingsBySed(text: string): Setting[] {
  if (!/\bsed\b[^\n]*sysctl/.test(text)) return []
  return commandsIn(text).flatMap(command => made(text, command))
}

function made(text: string, { words }: Command): Setting[] {
  const raw = words.map(({ start, end }) => text.slice(start, end))
  const at = raw.indexOf('sed')
  if (at === -1 || !raw.some(each => /^(?:-\w*i|--in-place)/.test(each))) return []
  if (!/\/sysctl\.(?:conf|d\/)/.test(raw.at(-1) ?? '')) return []
  return words.slice(at + 1).flatMap(word => replaced(text, word))
}

function replaced(text: string, { kind, start, end }: Word): Setting[] {
  const inner = kind === 'plain' ? 0 : 1
  const script = kind === 'mixed' ? '' : text.slice(start + inner, end - inner)
  const sign = /^s([^\w\s\\])/.exec(script)?.[1]
  if (sign === undefined) return []
  const [pattern = '', line = '', flags = '?', ...more] = script.slice(2).split(sign)
  if (more.length > 0 || !/^[gIi]*$/.test(flags)) return []
  const found = settingOf(wordAt(line, start + inner + 2 + pattern.length + 1))
  return found.filter(({ key }) => pattern.replaceAll('\\', '').includes(key.value.text))
}
