import type { OptionLine } from '../model.ts'
import type { Situation } from '../situation.ts'
import { type Check, type Complaint, demand, refuse } from './complaint.ts'

/** Management, DNS and what 2.5 wanted next to ncp-disable. */
export const otherChecks: readonly Check[] = [
  s => management(s),
  s => dnsServers(s),
  s =>
    s.line('ncp-disable') && s.since('2.5') && !s.line('cipher') && !s.line('data-ciphers-fallback')
      ? demand(
          s.line('ncp-disable'),
          '--ncp-disable needs an explicit --cipher or --data-ciphers-fallback config option',
        )
      : undefined,
]

function management(s: Situation): Complaint | undefined {
  const own = s.line('management')
  const loose = own ? undefined : [...s.byName.keys()].map(s.line).find(line => line && modifies(line))
  if (loose)
    return demand(
      loose,
      '--management is not specified, however one or more options which modify the behavior of --management were specified',
    )
  const owner = s.line('management-client-user') ?? s.line('management-client-group')
  return owner && own?.params[1] !== 'unix'
    ? refuse(owner, '--management-client-(user|group) can only be used on unix domain sockets')
    : undefined
}

const modifies = ({ name, params }: OptionLine): boolean =>
  name.startsWith('management-') &&
  !(name === 'management-log-cache' && params[0] === '250') &&
  name !== 'management-client-user' &&
  name !== 'management-client-group'

function dnsServers(s: Situation): Complaint | undefined {
  const lines = (s.byName.get('dns') ?? []).filter(line => line.params[0] === 'server')
  const addressed = new Set(lines.filter(line => line.params[2] === 'address').map(line => Number(line.params[1])))
  const bare = lines.find(line => !addressed.has(Number(line.params[1])))
  return bare && demand(bare, `ERROR: dns server ${bare.params[1]} does not have an address assigned`)
}
