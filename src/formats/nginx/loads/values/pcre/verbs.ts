import { lookUp } from '../../../../../text/index.ts'
import type { State } from './state.ts'

const alphaNames: Readonly<Record<string, 'ahead' | 'behind' | 'plain'>> = {
  pla: 'ahead',
  plb: 'behind',
  napla: 'ahead',
  naplb: 'behind',
  nla: 'ahead',
  nlb: 'behind',
  positive_lookahead: 'ahead',
  positive_lookbehind: 'behind',
  non_atomic_positive_lookahead: 'ahead',
  non_atomic_positive_lookbehind: 'behind',
  negative_lookahead: 'ahead',
  negative_lookbehind: 'behind',
  atomic: 'plain',
  sr: 'plain',
  asr: 'plain',
  script_run: 'plain',
  atomic_script_run: 'plain',
}

/** `(*` begins a verb, an assertion with a name, or nothing of that. */
export function starred(state: State): void {
  const { cursor } = state
  const next = cursor.text[cursor.at + 1]
  if (next === undefined || next === ')') return
  cursor.at++
  const start = cursor.at
  while (/^\w$/.test(cursor.here ?? '')) cursor.at++
  const name = cursor.text.slice(start, cursor.at)
  if (name.length > 32) cursor.fail('nameTooLong')
  if (/^[a-z]$/.test(next)) alpha(state, name)
  else verb(state, name)
}

function alpha(state: State, name: string): void {
  const { cursor, before } = state
  const kind = cursor.here === ':' ? lookUp(alphaNames, name) : undefined
  if (kind === undefined) cursor.fail('alphaAssertion')
  if (before > 0 && (kind === 'plain' || name.includes('na') || name.startsWith('non_')))
    cursor.fail(/^na|^non_/.test(name) ? 'atomicCondition' : 'assertionExpected')
  cursor.at++
  if (kind === 'plain') state.open()
  else state.assertion(kind === 'behind' ? cursor.at - 4 : -1, kind === 'ahead')
}

/** Verbs, and whether they must have an argument. */
const verbs: Readonly<Record<string, boolean>> = {
  '': true,
  MARK: true,
  ACCEPT: false,
  F: false,
  FAIL: false,
  COMMIT: false,
  PRUNE: false,
  SKIP: false,
  THEN: false,
}

function verb(state: State, name: string): void {
  const { cursor } = state
  if ((cursor.here !== ':' && cursor.here !== ')') || !Object.hasOwn(verbs, name)) cursor.fail('verb')
  if (cursor.is(':)')) cursor.at++
  if (verbs[name] && cursor.here !== ':') cursor.fail('markArgument')
  if (cursor.take(':')) {
    const end = cursor.text.indexOf(')', cursor.at)
    cursor.at = end === -1 ? cursor.text.length : end
    if (end === -1) cursor.fail('verb')
  }
  cursor.at++
  state.repeatable = name === 'ACCEPT'
  if (name === 'F' || name === 'FAIL' || name === 'ACCEPT') state.lengths.fail()
}
