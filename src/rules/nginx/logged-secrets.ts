import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { VariableTable } from '../../formats/nginx/tables/variables.ts'
import { type Trace, variablesOf } from '../../formats/nginx/variables/index.ts'
import { dependsOn } from './depends-on.ts'
import type { UsedFormat } from './log-formats.ts'
import { isSensitive } from './sensitive-variables.ts'

/** A variable of a log format, and what it tells. */
export interface LoggedSecret {
  /** Lower case, without `$`. */
  readonly variable: string
  /** The variable of nginx that holds it; the same where the format names it itself. */
  readonly of: string
}

/** What a format writes that no log may keep, by its own name or by way of `map`, `set` and groups of patterns. */
export function loggedSecrets(model: NginxModel, format: UsedFormat, args: readonly string[]): LoggedSecret[] {
  return [...new Set(format.variables)].flatMap(variable => {
    const of = isSensitive(variable, args) ? variable : passedOn(model, { format, variable, args })
    return of === undefined ? [] : [{ variable, of }]
  })
}

interface Asked {
  readonly format: UsedFormat
  readonly variable: string
  readonly args: readonly string[]
}

/** So many servers are asked what their assignments make of a variable. */
const MOST = 20

/** The secret that a variable of the files holds as a whole for some request. */
function passedOn(model: NginxModel, { format, variable, args }: Asked): string | undefined {
  if (isBuiltIn(model, variable)) return undefined
  const read = dependsOn(model, `$${variable}`)
  if (read.size > 1 && ![...read].some(name => isSensitive(name, args) || /^\d$/.test(name))) return undefined
  for (const server of [...new Set(format.handlers.map(handler => handler.server))].slice(0, MOST)) {
    const { traces, values, certain } = variablesOf(model).variable(variable, { level: server })
    if (values || !certain) continue
    const whole = traces.find(trace => isSensitive(trace.variable, args) && isWhole(trace))
    if (whole) return whole.variable
  }
  return undefined
}

const tables = new WeakMap<NginxModel, VariableTable>()

function isBuiltIn(model: NginxModel, variable: string): boolean {
  const table = tables.get(model) ?? new VariableTable('http', model.target.nginx)
  tables.set(model, table)
  return table.get(variable) !== undefined
}

/** When `set` runs there is no body yet and no answer (measured with 1.22.1): it brings nothing of either. */
const isWhole = ({ part, variable, via }: Trace): boolean =>
  part !== true &&
  !(/^(?:request_body$|(?:sent|upstream)_http_)/.test(variable) && via.some(one => nameOf(one) === 'set'))
