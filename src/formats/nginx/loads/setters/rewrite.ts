import type { Call, Setter } from '../call.ts'
import { endOfCut } from '../cut.ts'
import { parseNumber } from '../values/number.ts'

/** The words of an `if` as the daemon cuts them: without the outer parentheses, from `first` to `last`. */
interface Condition {
  readonly values: string[]
  readonly first: number
  readonly last: number
}

function readCondition(call: Call): Condition | undefined {
  const values = call.directive.args.map(word => word.value)
  let last = values.length - 1
  const open = values[0] as string
  if (open[0] !== '(') return refuse(call, open, 0)
  if (open.length > 1) values[0] = open.slice(1)
  const close = values[last] as string
  if (!close.endsWith(')')) return refuse(call, close, last)
  if (close.length === 1) last--
  else values[last] = close.slice(0, -1)
  return { values, first: open.length > 1 ? 0 : 1, last }
}

function refuse(call: Call, word: string, at: number): undefined {
  const cut = endOfCut(call.directive) !== undefined
  call.fail(cut ? 'regex-cut-condition' : 'condition', { word }, { word: call.word(at) })
  return undefined
}

const fileTest = /^!?-[fdex]$/
const regexOperators = ['~', '~*', '!~', '!~*']

const ifSetter: Setter = call => {
  const condition = readCondition(call)
  if (!condition) return
  const { values, first, last } = condition
  const word = values[first] ?? ''
  if (word.length > 1 && word[0] === '$') compare(call, condition)
  else if (/^!?-.$/.test(word) && first + 1 === last) {
    call.script(last)
    if (!fileTest.test(word)) refuse(call, word, first)
  } else refuse(call, word, first)
}

/** `$v`, or `$v OPERATOR value`. The name behind `$` is taken as a whole: no `${}`, no text around it. */
function compare(call: Call, { values, first, last }: Condition): undefined {
  const name = values[first] as string
  if (first !== last && first + 2 !== last) {
    refuse(call, name, first)
    return
  }
  call.use(name.slice(1), first)
  if (first === last) return
  const operator = values[first + 1] as string
  if (operator === '=' || operator === '!=') call.scriptText(values[last] as string, last)
  else if (regexOperators.includes(operator)) call.regex(values[last] as string, last)
  else call.fail('condition-operator', { word: operator }, { word: call.word(first + 1) })
}

const redirectPrefix = /^(?:http:\/\/|https:\/\/|\$scheme)/

const returnSetter: Setter = call => {
  const code = parseNumber(call.arg(0))
  if (!Number.isNaN(code)) {
    if (code > 999) return call.failWord('return-code', 0)
    if (call.count === 2) call.script(1)
    return
  }
  if (call.count === 2 || !redirectPrefix.test(call.arg(0))) return call.failWord('return-code', 0)
  call.script(0)
}

const flags = ['last', 'break', 'redirect', 'permanent']

const rewrite: Setter = call => {
  if (call.arg(1) === '') return call.failWord('empty-replacement', 1)
  call.regex(call.arg(0), 0)
  if (call.refused) return
  if (call.count === 3 && !flags.includes(call.arg(2))) call.failWord('parameter', 2)
  else call.script(1)
}

const set: Setter = call => {
  const name = call.variable(0)
  if (name === undefined) return
  call.define(name, 0)
  if (!call.refused) call.script(1)
}

export const rewriteSetters: Record<string, Setter> = {
  http_rewrite_if: ifSetter,
  http_rewrite_return: returnSetter,
  http_rewrite: rewrite,
  http_rewrite_set: set,
  stream_set: set,
  stream_return: call => call.script(0),
}
