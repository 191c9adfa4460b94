import { type Dialect, matched, readIn } from './dialect.ts'
import { type Nested, slice, within } from './text.ts'

/** A list of words on one line, none of which needs quotes in a shell. */
const list = /\[[ \t]*["']?(?:sudo["']?[ \t]*,[ \t]*["']?)?sysctl["']?[ \t]*,["'\w./=:, \t-]{1,300}\]/g
const key = /^["']?([\w-]+)["']?:/gm

/** `- [sysctl, -w, net.ipv4.ip_forward=1]` below `runcmd` or `bootcmd` of cloud-init: the words of a command. */
export function argvIn(text: string): Nested[] {
  if (!/^(?:runcmd|bootcmd):/m.test(text)) return []
  const keys = [...text.matchAll(key)]
  let next = 0
  return [...text.matchAll(list)].flatMap(({ 0: whole, index }) => {
    while ((keys[next]?.index ?? text.length) < index) next++
    if (!/^(?:runcmd|bootcmd)$/.test(keys[next - 1]?.[1] ?? '')) return []
    const own = slice(text, { start: index, end: index + whole.length }, 'plain')
    const inset = readIn(words, whole, own.style)
    return inset ? [{ language: 'shell' as const, inset: within(own, inset) }] : []
  })
}

const words: Dialect = {
  pieces: text =>
    matched(text, /^\[[ \t]*["']?|["']?[ \t]*,[ \t]*["']?|["']?[ \t]*\]$/g, ([whole]) =>
      whole.startsWith('[') ? '' : ' ',
    ),
  quote: text => text,
}
