import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { parseTemplate } from '../../formats/nginx/variables/index.ts'
import type { Directive } from '../../tree/index.ts'
import { statements } from './statements.ts'

interface Known {
  /** What `map`, `geo`, `split_clients` and `set` make a variable of, by lower-case name. In any server. */
  readonly made: ReadonlyMap<string, readonly string[]>
  readonly answers: Map<string, ReadonlySet<string>>
}

const models = new WeakMap<NginxModel, Known>()

/**
 * Every variable that has a say in a value, lower case, without `$`: those in it, and those that the tables and
 * assignments behind them look at, the conditions of assignments too, whether or not their text gets into the value.
 */
export function dependsOn(model: NginxModel, value: string): ReadonlySet<string> {
  const known = models.get(model) ?? { made: definitions(model), answers: new Map() }
  models.set(model, known)
  const answer = known.answers.get(value) ?? closure(value, known.made)
  known.answers.set(value, answer)
  return answer
}

const nothing: ReadonlySet<string> = new Set()

function closure(value: string, made: Known['made']): ReadonlySet<string> {
  if (!value.includes('$')) return nothing
  const found = new Set<string>()
  const open = [value]
  for (let text = open.pop(); text !== undefined; text = open.pop())
    for (const part of parseTemplate(text)) {
      if (part.kind === 'text' || found.has(part.name)) continue
      found.add(part.name)
      open.push(...(made.get(part.name) ?? []))
    }
  return found
}

/** Names of the groups of a map's key: they are variables as well. */
const groupsOf = ({ name }: Directive): string[] =>
  name.value.startsWith('~')
    ? [...name.value.matchAll(/\(\?(?:P?<|')([A-Za-z_]\w*)[>']/g)].map(([, group = '']) => group.toLowerCase())
    : []

function definitions(model: NginxModel): Map<string, string[]> {
  const made = new Map<string, string[]>()
  const add = (name: string, values: readonly string[]): void => {
    const list = made.get(name) ?? []
    made.set(name, list)
    for (const value of values) if (value.includes('$')) list.push(value)
  }
  for (const { variable, source, entries } of model.tables) {
    add(variable, [source, ...entries.map(({ args }) => args[0]?.value ?? '')])
    for (const group of entries.flatMap(groupsOf)) add(group, [source])
  }
  for (const { entry, level } of statements(model, 'set', 'auth_request_set')) {
    const condition = level.context.startsWith('if-') ? (level.directive?.args ?? []) : []
    add(argumentAt(entry, 0).slice(1).toLowerCase(), [argumentAt(entry, 1), ...condition.map(word => word.value)])
  }
  return made
}
