import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { sensitiveWord } from './sensitive-paths.ts'

export interface Words {
  readonly paths: ReadonlySet<string>
  readonly args: ReadonlySet<string>
}

/** A sensitive path, or a statement that reads a personal parameter: `location /login`, `$arg_phone`. */
export function evidenceIn(model: NginxModel, server: Server, { paths, args }: Words): string | undefined {
  for (const location of model.locations(server)) {
    if (!location.internal && sensitiveWord(location.match.pattern, paths)) return `location ${location.match.pattern}`
    const name = personalArgument(location.own, args)
    if (name) return name
  }
  return personalArgument(server.own, args)
}

function personalArgument(own: Server['own'], names: ReadonlySet<string>): string | undefined {
  for (const statement of own)
    for (const { value } of statement.args) {
      if (!value.includes('$')) continue
      for (const [, name = ''] of value.matchAll(/\$\{?arg_(\w+)/gi))
        if (names.has(name.toLowerCase())) return `$arg_${name}`
    }
  return undefined
}
