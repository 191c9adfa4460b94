import type { Cursor } from './cursor.ts'
import type { Options, State } from './state.ts'

const flags: Readonly<Record<string, keyof Options | 'none'>> = {
  J: 'duplicates',
  i: 'none',
  m: 'none',
  n: 'noCapture',
  s: 'none',
  U: 'none',
}

/** `(?i)`, `(?i-m:`, `(?^:`, `(?:`. */
export function settings(state: State): void {
  const { cursor, options } = state
  const all = cursor.take('^')
  const from = all ? { ...options, extended: false, blanks: false, noCapture: false } : options
  const changed = readFlags(cursor, from, all)
  if (cursor.ended) cursor.fail('groupUnclosed')
  if (cursor.text[cursor.at++] === ':') state.open()
  state.options = changed
}

/** Letters that switch on, and off behind one hyphen, which `^` does not allow. */
function readFlags(cursor: Cursor, from: Options, all: boolean): Options {
  let options = from
  let on = true
  while (!cursor.ended && cursor.here !== ')' && cursor.here !== ':') {
    const flag = cursor.text[cursor.at++] as string
    if (flag !== '-') options = { ...options, ...switched(cursor, flag, on) }
    else if (all || !on) cursor.fail('hyphen', 1)
    else on = false
  }
  return options
}

function switched(cursor: Cursor, flag: string, on: boolean): Partial<Options> {
  if (flag === 'x') return { extended: on, blanks: cursor.take('x') && on }
  const known = flags[flag] ?? cursor.fail('unknownGroup', 1)
  return known === 'none' ? {} : { [known]: on }
}
