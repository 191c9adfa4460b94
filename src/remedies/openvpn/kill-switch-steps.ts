import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel, Remote } from '../../formats/openvpn/model.ts'
import type { Step } from '../fix.ts'
import { root } from '../root.ts'
import { daemonReload } from '../systemd.ts'
import { type Endpoint, killSwitchRules } from './kill-switch.ts'
import { addressesOf, type Tunnel } from './tunnel.ts'
import { isPlainName } from './tunnel-checks.ts'
import { killSwitchUnit } from './units.ts'

const rulesPath = '/etc/confward/vpn-killswitch.nft'

/** Nothing leaves but through the tunnel, to its other end, and the replies of public services. */
export function killSwitchSteps({ client, nginx, servers, hosts, options, forwards }: Tunnel, device: string): Step[] {
  const listened = nginx.flatMap(model => model.listeners.filter(isPublicTcp).map(({ port }) => port))
  const text = killSwitchRules({
    device,
    endpoints: client.remotes.flatMap(remote => endpoints(remote, hosts)),
    // A web server is about to get the other of the two ports.
    servicePorts: [...options.servicePorts, ...(listened.includes(80) ? [443] : []), ...listened, ...tcpPorts(servers)],
    own: servers
      .filter(({ device: own }) => own.fixed && isPlainName(own.name.value))
      .map(each => each.device.name.value),
    localNetworks: options.localNetworks,
    ...(forwards && { inside: options.insideInterfaces }),
  })
  return [
    {
      kind: 'write',
      id: 'host/kill-switch-rules',
      title: { en: 'Write the kill switch', zh: '写入断网保护规则' },
      needs: [],
      risk: 'none',
      path: rulesPath,
      text,
      mode: '644',
      verify: [
        { ...root('nft', '-c', '-f', rulesPath), says: { en: 'nft accepts the rules', zh: 'nft 接受这些规则' } },
      ],
      undo: [root('sh', '-c', former, rulesPath)],
    },
    {
      kind: 'write',
      id: 'host/kill-switch-unit',
      title: { en: 'Load it before the network at every boot', zh: '每次启动时先于网络加载' },
      needs: ['host/kill-switch-rules'],
      risk: 'none',
      path: '/etc/systemd/system/confward-vpn-killswitch.service',
      text: killSwitchUnit(rulesPath),
      mode: '644',
      undo: [daemonReload],
    },
    {
      kind: 'command',
      id: 'host/kill-switch',
      title: { en: 'Load the kill switch', zh: '启用断网保护' },
      why: {
        en: 'When the tunnel dies nothing leaves in clear; package mirrors, time and name servers answer through the tunnel only',
        zh: '隧道中断时不会有明文流量外泄；软件源、对时与域名解析只能经隧道访问',
      },
      needs: ['host/uplink', 'host/kill-switch-unit'],
      risk: 'lockout',
      commands: [
        daemonReload,
        root('systemctl', 'enable', '--now', 'confward-vpn-killswitch.service'),
        // Where it was loaded already: the new rules take the place of the former ones at once, a restart would open a gap.
        root('nft', '-f', rulesPath),
      ],
      verify: [
        {
          ...root('nft', 'list', 'chain', 'inet', 'vpn_ks', 'output'),
          expect: { contains: 'policy drop' },
          says: { en: 'the kill switch is loaded', zh: '断网保护已加载' },
        },
      ],
      units: ['confward-vpn-killswitch.service'],
    },
  ]
}

/** Loaded still when the former rules are back: it was before the plan, and takes them at once. */
const former = 'if [ -e "$0" ] && nft list table inet vpn_ks > /dev/null 2>&1; then nft -f "$0"; fi'

const isPublicTcp = (listener: NginxModel['listeners'][number]): boolean =>
  listener.transport === 'tcp' && (listener.reach === 'public' || listener.reach === 'private')

const endpoints = (remote: Remote, hosts: string): Endpoint[] =>
  addressesOf(remote, hosts).map(address => ({
    address,
    port: Number(remote.port),
    protocol: remote.transport === 'udp' ? 'udp' : 'tcp',
  }))

const tcpPorts = (servers: readonly OpenvpnModel[]): number[] =>
  servers.filter(({ transport }) => transport.value !== 'udp').map(({ port }) => Number(port.value))
