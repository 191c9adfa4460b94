import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { freeDevice } from '../../remedies/openvpn/client.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { tunnelName, tunnelPlace } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { isOtherEnd } from './vpn-servers.ts'

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/tunnel-device-collision',
  format: 'host',
  title: { en: 'Two tunnels on one device', zh: '两条隧道使用同一设备' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    same: {
      en: '{tunnel} and {other} both name {device}: whichever starts second fails',
      zh: '{tunnel} 与 {other} 都指定 {device}：后启动的一方会失败',
    },
    order: {
      en: '{tunnel} takes the lowest free device: started first it has {device}, and {other} fails',
      zh: '{tunnel} 使用编号最小的空闲设备：若先启动则占用 {device}，{other} 会失败',
    },
  },
  defaults: {},
  *check(host) {
    // Only what lies where a unit starts it: profiles for others may lie anywhere.
    const tunnels = host.openvpn.filter(({ unit }) => unit !== undefined)
    if (tunnels.length < 2) return
    const contested = new Map(['tun', 'tap'].map(kind => [kind, namesTaken(kind, tunnels)]))
    const before = new Map<string, OpenvpnModel[]>()
    for (const tunnel of tunnels) {
      const name = nameOf(tunnel)
      const sameName = before.get(name) ?? []
      sameName.push(tunnel)
      before.set(name, sameName)
      const found = tunnel.device.fixed
        ? first('same', sameName, tunnel)
        : first('order', contested.get(name) ?? [], tunnel)
      if (found) yield observation(tunnel, found, tunnels)
    }
  },
})

interface Collision {
  readonly id: 'same' | 'order'
  readonly other: OpenvpnModel
}

const nameOf = ({ device }: OpenvpnModel): string => device.name.value

/** A client of one of the servers is a file that is given away; of several clients that take what they are sent, one runs at a time. */
function runTogether(one: OpenvpnModel, other: OpenvpnModel): boolean {
  if (one === other) return false
  if (one.role !== 'client') return other.role !== 'client' || !isOtherEnd(one, other)
  return other.role === 'client' ? isSplit(one) && isSplit(other) : !isOtherEnd(other, one)
}

const isSplit = ({ routing }: OpenvpnModel): boolean => !routing.fullTunnel && routing.routes.length > 0

function first(id: Collision['id'], others: readonly OpenvpnModel[], tunnel: OpenvpnModel): Collision | undefined {
  const other = nameOf(tunnel) === 'null' ? undefined : others.find(each => runTogether(each, tunnel))
  return other && { id, other }
}

/** Those without a number take the lowest ones, as many as they are: the tunnels that name one of these. */
function namesTaken(kind: string, tunnels: readonly OpenvpnModel[]): OpenvpnModel[] {
  const floating = tunnels.filter(each => nameOf(each) === kind).length
  const names = new Set(Array.from({ length: floating }, (_, number) => `${kind}${number}`))
  return tunnels.filter(each => names.has(nameOf(each)))
}

function observation(tunnel: OpenvpnModel, { id, other }: Collision, all: readonly OpenvpnModel[]): Observation {
  return {
    at: devicePlace(tunnel),
    subject: tunnelName(tunnel),
    message: { id, params: { tunnel: tunnelName(tunnel), other: tunnelName(other), device: nameOf(other) } },
    ...(id === 'order' && { severity: 'medium' as const }),
    related: [{ at: devicePlace(other), message: { en: `names ${nameOf(other)}`, zh: `指定 ${nameOf(other)}` } }],
    fixes: repairs(tunnel, all),
  }
}

function repairs(tunnel: OpenvpnModel, all: readonly OpenvpnModel[]): Fix[] {
  const { origin } = tunnel.device.name
  if (origin === 'default' || !/^(?:tun|tap)\d*$/.test(nameOf(tunnel))) return []
  const device = freeDevice(nameOf(tunnel).slice(0, 3), all)
  return [
    {
      title: { en: `Give it ${device}, in rules of a firewall too`, zh: `改用 ${device}，防火墙规则也要同步修改` },
      safety: 'unsafe',
      edits: [replaceArguments(origin, device)],
      changes: ['dev'],
    },
  ]
}

function devicePlace(tunnel: OpenvpnModel): Place {
  const { origin } = tunnel.device.name
  return origin === 'default' ? tunnelPlace(tunnel) : placeOf(origin)
}
