import type { OpenvpnModel, Remote } from '../../formats/openvpn/model.ts'
import type { Ask, Fix, Step } from '../fix.ts'
import { root } from '../root.ts'
import { daemonReload } from '../systemd.ts'
import { deviceOf, fullTunnelEdits } from './client.ts'
import { compressionLines, otherEnd } from './compression.ts'
import { killSwitchSteps } from './kill-switch-steps.ts'
import { refuseNetworks } from './networks.ts'
import { multihomeDone, multihomeSteps } from './own-servers.ts'
import { withFormerFile } from './service.ts'
import { addressesOf, type Tunnel } from './tunnel.ts'
import { isPlainName, remoteCheck, tunnelCheck, waitForTunnel } from './tunnel-checks.ts'
import { restartDropIn } from './units.ts'
import { uplinkScript } from './uplink.ts'
import { refuseUplink, stateUplink, uplinkAsks, uplinkOf } from './uplink-choice.ts'
import { uplinkSteps } from './uplink-steps.ts'

const unitOf = (client: OpenvpnModel): string => `openvpn-client@${client.unit?.instance ?? 'client'}`

/**
 * All traffic through the tunnel on a host that others connect to. The order is what keeps the operator's session:
 * reply routing, then the kill switch, then the tunnel.
 * @returns undefined when a name in the file could not be written into rules safely.
 */
export function fullTunnelFix(tunnel: Tunnel): Fix | undefined {
  const device = deviceOf(tunnel.client, tunnel.servers)
  if (!isPlainName(device) || !isPlainName(unitOf(tunnel.client))) return undefined
  const unknown = tunnel.client.remotes.filter(remote => addressesOf(remote, tunnel.hosts).length === 0)
  const against = refuseUplink(uplinkOf(tunnel.options), device)
  const whole = (): Step[] => (against ? [stateUplink(against)] : allSteps(tunnel, device))
  const steps = unknown.length > 0 ? [pinFirst(unknown)] : whole()
  return {
    title: {
      en: 'Send everything through the tunnel and keep the public services',
      zh: '全部流量经隧道，并保留公网服务',
    },
    safety: 'unsafe',
    edits: [],
    changes: ['*'],
    steps,
    ...(unknown.length === 0 && { asks: asksOf(tunnel, device) }),
  }
}

const asksOf = ({ options, forwards, uplink }: Tunnel, device: string): Ask[] => [
  {
    id: 'servicePorts',
    option: 'servicePorts',
    question: {
      en: 'TCP ports of public services besides those of nginx, yours to log in included',
      zh: '除 nginx 之外对公网提供服务的 TCP 端口（含登录所用端口）',
    },
    default: options.servicePorts.join(', '),
  },
  {
    id: 'localNetworks',
    option: 'localNetworks',
    question: { en: 'Networks that stay reachable outside the tunnel', zh: '无需经隧道即可访问的网段' },
    default: options.localNetworks.join(', '),
    refuse: refuseNetworks,
  },
  ...(forwards ? [inside(options.insideInterfaces)] : []),
  ...uplinkAsks(uplinkOf(options), uplink, device),
]

const inside = (names: readonly string[]): Ask => ({
  id: 'insideInterfaces',
  option: 'insideInterfaces',
  question: {
    en: 'Interfaces of containers and networks behind this host (br-* means every ending)',
    zh: '本机后方的容器与网络接口（br-* 表示任意结尾）',
  },
  default: names.join(', '),
})

const allSteps = (tunnel: Tunnel, device: string): Step[] => [
  ...uplinkSteps(unitOf(tunnel.client), uplinkScript(device, uplinkOf(tunnel.options))),
  ...multihomeSteps(tunnel.servers),
  ...killSwitchSteps(tunnel, device),
  ...clientSteps(tunnel, device),
]

const pinFirst = (remotes: readonly Remote[]): Step => {
  const names = [...new Set(remotes.map(({ host }) => host))].join(', ')
  return {
    kind: 'decide',
    id: `host/pin-remote:${names}`,
    title: { en: `Pin ${names} in /etc/hosts`, zh: `在 /etc/hosts 中固定 ${names}` },
    needs: [],
    risk: 'none',
    question: {
      en: `Behind a kill switch ${names} cannot be resolved and the tunnel never comes up: write its address into /etc/hosts, then make a new plan`,
      zh: `断网保护生效后无法解析 ${names}，隧道将无法建立：请将其地址写入 /etc/hosts 后重新生成计划`,
    },
  }
}

function clientSteps({ client, servers, hosts, options }: Tunnel, device: string): Step[] {
  const unit = unitOf(client)
  const before = client.unit?.template === 'openvpn@' ? `openvpn@${client.unit.instance}` : undefined
  const old = before === undefined ? [] : [root('systemctl', 'disable', '--now', before)]
  const addresses = client.remotes.flatMap(remote => addressesOf(remote, hosts))
  const framed = compressionLines(client).length > 0 ? [otherEnd] : []
  const edit: Step = {
    kind: 'edit',
    id: `openvpn/full-tunnel:${unit}`,
    title: { en: 'Let the client take all traffic, IPv6 included', zh: '客户端接管全部流量（含 IPv6）' },
    needs: ['host/kill-switch', ...multihomeDone(servers), ...framed.map(({ id }) => id)],
    risk: 'behaviour',
    edits: fullTunnelEdits(client, device, options.uplinkGateway),
    ...withFormerFile(client),
  }
  return [
    ...framed,
    ...(edit.edits.length > 0 ? [edit] : []),
    {
      kind: 'write',
      // The step of openvpn/unit-restart: one and the same in a plan.
      id: `openvpn/restart:${unit}.service`,
      title: { en: 'Restart the client when it fails', zh: '客户端失败时自动重启' },
      needs: [],
      risk: 'none',
      path: `/etc/systemd/system/${unit}.service.d/restart.conf`,
      text: restartDropIn,
      mode: '644',
      undo: [daemonReload],
    },
    {
      kind: 'command',
      id: `openvpn/start:${unit}`,
      title: { en: 'Start the tunnel', zh: '启动隧道' },
      needs: [`openvpn/full-tunnel:${unit}`, `openvpn/restart:${unit}.service`, 'host/kill-switch', 'host/uplink'],
      risk: 'lockout',
      commands: [
        ...old,
        daemonReload,
        root('systemctl', 'enable', unit),
        root('systemctl', 'restart', unit),
        waitForTunnel(device),
      ],
      verify: [tunnelCheck(device), ...addresses.map(address => remoteCheck(address, device))],
      units: [...(before === undefined ? [] : [before]), unit],
    },
  ]
}
