import type { Call } from '../call.ts'
import type { MessageId } from '../messages/index.ts'
import { parseNumber, parseOffset, parseSize, toInt32 } from '../values/number.ts'
import { parseTime } from '../values/time.ts'

export type ParameterKind =
  | 'any'
  | 'number'
  | 'positive'
  | 'size'
  | 'positive-size'
  | 'socket-size'
  | 'socket-number'
  | 'socket-positive'
  | 'offset'
  | 'seconds'
  | 'ms'
  | 'flag'

const tests: Record<ParameterKind, (text: string) => boolean> = {
  any: () => true,
  number: text => !Number.isNaN(parseNumber(text)),
  positive: text => parseNumber(text) > 0,
  size: text => !Number.isNaN(parseSize(text)),
  'positive-size': text => parseSize(text) > 0,
  'socket-size': text => toInt32(text, parseSize(text)) !== -1,
  'socket-number': text => toInt32(text, parseNumber(text)) !== -1,
  'socket-positive': text => ![0, -1].includes(toInt32(text, parseNumber(text))),
  offset: text => !Number.isNaN(parseOffset(text)),
  seconds: text => !Number.isNaN(parseTime(text, false)),
  ms: text => !Number.isNaN(parseTime(text, true)),
  flag: text => text === 'on' || text === 'off',
}

/** Checks a value by kind. */
export const accepts = (kind: ParameterKind, text: string): boolean => tests[kind](text)

/** What one parameter takes: a kind with the message of its refusal, or a function that judges the word itself. */
export type Parameter = readonly [ParameterKind, MessageId?] | ((call: Call, at: number) => boolean)

/** A parameter that a newer nginx has, where nobody said which one runs. */
export const laterParameter =
  (since: string): Parameter =>
  (call, at) => {
    call.fail('parameter-since', { word: call.arg(at), since }, { word: call.word(at), open: true })
    return true
  }

/** By name; names ending in `=` take a value. */
export type ParameterTable = Readonly<Record<string, Parameter>>

export interface ParameterRun {
  readonly table: ParameterTable
  /** First argument that is a parameter, 0-based. */
  readonly from: number
  /** When no parameter fits. */
  readonly unknown?: MessageId
}

const nothing: ReadonlySet<string> = new Set()

/** Judges `name=value` words in order and stops at the first that is refused. Gives the names that were seen. */
export function parameters(call: Call, run: ParameterRun): ReadonlySet<string> | undefined {
  if (call.count <= run.from) return nothing
  const seen = new Set<string>()
  for (let at = run.from; at < call.count; at++) {
    const value = call.arg(at)
    const key = keyOf(value, run.table)
    const parameter = key === undefined ? undefined : run.table[key]
    if (key === undefined || parameter === undefined) {
      call.failWord(run.unknown ?? 'parameter', at)
      return undefined
    }
    if (!judge(call, at, { key, parameter, unknown: run.unknown ?? 'parameter' })) return undefined
    seen.add(key)
  }
  return seen
}

function keyOf(value: string, table: ParameterTable): string | undefined {
  const equals = value.indexOf('=')
  const key = equals === -1 ? value : value.slice(0, equals + 1)
  return Object.hasOwn(table, key) ? key : undefined
}

interface Step {
  readonly key: string
  readonly parameter: Parameter
  readonly unknown: MessageId
}

function judge(call: Call, at: number, { key, parameter, unknown }: Step): boolean {
  if (typeof parameter === 'function') return parameter(call, at)
  const [kind, message] = parameter
  if (accepts(kind, call.arg(at).slice(key.length))) return true
  call.failWord(message ?? unknown, at)
  return false
}

/** Parameters that are whole words of a list. */
export function words(call: Call, from: number, allowed: readonly string[]): undefined {
  for (let at = from; at < call.count; at++) if (!allowed.includes(call.arg(at))) return call.failWord('parameter', at)
}
