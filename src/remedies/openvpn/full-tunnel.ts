import type { NginxModel } from '../../formats/nginx/model.ts'
import type { OpenvpnModel, Remote } from '../../formats/openvpn/model.ts'
import type { Ask, Command, Fix, Step } from '../fix.ts'
import { daemonReload } from '../systemd.ts'
import { deviceOf, fullTunnelEdits } from './client.ts'
import { compressionLines, otherEnd } from './compression.ts'
import { type Endpoint, killSwitchRules } from './kill-switch.ts'
import { refuseNetworks } from './networks.ts'
import type { TunnelOptions } from './options.ts'
import { multihomeDone, multihomeSteps } from './own-servers.ts'
import { withFormerFile } from './service.ts'
import { isPlainName, remoteCheck, tunnelCheck, waitForTunnel } from './tunnel-checks.ts'
import { killSwitchUnit, restartDropIn, uplinkUnit } from './units.ts'
import { uplinkScript } from './uplink.ts'
import { refuseUplink, stateUplink, type Uplink, uplinkAsks, uplinkOf } from './uplink-choice.ts'

export interface Tunnel {
  readonly client: OpenvpnModel
  readonly nginx: readonly NginxModel[]
  /** OpenVPN servers of the same host. */
  readonly servers: readonly OpenvpnModel[]
  /** Text of the host's /etc/hosts, for remotes given by name. */
  readonly hosts: string
  readonly options: TunnelOptions
  /** Packets of others pass through the host: containers, networks behind it. */
  readonly forwards: boolean
  /** What the host's files say about its uplink. */
  readonly uplink: Uplink
}

const rulesPath = '/etc/confward/vpn-killswitch.nft'
const root = (...argv: string[]): Command => ({ argv, root: true })
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

function addressesOf({ host, numeric }: Remote, hosts: string): string[] {
  if (numeric) return [host]
  const lines = hosts.split('\n').map(line => line.replace(/#.*/, '').trim().split(/\s+/))
  return lines.filter(([, ...names]) => names.includes(host)).map(([address]) => address as string)
}

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

const uplinkPath = '/usr/local/sbin/confward-uplink'

const uplinkSteps = (unit: string, script: string): Step[] => [
  {
    kind: 'write',
    id: 'host/uplink-script',
    title: { en: 'Write the reply routing', zh: '写入应答路由脚本' },
    needs: [],
    risk: 'none',
    path: uplinkPath,
    text: script,
    mode: '755',
    // Stopped by then, unless it ran before the plan: the rules of the former script are to be in force again.
    undo: [root('sh', '-c', again, 'confward-uplink.service')],
  },
  {
    kind: 'write',
    id: 'host/uplink-unit',
    title: { en: 'Start it before the tunnel at every boot', zh: '每次启动时先于隧道启用' },
    needs: ['host/uplink-script'],
    risk: 'none',
    path: '/etc/systemd/system/confward-uplink.service',
    text: uplinkUnit(unit),
    mode: '644',
    undo: [daemonReload],
  },
  {
    kind: 'command',
    id: 'host/uplink',
    title: { en: 'Route replies by the uplink', zh: '应答经上行接口返回' },
    why: {
      en: 'Without it the tunnel takes the replies of every public service, the session of the operator included',
      zh: '否则隧道会带走所有公网服务的应答，包括运维人员自己的会话',
    },
    needs: ['host/uplink-unit'],
    risk: 'lockout',
    commands: [
      daemonReload,
      root('systemctl', 'enable', '--now', 'confward-uplink.service'),
      // Where it ran already, with what an earlier plan wrote: done again it adds what is missing, and takes nothing away.
      root(uplinkPath, 'up'),
    ],
    verify: [
      {
        ...root('ip', 'rule', 'show', 'priority', '1000'),
        expect: { contains: 'lookup 128' },
        says: { en: 'replies have a rule of their own', zh: '应答有独立的路由规则' },
      },
    ],
    units: ['confward-uplink.service'],
  },
]

function killSwitchSteps({ client, nginx, servers, hosts, options, forwards }: Tunnel, device: string): Step[] {
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

/** The unit itself may be gone again. */
const again = 'if systemctl is-active --quiet "$0"; then systemctl restart "$0"; fi'

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
