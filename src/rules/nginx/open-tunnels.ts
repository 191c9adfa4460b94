import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { choosesHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import { atLeast } from '../../target/index.ts'
import type { Directive } from '../../tree/index.ts'
import { dependsOn } from './depends-on.ts'
import { gather } from './gather.ts'
import { isMadeElsewhere } from './made-elsewhere.ts'
import { openTo } from './open-places.ts'

/** `tunnel_pass` (from 1.31.0) where strangers choose the other end; each statement once. */
export function openTunnels(model: NginxModel): ReadonlyMap<Directive, readonly Level[]> {
  const writers = model.writers('tunnel_pass')
  const found = new Map<Directive, Level[]>()
  if (writers.length === 0 || !knows(model)) return found
  for (const level of writers)
    for (const directive of level.written('tunnel_pass'))
      if (isOpen(model, level, directive)) gather(found, directive, level)
  return found
}

/** A version before that one refuses to start with it. */
const knows = ({ target: { nginx, assumed } }: NginxModel): boolean =>
  assumed.includes('nginx') || atLeast(nginx, '1.31.0')

function isOpen(model: NginxModel, level: Level, directive: Directive): boolean {
  const around = outwards(level)
  const server = around.at(-1)
  if (server?.context !== 'server' || !chosenByClient(model, level, directive)) return false
  if (model.setting(level, 'tunnel_allow_upstream').origin !== 'default') return false
  return !around.some(one => checksHost(model, one)) && openTo(server as Server, model.access(level)).length > 0
}

/** The level and those around it, as far as the server. */
function outwards(level: Level): Level[] {
  const found: Level[] = []
  for (let at: Level | undefined = level; at && at.context !== 'http'; at = at.parent) found.push(at)
  return found
}

/** Without an argument it is what the CONNECT says: `$host` and the port of the request. */
function chosenByClient(model: NginxModel, level: Level, directive: Directive): boolean {
  const target = argumentAt(directive, 0)
  return target === '' || choosesHost(variablesOf(model).contents(target, { level, before: directive }))
}

/** `if ($allowed_host != 1) { return 403; }`: a list of hosts, as far as we see. */
const checksHost = (model: NginxModel, level: Level): boolean =>
  level.children.some(
    child =>
      child.context.startsWith('if-') &&
      child.own.some(one => nameOf(one) === 'return' && /^[45]\d\d$/.test(argumentAt(one, 0))) &&
      namesHost(dependsOn(model, conditionOf(child))),
  )

const conditionOf = ({ directive }: Level): string => directive?.args.map(({ value }) => value).join(' ') ?? ''

/** A condition whose variable a file makes that is not here. */
export const mayCheckHost = (model: NginxModel, level: Level): boolean =>
  outwards(level).some(around => around.children.some(child => isMadeElsewhere(model, conditionOf(child))))

const namesHost = (variables: ReadonlySet<string>): boolean =>
  ['host', 'http_host', 'request_uri', 'request'].some(name => variables.has(name))
