import type { NginxModel } from '../../formats/nginx/model.ts'
import { has } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { type Trace, variablesOf } from '../../formats/nginx/variables/index.ts'
import { type Directive, isDirective } from '../../tree/index.ts'
import { dependsOn } from './depends-on.ts'
import type { LogUse } from './log-uses.ts'

/** Variables that hold the query string, of this request or of the page that led to it. */
const holders: readonly string[] = ['request', 'request_uri', 'args', 'query_string', 'http_referer']

/** So many servers are asked what their assignments make of a variable. */
const MOST = 20

/** What a log writes of query strings, as `$request`, or `$shown ($request_uri)` by way of a variable of the files. */
export function queryVariables(model: NginxModel, use: LogUse): string[] {
  const own = holders.filter(name => use.variables.includes(name)).map(name => `$${name}`)
  const others = [...new Set(use.variables)].filter(name => !holders.includes(name))
  const handed = others.flatMap(name => {
    const read = dependsOn(model, `$${name}`)
    const of = holders.some(holder => read.has(holder)) ? handedOn(model, name, use) : undefined
    return of === undefined ? [] : [`$${name} ($${of})`]
  })
  return [...own, ...handed]
}

function handedOn(model: NginxModel, name: string, { handlers }: LogUse): string | undefined {
  for (const level of [...new Set(handlers.map(({ server }) => server))].slice(0, MOST)) {
    const { traces, values, certain } = variablesOf(model).variable(name, { level })
    const found = !values && certain ? traces.find(holdsQuery) : undefined
    if (found) return found.variable
  }
  return undefined
}

/** The question mark gets through, or it is the query itself; a map that cuts it off for some does so for all it meets. */
const holdsQuery = ({ variable, characters, part, via }: Trace): boolean =>
  holders.includes(variable) &&
  part !== true &&
  (has(characters, 63) || variable === 'args' || variable === 'query_string') &&
  !via.some(cutsQuery)

const cutsQuery = (directive: Directive): boolean =>
  nameOf(directive) === 'map' &&
  (directive.block?.nodes ?? []).some(node => isDirective(node) && /^~.*(?:\\\?|\[\^?\?)/.test(nameOf(node)))
