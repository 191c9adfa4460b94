import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, isDirective } from '../../tree/index.ts'
import { outcome } from './condition-outcome.ts'

/** Addresses that nobody has (RFC 5737, RFC 3849), as clients from outside. */
const outside = ['203.0.113.9', '198.51.100.77', '192.0.2.201']
const outside6 = ['2001:db8:77::9']

/**
 * Does an `if` of the place, or of its server, turn away whoever comes from somewhere else: `$remote_addr != 127.0.0.1`,
 * a `geo` with a default? A script that goes on elsewhere before that is not followed.
 */
export function turnsAwayStrangers(model: NginxModel, level: Level, open: readonly string[]): boolean {
  const addresses = [...(open.includes('ipv4') ? outside : []), ...(open.includes('ipv6') ? outside6 : [])]
  for (let at: Level | undefined = level; at && at.context !== 'http'; at = at.parent)
    if ((at === level || at.context === 'server') && addresses.every(address => isTurnedAway(model, at, address)))
      return true
  return false
}

function isTurnedAway(model: NginxModel, { own }: Level, address: string): boolean {
  const assumed = new Map([
    ['remote_addr', address],
    ['realip_remote_addr', address],
  ])
  for (const statement of own) {
    const name = nameOf(statement)
    if (name === 'return' || name === 'rewrite') return false
    if (name !== 'if') continue
    const [first] = statement.block?.nodes.filter(isDirective) ?? []
    const refuses = first && nameOf(first) === 'return' && /^4\d\d$/.test(argument(first, 0) ?? '')
    if (refuses && outcome(model, statement, assumed) === true) return true
  }
  return false
}
