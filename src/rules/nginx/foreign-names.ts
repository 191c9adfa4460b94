import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, isDirective } from '../../tree/index.ts'
import { outcome } from './condition-outcome.ts'

const known = new WeakMap<Server, boolean>()

/** `if ($host !~ ^(www\.)?example\.com$) { return 444; }` of a server refuses every name but those it lists. */
export function turnsAwayForeignNames(model: NginxModel, server: Server): boolean {
  const found = known.get(server) ?? (server.world === 'http' && judge(model, server))
  known.set(server, found)
  return found
}

function judge(model: NginxModel, server: Server): boolean {
  for (const statement of server.own) {
    const name = nameOf(statement)
    if (name === 'return' || name === 'rewrite') return false
    if (name !== 'if') continue
    const [first] = statement.block?.nodes.filter(isDirective) ?? []
    const refuses = first && nameOf(first) === 'return' && /^[45]\d\d$/.test(argument(first, 0) ?? '')
    if (refuses && foreign(server).every(host => outcome(model, statement, named(server, host)) === true)) return true
  }
  return false
}

/** Names of somebody else, also such as a sloppy pattern takes for one of the server's. */
function foreign({ names }: Server): string[] {
  const own = names.filter(({ kind }) => kind === 'exact').slice(0, 5)
  return ['attacker.test', ...own.flatMap(({ value }) => [`${value}.attacker.test`, `attacker${value}`])]
}

function named({ names: [first] }: Server, host: string): ReadonlyMap<string, string> {
  const asked = [['host', host] as const, ['http_host', host] as const]
  return new Map(first?.kind === 'exact' ? [...asked, ['server_name', first.value] as const] : asked)
}
