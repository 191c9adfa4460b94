import { condition } from './conditions.ts'
import { isDigit } from './cursor.ts'
import { settings } from './flags.ts'
import type { State } from './state.ts'
import { starred } from './verbs.ts'

/** What stands behind a `(`. */
export function readGroup(state: State): void {
  const { cursor } = state
  if (cursor.ended) cursor.fail('groupUnclosed')
  if (cursor.here === '*') starred(state)
  else if (cursor.here !== '?') plain(state)
  else {
    cursor.at++
    if (cursor.ended) cursor.fail('groupUnclosed')
    special(state)
  }
}

function plain(state: State): void {
  if (state.options.noCapture) state.open()
  else state.capture()
}

function special(state: State): void {
  const { cursor } = state
  const next = cursor.here as string
  const handler = handlers[next]
  if (isDigit(next) || (next === '-' && isDigit(cursor.text[cursor.at + 1]))) recursion(state)
  else if (handler) handler(state)
  else settings(state)
}

/** `=`, `!`, `*`, `>`, `|` … by the character behind `(?`. */
const handlers: Readonly<Record<string, (state: State) => void>> = {
  '|': state => {
    state.cursor.at++
    state.shared = true
    state.open({ from: state.count })
  },
  '>': state => {
    state.cursor.at++
    state.open()
  },
  '=': ahead,
  '!': ahead,
  '*': ahead,
  '<': state => {
    const { cursor } = state
    const next = cursor.text[cursor.at + 1] ?? ''
    if (next !== '=' && next !== '!' && next !== '*') named(state, '>')
    else {
      cursor.at += 2
      state.assertion(cursor.at - 4, false)
    }
  },
  "'": state => named(state, "'"),
  P: python,
  R: state => {
    const { cursor } = state
    cursor.at++
    if (cursor.here !== ')') cursor.fail('recursionUnclosed')
    recurse(state, 0)
  },
  '+': state => {
    const { cursor } = state
    if (!isDigit(cursor.text[cursor.at + 1])) cursor.fail('digitExpected')
    recursion(state)
  },
  '&': byName,
  C: callout,
  '(': condition,
}

function ahead(state: State): void {
  state.cursor.at++
  state.assertion(-1, true)
}

function named(state: State, terminator: string): void {
  const { cursor, names, options } = state
  const { name } = cursor.name(terminator)
  const number = state.count + 1
  const known = names.get(name)
  if (known !== undefined && known !== number && !options.duplicates) cursor.fail('nameTwice')
  if ((state.ownerOf(number) ?? name) !== name) cursor.fail('nameOfNumber')
  state.capture(name)
}

function python(state: State): void {
  const { cursor } = state
  cursor.at++
  if (cursor.ended) cursor.fail('groupUnclosed')
  if (cursor.here === '<') named(state, '>')
  else if (cursor.here === '>') byName(state)
  else if (cursor.here === '=') byName(state)
  else cursor.fail('unknownP')
}

/** `(?&name)`, `(?P>name)`, `(?P=name)`. */
function byName(state: State): void {
  const back = state.cursor.here === '='
  state.refer({ ...state.cursor.name(')'), back })
  state.repeatable = true
}

function recursion(state: State): void {
  const { cursor } = state
  const group = cursor.group(state.count) as number
  if (cursor.here !== ')') cursor.fail('groupUnclosed')
  recurse(state, group)
}

export function recurse(state: State, group: number): void {
  state.refer({ group, at: state.cursor.at })
  state.cursor.at++
  state.repeatable = true
}

const delimiters: Readonly<Record<string, string>> = {
  '`': '`',
  "'": "'",
  '"': '"',
  '^': '^',
  '%': '%',
  '#': '#',
  $: '$',
  '{': '}',
}

function callout(state: State): void {
  const { cursor } = state
  cursor.at++
  if (cursor.ended) cursor.fail('groupUnclosed')
  state.expected = state.before - 1
  if (cursor.here === ')' || isDigit(cursor.here)) cursor.digits(255, 'calloutNumber')
  else calloutText(state)
  if (!cursor.take(')')) cursor.fail('calloutUnclosed')
}

function calloutText({ cursor }: State): void {
  const start = cursor.at
  const end = delimiters[cursor.here as string]
  if (end === undefined) cursor.fail('calloutString')
  for (;;) {
    cursor.at++
    if (cursor.ended) {
      cursor.at = start
      cursor.fail('calloutDelimiter')
    }
    if (cursor.here !== end) continue
    cursor.at++
    if (cursor.here !== end) return
  }
}
