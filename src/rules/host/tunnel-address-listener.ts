import type { Listener } from '../../formats/nginx/model.ts'
import { readAddress } from '../../formats/nginx/resolve/address.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import { daemonReload, property, reloadedByFile } from '../../remedies/systemd.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { type Absent, absence, bare } from './absent-address.ts'
import { hostFiles } from './companion.ts'
import { tunnelName } from './full-tunnel.ts'
import type { HostModel } from './model.ts'

function* findings(host: HostModel): Generator<Observation> {
  if (host.nginx.length === 0) return
  for (const listener of host.nginx.flatMap(({ listeners }) => listeners)) {
    const directive = listener.listens[0]?.directive
    if (!directive || !isSpecific(listener) || mayBind(host, listener.family)) continue
    const absent = absence(host, bare(listener))
    if (absent && !waits(host, absent)) yield found(absent, { directive, message: 'listen', subject: listener.subject })
  }
  for (const directive of bindings(host)) {
    const address = directive.args[0]?.value ?? ''
    const { family } = readAddress(address, 0)
    const absent = family === 'ipv4' && !mayBind(host, family) ? absence(host, address) : undefined
    if (absent?.tunnel)
      yield found(absent, { directive, message: 'bind', subject: `${directive.name.value} ${address}` })
  }
}

const isSpecific = ({ family, address, reach }: Listener): boolean =>
  (family === 'ipv4' || family === 'ipv6') && address !== '*' && address !== '[::]' && reach !== 'loopback'

/** ip_nonlocal_bind lets a socket have an address that is not there, for each family. */
const mayBind = (host: HostModel, family: string): boolean =>
  host.sysctl.some(model => numberOf(model.value(`net.${family}.ip_nonlocal_bind`)?.value ?? '0') !== 0)

/** nginx is ordered behind the tunnel by a unit of the host. */
function waits(host: HostModel, { tunnel }: Absent): boolean {
  const units = ['/etc/systemd/system/nginx.service.d', '/etc/systemd/system'].flatMap(directory =>
    hostFiles(host, directory, directory.endsWith('.d') ? /\.conf$/ : /^nginx\.service$/),
  )
  return tunnel !== undefined && units.some(({ text }) => /^[ \t]*After=[^\n]*openvpn/m.test(text))
}

const bindings = (host: HostModel): Directive[] =>
  host.nginx.flatMap(model => model.writers('proxy_bind').flatMap(level => level.written('proxy_bind')))

interface Socket {
  readonly directive: Directive
  readonly message: 'listen' | 'bind'
  readonly subject: string
}

const found = (absent: Absent, { directive, message, subject }: Socket): Observation => ({
  at: placeOf(directive),
  subject,
  ...(message === 'bind' ? { severity: 'low' as const } : {}),
  message: {
    id: absent.floating ? 'floating' : message,
    params: {
      address: absent.address,
      tunnel: absent.tunnel ? tunnelName(absent.tunnel) : '',
      file: absent.floating?.path ?? '',
    },
  },
  fixes: message === 'listen' ? [remedy(absent)] : [],
})

function remedy({ address, tunnel }: Absent): Fix {
  const unit = tunnel?.unit && `${tunnel.unit.template}${tunnel.unit.instance}.service`
  const steps = unit ? ordered(address, unit) : nonlocal
  return {
    title: unit
      ? { en: `Start nginx when ${unit} has given the address`, zh: `在 ${unit} 提供该地址之后启动 nginx` }
      : { en: 'Let sockets have addresses that are not there', zh: '允许套接字绑定尚不存在的地址' },
    safety: 'unsafe',
    edits: [],
    changes: [],
    steps,
  }
}

const reload = (unit: string): Step => ({
  kind: 'command',
  id: 'host/nginx-order',
  title: { en: 'Read the units again', zh: '重新读取单元' },
  needs: ['host/nginx-order-unit'],
  risk: 'low',
  commands: [daemonReload],
  verify: [property('nginx.service', 'After', unit)],
  undone: reloadedByFile,
})

const ordered = (address: string, unit: string): Step[] => [
  {
    kind: 'write',
    id: 'host/nginx-order-unit',
    title: { en: 'Let nginx wait for the address of the tunnel', zh: '让 nginx 等待隧道地址' },
    needs: [],
    risk: 'low',
    path: '/etc/systemd/system/nginx.service.d/tunnel.conf',
    text: `[Unit]\nAfter=${unit}\nWants=${unit}\n\n[Service]\nExecStartPre=/bin/sh -c 'for i in 1 2 3 4 5 6; do ip -o addr show to ${address} | grep -q . && exit 0; sleep 5; done; exit 1'\n`,
    mode: '644',
    undo: [daemonReload],
  },
  reload(unit),
]

const key = 'net.ipv4.ip_nonlocal_bind'
const nonlocalFile = '/etc/sysctl.d/zz-nonlocal-bind.conf'

const nonlocal: readonly Step[] = [
  {
    kind: 'write',
    id: 'host/nonlocal-bind',
    title: { en: 'Let sockets have addresses that are not there', zh: '允许套接字绑定尚不存在的地址' },
    needs: [],
    risk: 'low',
    path: nonlocalFile,
    text: `${key} = 1\n`,
    mode: '644',
  },
  {
    kind: 'command',
    id: 'sysctl/apply-nonlocal-bind',
    title: { en: 'Apply the file', zh: '应用该文件' },
    needs: ['host/nonlocal-bind'],
    risk: 'low',
    keeps: [key],
    commands: [{ argv: ['sysctl', '-p', nonlocalFile], root: true }],
    verify: [
      {
        argv: ['sysctl', '-n', key],
        root: true,
        expect: { equals: '1' },
        says: { en: `${key} is 1`, zh: `${key} 为 1` },
      },
    ],
  },
]

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/tunnel-address-listener',
  format: 'host',
  title: { en: 'Sockets on addresses that are not there yet', zh: '套接字使用尚不存在的地址' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    listen: {
      en: 'nginx listens on {address}, which exists only while {tunnel} is up: at boot nginx may start first and fails',
      zh: 'nginx 监听 {address}，而该地址只在 {tunnel} 建立后存在：启动时 nginx 可能先启动而失败',
    },
    bind: {
      en: 'nginx sends from {address}, which exists only while {tunnel} is up: without it these requests fail',
      zh: 'nginx 从 {address} 发出请求，而该地址只在 {tunnel} 建立后存在：否则这些请求会失败',
    },
    floating: {
      en: 'nginx listens on {address}, which {file} lets wander between hosts: where it is not, nginx does not start',
      zh: 'nginx 监听 {address}，而 {file} 让该地址在主机间漂移：在没有该地址的主机上 nginx 无法启动',
    },
  },
  defaults: {},
  check: findings,
})
