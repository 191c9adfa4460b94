import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { refusesSuch } from './refusing-ifs.ts'

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
    if ((at === level || at.context === 'server') && addresses.every(address => refusesSuch(model, at, from(address))))
      return true
  return false
}

const from = (address: string): ReadonlyMap<string, string> =>
  new Map([
    ['remote_addr', address],
    ['realip_remote_addr', address],
  ])
