import type { Listener } from '../../formats/nginx/model.ts'
import { type TunnelOptions, tunnelDefaults, tunnelSchema } from '../../remedies/openvpn/options.ts'
import { defineRule, type Observation, placeOf, type Related, type Rule } from '../rule.ts'
import { fullTunnels, nginxOf, tunnelFix, tunnelName, tunnelPlace } from './full-tunnel.ts'
import type { HostModel } from './model.ts'
import { hasReplyRouting } from './reply-routing.ts'

export const rule: Rule<HostModel, TunnelOptions> = defineRule<HostModel, TunnelOptions>({
  id: 'host/full-tunnel-public-listener',
  format: 'host',
  title: { en: 'A full tunnel takes the replies of public services', zh: '全隧道会带走公网服务的应答' },
  severity: 'critical',
  confidence: 'high',
  tags: ['host'],
  messages: {
    found: {
      en: '{tunnel} takes all traffic into the tunnel while nginx listens on {sockets}: replies to visitors are lost',
      zh: '{tunnel} 将全部流量送入隧道，而 nginx 监听 {sockets}：对访问者的应答会丢失',
    },
  },
  schema: { type: 'object', properties: tunnelSchema },
  defaults: tunnelDefaults,
  check: findings,
})

const manyRelated = 20

function* findings(host: HostModel, options: TunnelOptions): Iterable<Observation> {
  const public_ = nginxOf(host).flatMap(({ listeners }) => listeners.filter(isPublic))
  const tunnels = public_.length === 0 ? [] : fullTunnels(host)
  if (tunnels.length === 0 || hasReplyRouting(host)) return
  for (const client of tunnels) {
    yield {
      at: tunnelPlace(client),
      subject: tunnelName(client),
      message: { id: 'found', params: { tunnel: tunnelName(client), sockets: public_.map(({ subject }) => subject) } },
      // Rules made by hand or by a script that was not given would be enough.
      ...(!host.store.complete && { confidence: 'medium' }),
      related: public_.slice(0, manyRelated).flatMap(related),
      ...tunnelFix(host, client, options),
    }
  }
}

const isPublic = ({ reach }: Listener): boolean => reach === 'public'

function related({ listens, subject }: Listener): Related[] {
  const directive = listens[0]?.directive
  return directive ? [{ at: placeOf(directive), message: { en: `listens on ${subject}`, zh: `监听 ${subject}` } }] : []
}
