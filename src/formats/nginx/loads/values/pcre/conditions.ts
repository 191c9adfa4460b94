import { isDigit } from './cursor.ts'
import type { State } from './state.ts'

/** `(?(1)`, `(?(<name>)`, `(?(R1)`, `(?(DEFINE)`, `(?(VERSION>=10)`, `(?(?=`. */
export function condition(state: State): void {
  const { cursor } = state
  cursor.at++
  if (cursor.ended) cursor.fail('groupUnclosed')
  if (cursor.here === '?' || cursor.here === '*') {
    cursor.at--
    state.expected = 2
    state.open({ branches: 2 })
    return
  }
  const group = cursor.group(state.count)
  if (group !== undefined) {
    if (group <= 0) cursor.fail('noSuchGroup')
    const at = cursor.at - 2
    state.needs.push({ group, at })
    endCondition(state, false, at - 2)
  } else if (cursor.is('VERSION') && cursor.text.length - cursor.at >= 10 && cursor.text[cursor.at + 7] !== ')') {
    version(state)
    endCondition(state, false, 0)
  } else namedCondition(state)
}

function version({ cursor }: State): void {
  cursor.at += 7
  cursor.take('>')
  if (!cursor.take('=') || !isDigit(cursor.here)) cursor.fail('versionCondition')
  cursor.digits(1000, 'versionCondition')
  if (cursor.ended) cursor.fail('versionCondition')
  if (!cursor.take('.')) return
  if (!isDigit(cursor.here)) cursor.fail('versionCondition')
  cursor.at++
  if (isDigit(cursor.here)) cursor.at++
  if (cursor.here !== ')') cursor.fail('versionCondition')
}

function namedCondition(state: State): void {
  const { cursor } = state
  const recursive = cursor.take('R&')
  const terminator = cursor.here === '<' ? '>' : cursor.here === "'" ? "'" : ')'
  if (recursive || terminator === ')') cursor.at--
  const { name, at } = cursor.name(recursive ? ')' : terminator)
  if (recursive || terminator === ')') cursor.at--
  const bare = !recursive && terminator === ')'
  const definition = bare && name === 'DEFINE'
  const number = bare && /^R\d*$/.test(name) && !state.names.has(name)
  if (!number && !definition) state.needs.push({ name, at })
  else if (number && name !== 'R') state.needs.push({ group: Number(name.slice(1)), at })
  endCondition(state, definition, at)
}

function endCondition(state: State, definition: boolean, at: number): void {
  if (!state.cursor.take(')')) state.cursor.fail('conditionUnclosed')
  state.open({ branches: definition ? 1 : 2, definition, at })
}
