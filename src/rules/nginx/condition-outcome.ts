import type { NginxModel, Table } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'

/** Values of variables that are assumed, by lower-case name without `$`. */
export type Assumed = ReadonlyMap<string, string>

/** Is the condition of an `if` met when variables have these values? Undefined where something else decides. */
export function outcome(model: NginxModel, { args }: Directive, assumed: Assumed): boolean | undefined {
  const words = args.map(({ value }) => value)
  const [first = '', operator, ...rest] = words
    .join(' ')
    .replace(/^\(\s*/, '')
    .replace(/\s*\)$/, '')
    .split(' ')
  const variable = /^\$(?:\{(\w+)\}|(\w+))$/.exec(first)
  const value = variable && valueNow(model, (variable[1] ?? variable[2] ?? '').toLowerCase(), assumed)
  if (typeof value !== 'string') return undefined
  if (operator === undefined) return value !== '' && value !== '0'
  return compare(value, operator, rest.join(' '))
}

function compare(value: string, operator: string, operand: string): boolean | undefined {
  if (operator === '=' || operator === '!=')
    return operand.includes('$') ? undefined : (value === operand) === (operator === '=')
  if (!/^!?~\*?$/.test(operator)) return undefined
  const found = matchRegex(operand, value, operator.endsWith('*'))
  return found === undefined ? undefined : (found !== false) !== operator.startsWith('!')
}

function valueNow({ tables }: NginxModel, name: string, assumed: Assumed): string | undefined {
  const known = assumed.get(name)
  if (known !== undefined) return known
  const [table, ...others] = tables.filter(({ variable, kind }) => variable === name && kind === 'map')
  const source = table && /^\$(?:\{(\w+)\}|(\w+))$/.exec(table.source)
  const given = source && assumed.get((source[1] ?? source[2] ?? '').toLowerCase())
  return typeof given === 'string' && others.length === 0 ? mapped(table as Table, given) : undefined
}

/** What a map makes of a value: keys as they are without case, then patterns in order, then the default. */
function mapped(table: Table, given: string): string | undefined {
  const entries = table.entries.filter(entry => entry.args.length > 0 && nameOf(entry) !== 'include')
  const text = given.toLowerCase()
  const plain = entries.find(entry => isPlain(nameOf(entry)) && nameOf(entry).toLowerCase().replace(/^\\/, '') === text)
  if (plain) return constant(plain)
  for (const entry of entries) {
    const key = nameOf(entry)
    const found = key.startsWith('~') && matchRegex(key.replace(/^~\*?/, ''), given, key.startsWith('~*'))
    if (found !== false) return found === undefined ? undefined : constant(entry)
  }
  const fallback = entries.find(entry => nameOf(entry) === 'default')
  return fallback ? constant(fallback) : ''
}

const isPlain = (key: string): boolean => key !== 'default' && !key.startsWith('~')

/** Undefined for a value with variables. */
function constant(entry: Directive): string | undefined {
  const value = argument(entry, 0)
  return value?.includes('$') ? undefined : value
}
