import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { defineRule, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { fullTunnels, tunnelName } from './full-tunnel.ts'
import { type KillSwitch, killSwitchOf } from './kill-switch.ts'
import type { HostModel } from './model.ts'

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/vpn-kill-switch-remotes',
  format: 'host',
  title: { en: 'A kill switch does not know the tunnel', zh: '断网保护与隧道不一致' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    remote: {
      en: '"{file}" does not let {tunnel} reach {remote}: the tunnel cannot come up by it',
      zh: '"{file}" 未放行 {tunnel} 访问 {remote}：无法经其建立隧道',
    },
    device: {
      en: '"{file}" lets traffic out by "{named}", but the tunnel of {tunnel} is "{device}"',
      zh: '"{file}" 放行 "{named}"，而 {tunnel} 的隧道接口为 "{device}"',
    },
  },
  defaults: {},
  check: findings,
})

function* findings(host: HostModel): Iterable<Observation> {
  const kill = killSwitchOf(host)
  if (!kill) return
  const at: Place = { file: kill.file, span: { start: kill.start, end: kill.start } }
  for (const client of fullTunnels(host)) {
    yield* remotes(client, kill, at)
    yield* device(client, kill, at)
  }
}

/** A remote nobody lists, by address: sets are outside the chain, so the whole file counts. */
function* remotes(client: OpenvpnModel, { file, text }: KillSwitch, at: Place): Iterable<Observation> {
  const words = new Set(text.split(/[\s{},;]+/))
  for (const { host: address, port, transport, numeric, line } of client.remotes) {
    if (!numeric || words.has(address)) continue
    const remote = `${address} ${transport.replace(/-.*/, '')} ${port}`
    yield {
      at: placeOf(line.directive),
      subject: `${tunnelName(client)} ${remote}`,
      message: { id: 'remote', params: { file: file.path, tunnel: tunnelName(client), remote } },
      related: [{ at, message: { en: 'the chain that drops it', zh: '将其丢弃的链' } }],
    }
  }
}

function* device(client: OpenvpnModel, { file, chain }: KillSwitch, at: Place): Iterable<Observation> {
  const named = interfaces(chain)
  const name = client.device.name.value
  const tunnels = named.filter(each => /^(?:tun|tap|ovpn|vpn)/.test(each))
  if (named.some(each => covers(each, name)) || tunnels.length === 0) return
  if (!client.device.fixed && tunnels.some(each => each.startsWith(name))) return
  yield {
    at,
    subject: `${tunnelName(client)} ${name}`,
    message: { id: 'device', params: { file: file.path, named: tunnels, tunnel: tunnelName(client), device: name } },
  }
}

/** Names behind `oif` and `oifname`, in sets or alone. */
function interfaces(chain: string): string[] {
  const groups = chain.match(/\boif(?:name)?\s+(?:\{[^}]*\}|"[^"\n]*"|[\w*.-]+)/g) ?? []
  return groups.flatMap(group => group.replace(/^\w+\s+/, '').match(/[\w*.-]+/g) ?? [])
}

const covers = (written: string, name: string): boolean =>
  written.endsWith('*') ? name.startsWith(written.slice(0, -1)) : written === name
