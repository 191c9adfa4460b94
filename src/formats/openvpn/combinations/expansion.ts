import { inetAton, maskLength } from '../address.ts'
import { deviceLine, deviceType } from '../device.ts'
import { numberOf } from '../numbers.ts'
import type { Situation } from '../situation.ts'
import { type Check, type Complaint, clash, refuse } from './complaint.ts'

/** What `server`, `server-bridge`, `server-ipv6`, `client` and `keepalive` check when they are expanded. */
export const expansionChecks: readonly Check[] = [
  s => clash(s, [s.line('server-ipv6'), s.line('client')], '--server-ipv6 and --client cannot be used together'),
  s => clash(s, [s.line('server'), s.line('client')], '--server and --client cannot be used together'),
  s => clash(s, [bridge(s), s.line('client')], '--server-bridge and --client cannot be used together'),
  s => clash(s, [s.line('server'), bridge(s)], '--server and --server-bridge cannot be used together'),
  s =>
    clash(
      s,
      [s.line('server') ?? bridge(s), s.line('secret')],
      '--server and --secret cannot be used together (you must use SSL/TLS keys)',
    ),
  s => ownPool(s),
  s => serverDevice(s),
  s => serverNetwork(s),
  s => keepalive(s),
]

const bridge = (s: Situation) => s.line('server-bridge')

function ownPool(s: Situation): Complaint | undefined {
  const helper = s.line('server') ?? bridge(s)
  if (!helper || helper.params[2] === 'nopool') return undefined
  return clash(
    s,
    [helper, s.line('ifconfig-pool')],
    `--${helper.name} already defines an ifconfig-pool, so you can't also specify --ifconfig-pool explicitly`,
  )
}

function serverDevice(s: Situation): Complaint | undefined {
  const type = deviceType(s)
  if (bridge(s) && type !== 'tap')
    return clash(s, [bridge(s), deviceLine(s)], '--server-bridge directive only makes sense with --dev tap')
  const legal = type === 'tun' || type === 'tap' || (type === 'null' && s.since('2.7'))
  if (legal) return undefined
  return clash(s, [s.line('server'), deviceLine(s)], '--server directive only makes sense with --dev tun or --dev tap')
}

function serverNetwork(s: Situation): Complaint | undefined {
  const line = s.line('server')
  const [network = '', mask = ''] = line?.params ?? []
  const value = inetAton(network)
  if (!line || value === undefined || inetAton(mask) === undefined) return undefined
  const length = maskLength(mask)
  if (length === undefined || (value & ~(length === 0 ? 0 : -1 << (32 - length))) !== 0)
    return refuse(line, '--server directive network/netmask combination is invalid')
  if (length < 16)
    return refuse(
      line,
      '--server directive netmask allows for too many host addresses (subnet must be 255.255.0.0 (/16) or higher)',
    )
  if (deviceType(s) === 'tap')
    return length > 30
      ? refuse(
          line,
          '--server directive when used with --dev tap must define a subnet of 255.255.255.252 (/30) or lower',
        )
      : undefined
  return length > 29
    ? refuse(line, '--server directive when used with --dev tun must define a subnet of 255.255.255.248 (/29) or lower')
    : undefined
}

function keepalive(s: Situation): Complaint | undefined {
  const line = s.line('keepalive')
  if (!line) return undefined
  const [ping, restart] = [numberOf(line.params[0], 0), numberOf(line.params[1], 0)]
  if (ping === 0 && restart === 0) return undefined
  if (ping <= 0 || restart <= 0) return refuse(line, '--keepalive parameters must be > 0')
  if (ping * 2 > restart)
    return refuse(
      line,
      `the second parameter to --keepalive (restart timeout=${restart}) must be at least twice the value of the first parameter (ping interval=${ping}). A ratio of 1:5 or 1:6 would be even better. Recommended setting is --keepalive 10 60.`,
    )
  if (s.server && restart > 43200 && s.since('2.7'))
    return refuse(line, '--keepalive restart timeout must not exceed 43200 in server mode')
  const other = ['ping', 'ping-exit', 'ping-restart'].map(s.line).find(found => numberOf(found?.params[0], 0) > 0)
  return clash(
    s,
    [line, other],
    "--keepalive conflicts with --ping, --ping-exit, or --ping-restart. If you use --keepalive, you don't need any of the other --ping directives.",
  )
}
