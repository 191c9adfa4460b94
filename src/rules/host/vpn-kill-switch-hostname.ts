import { tunnelDefaults } from '../../remedies/openvpn/options.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { hostFile } from './companion.ts'
import { fullTunnels, tunnelFix, tunnelName } from './full-tunnel.ts'
import { killSwitchOf } from './kill-switch.ts'
import type { HostModel } from './model.ts'

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/vpn-kill-switch-hostname',
  format: 'host',
  title: { en: 'A kill switch keeps the tunnel from coming up', zh: '断网保护使隧道无法建立' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    found: {
      en: '{tunnel} looks up "{name}", and the output policy of "{file}" drops the query: the tunnel never comes up',
      zh: '{tunnel} 需要解析 "{name}"，而 "{file}" 的出站策略会丢弃查询：隧道永远无法建立',
    },
  },
  defaults: {},
  check: findings,
})

function* findings(host: HostModel): Iterable<Observation> {
  const kill = killSwitchOf(host)
  if (!kill || letsNamesThrough(kill.chain)) return
  const pinned = namesIn(hostFile(host, '/etc/hosts')?.text ?? '')
  for (const client of fullTunnels(host)) {
    const remote = client.remotes.find(({ numeric, host: name }) => !numeric && !pinned.has(name))
    if (!remote) continue
    yield {
      at: placeOf(remote.line.directive),
      subject: `${tunnelName(client)} ${remote.host}`,
      message: { id: 'found', params: { tunnel: tunnelName(client), name: remote.host, file: kill.file.path } },
      related: [
        {
          at: { file: kill.file, span: { start: kill.start, end: kill.start } },
          message: { en: 'the policy drops what no rule accepts', zh: '未被规则接受的流量均被丢弃' },
        },
      ],
      ...tunnelFix(host, client, tunnelDefaults),
    }
  }
}

/** A rule for DNS to a resolver outside the tunnel. */
const letsNamesThrough = (chain: string): boolean =>
  /\bdport\s+(?:53|domain)\b[^\n;]*\baccept\b/.test(chain) ||
  [...chain.matchAll(/\bdport\s+\{([^{}]*)\}([^\n;]*)/g)].some(
    ([, ports = '', verdict = '']) => /\b(?:53|domain)\b/.test(ports) && /\baccept\b/.test(verdict),
  )

const namesIn = (hosts: string): Set<string> =>
  new Set(hosts.split('\n').flatMap(line => line.replace(/#.*/, '').trim().split(/\s+/).slice(1)))
