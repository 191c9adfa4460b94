import { atLeast } from '../../../target/index.ts'
import type { Kind } from '../tables/index.ts'
import type { Call, Setter } from './call.ts'
import { addPath } from './paths.ts'
import { parseNumber, parseOffset, parseSize } from './values/number.ts'
import { parseTime } from './values/time.ts'

/** Is the word in the list, whatever the case? */
export function isOneOf(value: string, words: readonly string[]): boolean {
  for (const word of words) if (word.length === value.length && word.toLowerCase() === value.toLowerCase()) return true
  return false
}

const flagWords = ['on', 'off']

function flag(call: Call): undefined {
  const value = call.arg(0)
  if (value !== 'on' && value !== 'off' && !isOneOf(value.split('\0')[0] as string, flagWords)) call.failWord('flag', 0)
}

function bounded(call: Call): undefined {
  const value = parseNumber(call.arg(0))
  const [low, high] = call.entry.detail
  if (Number.isNaN(value)) call.failWord('number', 0)
  else if (low && value < Number(low)) call.failWord(high ? 'between' : 'at-least', 0, { low, high: high ?? '' })
  else if (high && value > Number(high)) call.failWord('between', 0, { low: low ?? '', high })
}

const measured =
  (parse: (text: string) => number): Setter =>
  call => {
    if (Number.isNaN(parse(call.arg(0)))) call.failWord('value', 0)
  }

const milliseconds = (text: string): number => parseTime(text, true)
const seconds = (text: string): number => parseTime(text, false)

function enumeration(call: Call): undefined {
  if (!isOneOf(call.arg(0), call.entry.detail)) call.failWord('not-allowed', 0, { allowed: call.entry.detail })
}

function bitmask(call: Call): undefined {
  const { detail } = call.entry
  for (let at = 0; at < call.count; at++)
    if (!isOneOf(call.arg(at), detail)) return call.failWord('not-allowed', at, { allowed: detail })
}

function buffers(call: Call): undefined {
  const number = parseNumber(call.arg(0))
  if (!(number > 0)) call.failWord('value', 0)
  else if (!(parseSize(call.arg(1)) > 0)) call.failWord('value', 1)
}

/** Sizes with variables are looked at when a request comes. */
function complexSize(call: Call): undefined {
  if (call.arg(0).includes('$') && !isPlainRate(call)) call.script(0)
  else if (Number.isNaN(parseSize(call.arg(0)))) call.failWord('value', 0)
}

/** What is read from upstreams was limited by a fixed rate at first. */
const isPlainRate = ({ name, state }: Call): boolean =>
  /^(?:proxy|fastcgi|scgi|uwsgi)_limit_rate$/.test(name) && !atLeast(state.target.nginx, '1.27.0')

function access(call: Call): undefined {
  for (let at = 0; at < call.count; at++)
    if (!/^(?:user|group|all):rw?$/.test(call.arg(at))) return call.failWord('not-allowed', at, { allowed: [] })
}

/** A directory and how its files are spread over levels of directories. */
function path(call: Call): undefined {
  let sum = 0
  for (let at = 1; at < call.count; at++) {
    const level = parseNumber(call.arg(at))
    if (!(level > 0)) return call.failWord('value', at)
    sum += level
  }
  if (sum > 10) call.failWord('value', 1)
  else
    addPath(
      call,
      'temporary',
      call.directive.args
        .slice(1)
        .map(word => word.value)
        .join(':'),
    )
}

/** How each kind of value is judged. Kinds that are missing take any text. */
export const kindSetters: Partial<Record<Kind, Setter>> = {
  flag,
  number: bounded,
  size: measured(parseSize),
  offset: measured(parseOffset),
  'time-ms': measured(milliseconds),
  'time-s': measured(seconds),
  enum: enumeration,
  bitmask,
  bufs: buffers,
  'complex-size': complexSize,
  access,
  path,
}
