import type { Setting } from '../../../tree/index.ts'
import { isAddress } from '../address.ts'
import { deviceType } from '../device.ts'
import type { Device, Dns, RedirectFlag, Remote, Routing } from '../model.ts'
import { every } from '../query.ts'
import type { Situation } from '../situation.ts'
import { settingOf } from './setting.ts'

/** Every address the daemon may connect to, in the order it tries them. */
export function remotesOf(facts: Situation): Remote[] {
  return facts.entries.flatMap(entry => {
    if (!entry.remote || entry.host === undefined) return []
    return [
      {
        host: entry.host,
        numeric: isAddress(entry.host),
        port: entry.port,
        transport: entry.proto,
        line: entry.remote,
        ...(entry.family ? { family: entry.family } : {}),
        ...(entry.block ? { connection: entry.block } : {}),
      },
    ]
  })
}

export function deviceOf(facts: Situation): Device {
  const standard = facts.since('2.7') ? 'tun' : ''
  const name = settingOf(facts, 'dev', line => line?.params[0] ?? standard)
  return {
    name,
    fixed: name.value !== '' && name.value !== 'tun' && name.value !== 'tap',
    type: deviceType(facts),
    topology: topologyOf(facts),
  }
}

function topologyOf(facts: Situation): Setting<'net30' | 'p2p' | 'subnet'> {
  const standard = facts.server && facts.since('2.7') ? 'subnet' : 'net30'
  return settingOf(facts, 'topology', line => {
    const written = line?.params[0]
    return written === 'subnet' || written === 'p2p' || written === 'net30' ? written : standard
  })
}

/** What the file itself says about routes; pushed ones are not known here. */
export function routingOf(facts: Situation): Routing {
  const redirect = every(facts, 'redirect-gateway')
  const flags = new Set(redirect.flatMap(line => line.params) as RedirectFlag[])
  const ifconfig6 = facts.line('ifconfig-ipv6') ?? facts.line('server-ipv6')
  return {
    redirect,
    flags,
    fullTunnel: redirect.length > 0 && !flags.has('!ipv4'),
    routes: every(facts, 'route'),
    routes6: every(facts, 'route-ipv6'),
    blockIpv6: facts.line('block-ipv6') !== undefined,
    noPull: facts.line('route-nopull') !== undefined,
    pullFilters: every(facts, 'pull-filter'),
    tunnelIpv6: ifconfig6 !== undefined,
  }
}

export function dnsOf(facts: Situation): Dns {
  const classic = every(facts, 'dhcp-option').flatMap(line =>
    (line.params[0] === 'DNS' || line.params[0] === 'DNS6') && line.params[1] !== undefined
      ? [{ address: line.params[1], line }]
      : [],
  )
  const modern = every(facts, 'dns').flatMap(line =>
    line.params[0] === 'server' && line.params[2] === 'address'
      ? line.params.slice(3).map(address => ({ address, line }))
      : [],
  )
  return { servers: [...classic, ...modern], persistRemoteIp: facts.line('persist-remote-ip') !== undefined }
}
