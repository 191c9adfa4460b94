import type { OpenvpnModel, PushedOption } from '../../formats/openvpn/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Fix, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/forwarding-pushed-routes',
  format: 'host',
  title: { en: 'A VPN server pushes routes and does not forward', zh: 'VPN 服务器推送路由却不转发' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  yieldsTo: ['host/container-forwarding'],
  messages: {
    off: {
      en: '{server} pushes "{push}", but {key} is "{value}": what clients send into the tunnel is dropped',
      zh: '{server} 推送 "{push}"，但 {key} 为 "{value}"：客户端送入隧道的流量会被丢弃',
    },
    later: {
      en: '{server} pushes "{push}" and the running kernel forwards, but the files set {key} to "{value}": from the next boot on, what clients send into the tunnel is dropped',
      zh: '{server} 推送 "{push}"，运行中的内核会转发，但文件将 {key} 设为 "{value}"：下次启动后客户端送入隧道的流量会被丢弃',
    },
  },
  defaults: {},
  check: findings,
})

type Family = 'ipv4' | 'ipv6'
const keys: Readonly<Record<Family, string>> = { ipv4: 'net.ipv4.ip_forward', ipv6: 'net.ipv6.conf.all.forwarding' }

/** One finding for each server and family, at the line that switches forwarding off, else at the push. */
function* findings(host: HostModel): Iterable<Observation> {
  const sysctl = (host.sysctl as readonly SysctlModel[]).find(({ scope }) => scope === 'host')
  if (!sysctl) return
  for (const server of host.openvpn as readonly OpenvpnModel[]) {
    if (server.role !== 'server') continue
    for (const family of ['ipv4', 'ipv6'] as const) {
      const push = server.push.find(each => familyOf(each) === family || takesAll(each, family))
      const held = sysctl.value(keys[family])
      if (push && held && held.value === '0' && isKnown(sysctl, held)) yield observation({ server, push, held, sysctl })
    }
  }
}

function familyOf({ name }: PushedOption): Family | undefined {
  return name === 'route' ? 'ipv4' : name === 'route-ipv6' ? 'ipv6' : undefined
}

const takesAll = ({ name, params }: PushedOption, family: Family): boolean =>
  name === 'redirect-gateway' && (family === 'ipv6' ? params.includes('ipv6') : !params.includes('!ipv4'))

/**
 * Somebody wrote the zero, or nobody writes anything: then the kernel that runs says it, else the whole host has to be
 * known, as others may set it later.
 */
function isKnown(sysctl: SysctlModel, held: Effective): boolean {
  if (held.statement !== undefined) return true
  const running = live(sysctl, held)
  return running === undefined ? sysctl.complete && held.origin === 'default' : numberOf(running) === 0
}

const live = ({ snapshot }: SysctlModel, { key }: Effective): string | undefined => snapshot?.values.get(key)

interface Case {
  readonly server: OpenvpnModel
  readonly push: PushedOption
  readonly held: Effective
  readonly sysctl: SysctlModel
}

function observation({ server, push, held, sysctl }: Case): Observation {
  const setters = ['docker', 'networkd', 'libvirt', 'kubelet'].filter(name => sysctl.evidence.setters.has(name))
  const pushed: Place = placeOf(push.line.directive)
  const running = live(sysctl, held)
  const forwards = running !== undefined && numberOf(running) !== 0
  const at = held.statement ? placeOf(held.statement.directive) : pushed
  return {
    at,
    subject: `${server.root} ${held.key}`,
    message: {
      id: forwards ? 'later' : 'off',
      params: { server: server.root, push: push.text, key: held.key, value: held.value },
    },
    // Such a program switches forwarding on by itself when it starts.
    ...(setters.length > 0 && { severity: 'info' }),
    related: [{ at: pushed, message: { en: `pushed to clients: ${push.text}`, zh: `推送给客户端：${push.text}` } }],
    fixes: [forward(sysctl, held)],
  }
}

function forward(sysctl: SysctlModel, { key }: Effective): Fix {
  const steps = applySteps(sysctl, [[key, '1']])
  return {
    title: { en: `Set ${key} to 1`, zh: `将 ${key} 设为 1` },
    safety: 'unsafe',
    edits: assign(sysctl, [[key, '1']]),
    changes: changesOf(sysctl, [key]),
    ...(steps.length > 0 && { steps }),
  }
}
