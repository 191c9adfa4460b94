import { conditionWords, variableOf } from '../../formats/nginx/condition-words.ts'
import type { NginxModel, Table } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { gather } from './gather.ts'
import { within } from './networks.ts'

/** Values of variables that are assumed, by lower-case name without `$`. */
export type Assumed = ReadonlyMap<string, string>

/** Is the condition of an `if` met when variables have these values? Undefined where something else decides. */
export function outcome(model: NginxModel, { args }: Directive, assumed: Assumed): boolean | undefined {
  const [first = '', operator, ...rest] = conditionWords(args.map(({ value }) => value))
  const variable = variableOf(first)
  const value = variable && valueNow(model, variable, assumed)
  if (value === undefined) return undefined
  if (operator === undefined) return value !== '' && value !== '0'
  const written = rest.join(' ')
  const operand = variableOf(written)
  return compare(value, operator, operand === undefined ? written : (valueNow(model, operand, assumed) ?? '$'))
}

function compare(value: string, operator: string, operand: string): boolean | undefined {
  if (operator === '=' || operator === '!=')
    return operand.includes('$') ? undefined : (value === operand) === (operator === '=')
  if (!/^!?~\*?$/.test(operator)) return undefined
  const found = matchRegex(operand, value, operator.endsWith('*'))
  return found === undefined ? undefined : (found !== false) !== operator.startsWith('!')
}

/** What a variable holds when others have these values; undefined where something else decides. */
export function valueNow(model: NginxModel, name: string, assumed: Assumed): string | undefined {
  const known = assumed.get(name)
  if (known !== undefined) return known
  const [table, ...others] = tablesOf(model).get(name) ?? []
  const source = table && variableOf(table.source)
  const given = source && assumed.get(source)
  if (!table || given === undefined || others.length > 0) return undefined
  const entry = table.kind === 'map' ? mapped(table, given) : located(table, given)
  return entry === '' ? '' : entry && filled(entry, assumed)
}

const models = new WeakMap<NginxModel, ReadonlyMap<string, readonly Table[]>>()

function tablesOf(model: NginxModel): ReadonlyMap<string, readonly Table[]> {
  const known = models.get(model)
  if (known) return known
  const found = new Map<string, Table[]>()
  for (const table of model.tables) if (table.kind !== 'split_clients') gather(found, table.variable, table)
  models.set(model, found)
  return found
}

/** The entry that a map has for a value: keys as they are without case, then patterns in order, then the default. */
function mapped(table: Table, given: string): Directive | '' | undefined {
  const entries = table.entries.filter(entry => entry.args.length > 0 && nameOf(entry) !== 'include')
  const text = given.toLowerCase()
  const plain = entries.find(entry => isPlain(nameOf(entry)) && nameOf(entry).toLowerCase().replace(/^\\/, '') === text)
  if (plain) return plain
  for (const entry of entries) {
    const key = nameOf(entry)
    const found = key.startsWith('~') && matchRegex(key.replace(/^~\*?/, ''), given, key.startsWith('~*'))
    if (found !== false) return found === undefined ? undefined : entry
  }
  return entries.find(entry => nameOf(entry) === 'default') ?? ''
}

/** The entry that a `geo` has for an address; undefined where ranges, proxies or several networks decide. */
function located({ entries }: Table, address: string): Directive | '' | undefined {
  const names = entries.map(nameOf)
  if (entries.some(({ args }) => args.length === 0) || names.some(name => /^(?:proxy|delete|include)$/.test(name)))
    return undefined
  const around = entries.filter(entry => within(address, nameOf(entry)))
  if (around.length > 1) return undefined
  return around[0] ?? entries.find(entry => nameOf(entry) === 'default') ?? ''
}

const isPlain = (key: string): boolean => key !== 'default' && !key.startsWith('~')

/** The value of an entry; undefined where variables that nobody assumed have a part in it. */
function filled(entry: Directive, assumed: Assumed): string | undefined {
  const value = argument(entry, 0)
  const variable = value && variableOf(value)
  return variable ? assumed.get(variable) : value?.includes('$') ? undefined : value
}
