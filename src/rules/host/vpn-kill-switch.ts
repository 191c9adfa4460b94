import { type TunnelOptions, tunnelDefaults, tunnelSchema } from '../../remedies/openvpn/options.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'
import { forwards, fullTunnels, tunnelFix, tunnelName, tunnelPlace } from './full-tunnel.ts'
import { forwardDrop, killSwitchOf, ruleFiles } from './kill-switch.ts'
import type { HostModel } from './model.ts'

export const rule: Rule<HostModel, TunnelOptions> = defineRule<HostModel, TunnelOptions>({
  id: 'host/vpn-kill-switch',
  format: 'host',
  title: { en: 'Nothing holds traffic back when the tunnel dies', zh: '隧道中断时没有断网保护' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    found: {
      en: '{tunnel} takes all traffic, and no output policy keeps it from leaving in clear when the tunnel dies',
      zh: '{tunnel} 接管全部流量，但隧道中断时没有出站策略阻止明文流量外泄',
    },
    forwarded: {
      en: 'The host forwards for others, and no forward policy keeps that traffic from leaving in clear when {tunnel} dies',
      zh: '主机为他人转发流量，但 {tunnel} 中断时没有转发策略阻止这些流量以明文外泄',
    },
  },
  schema: { type: 'object', properties: tunnelSchema },
  defaults: tunnelDefaults,
  check: findings,
})

/** Silent where the firewall of the host was not given: nobody knows then. */
function* findings(host: HostModel, options: TunnelOptions): Iterable<Observation> {
  const tunnels = fullTunnels(host)
  if (tunnels.length === 0 || (ruleFiles(host).length === 0 && !host.store.complete)) return
  const own = killSwitchOf(host) !== undefined
  if (own && (!forwards(host) || forwardDrop(host))) return
  for (const client of tunnels) {
    const marked = client.byName.has('mark')
    if (marked) continue
    yield {
      at: tunnelPlace(client),
      subject: tunnelName(client),
      message: { id: own ? 'forwarded' : 'found', params: { tunnel: tunnelName(client) } },
      ...tunnelFix(host, client, options),
    }
  }
}
