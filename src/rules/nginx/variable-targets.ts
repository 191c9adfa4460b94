import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Upstream } from '../../formats/nginx/serve.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { argument } from '../../tree/index.ts'
import { addressTarget, type Pass, type UpstreamTarget } from './targets.ts'

/** Where a variable leads. */
export interface VariableTarget extends UpstreamTarget {
  readonly tls: boolean
}

/** The addresses behind `proxy_pass $backend`, where its assignments and maps leave it a few constant values. */
export function variableTargets(model: NginxModel, { handler: { level }, serve, tls }: Pass): VariableTarget[] {
  if (!serve.hasVariables || serve.upstream) return []
  const { values = [] } = variablesOf(model).contents(argument(serve.directive, 0) ?? '', { level })
  return values.flatMap(value => {
    const scheme = /^\w+:\/\//.exec(value)?.[0] ?? ''
    const authority = /^(?:unix:[^:]+|[^/?]*)/.exec(value.slice(scheme.length))?.[0] ?? ''
    if (authority === '') return []
    const secure = scheme === '' ? tls === true : /s:\/\/$/i.test(scheme)
    const group = groupsOf(model).get(authority.toLowerCase())
    const found = group?.servers.map(({ address, directive }) => addressTarget(address, directive)) ?? [
      addressTarget(authority, serve.directive),
    ]
    return found.map(target => ({ ...target, tls: secure }))
  })
}

const groups = new WeakMap<NginxModel, ReadonlyMap<string, Upstream>>()

function groupsOf(model: NginxModel): ReadonlyMap<string, Upstream> {
  const known = groups.get(model)
  if (known) return known
  const http = model.upstreams.filter(({ world }) => world === 'http')
  const found = new Map(http.map(one => [one.name.toLowerCase(), one]))
  groups.set(model, found)
  return found
}
