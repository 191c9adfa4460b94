import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Upstream } from '../../formats/nginx/serve.ts'
import { endsHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import { argument } from '../../tree/index.ts'
import { addressTarget, type Pass, targetsIn, type UpstreamTarget } from './targets.ts'

/** Where a variable leads. */
export interface VariableTarget extends UpstreamTarget {
  readonly tls: boolean
}

/** The addresses behind `proxy_pass $backend`, where its assignments and maps leave it a few constant values. */
export function variableTargets(model: NginxModel, pass: Pass): VariableTarget[] {
  const { serve, tls } = pass
  if (!serve.hasVariables || serve.upstream) return []
  return beginnings(model, pass).flatMap(value => {
    const scheme = /^(?!unix:)\w+:\/\//i.exec(value)?.[0] ?? ''
    const authority = /^(?:unix:[^:]+|[^/?]*)/i.exec(value.slice(scheme.length))?.[0] ?? ''
    // Empty until somebody fills it in: `$scheme://app`, `$host:8080`.
    if (authority === '' || authority.startsWith(':')) return []
    const secure = scheme === '' ? tls === true : /^(?:https|grpcs|suwsgi):/i.test(scheme)
    const group = groupsOf(model).get(authority.toLowerCase())
    const found = group ? targetsIn(group) : [addressTarget(authority, serve.directive)]
    return found.map(target => ({ ...target, tls: secure }))
  })
}

/** All that the argument can be, as far as its authority goes: `$backend:8080$request_uri`, `$backend/v1/$arg_id`. */
function beginnings(model: NginxModel, { handler: { level }, serve }: Pass): readonly string[] {
  let found: readonly string[] = ['']
  for (const { contents } of variablesOf(model).components(argument(serve.directive, 0) ?? '', { level })) {
    const { values } = contents
    if (!values) return endsHost(contents) || found.every(hasPath) ? found : []
    if (found.length * values.length > most) return []
    found = found.flatMap(text => values.map(value => text + value))
  }
  return found
}

const most = 64
const hasPath = (text: string): boolean => text.replace(/^\w+:\/\//, '').includes('/')

const groups = new WeakMap<NginxModel, ReadonlyMap<string, Upstream>>()

function groupsOf(model: NginxModel): ReadonlyMap<string, Upstream> {
  const known = groups.get(model)
  if (known) return known
  const http = model.upstreams.filter(({ world }) => world === 'http')
  const found = new Map(http.map(one => [one.name.toLowerCase(), one]))
  groups.set(model, found)
  return found
}
