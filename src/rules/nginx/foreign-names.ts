import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Directive } from '../../tree/index.ts'
import { outcome } from './condition-outcome.ts'
import { refusesSuch } from './refusing-ifs.ts'

const known = new WeakMap<Server, boolean>()

/** `if ($host !~ ^(www\.)?example\.com$) { return 444; }` of a server refuses every name but those it lists. */
export function turnsAwayForeignNames(model: NginxModel, server: Server): boolean {
  const found =
    known.get(server) ??
    (server.world === 'http' && foreign(server).every(host => refusesSuch(model, server, named(server, host))))
  known.set(server, found)
  return found
}

interface Asked {
  readonly test: Directive
  /** Lower case, without `$`. */
  readonly variable: string
}

/** `if ($host ~ ^(www\.)?example\.com$) { … }`: only requests for names of the server get into it. */
export const takesOwnNames = (model: NginxModel, server: Server, { test, variable }: Asked): boolean =>
  foreign(server).every(host => outcome(model, test, new Map([[variable, host]])) === false)

/** Names of somebody else, also such as a sloppy pattern takes for one of the server's. */
function foreign({ names }: Server): string[] {
  const own = names.filter(({ kind }) => kind === 'exact').slice(0, 5)
  return ['attacker.test', ...own.flatMap(({ value }) => [`${value}.attacker.test`, `attacker${value}`])]
}

function named({ names: [first] }: Server, host: string): ReadonlyMap<string, string> {
  const asked = [['host', host] as const, ['http_host', host] as const]
  return new Map(first?.kind === 'exact' ? [...asked, ['server_name', first.value] as const] : asked)
}
