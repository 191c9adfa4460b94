import { numberOf } from '../../formats/sysctl/integer.ts'
import { keyOf } from '../../formats/sysctl/key.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

interface Conflict {
  readonly keys: readonly string[]
  readonly roles: readonly Role[]
  readonly message: string
  /** What the role needs. */
  readonly value: string
  /** Default: 0 does. */
  breaks?(value: number): boolean
  /** Right for one kind of host and wrong for another: said as information where nothing tells the role. */
  readonly doubtful?: boolean
}

/** Forwarding on hosts with containers or virtual machines is the matter of host/container-forwarding. */
const conflicts: readonly Conflict[] = [
  { keys: ['net.ipv4.ip_forward'], roles: ['router', 'vpn-gateway'], message: 'forward', value: '1' },
  {
    keys: ['net.bridge.bridge-nf-call-iptables', 'net.bridge.bridge-nf-call-ip6tables'],
    roles: ['kubernetes-node'],
    message: 'bridge',
    value: '1',
    doubtful: true,
  },
  {
    keys: ['kernel.yama.ptrace_scope'],
    roles: ['desktop'],
    message: 'crash',
    value: '1',
    breaks: value => value > 1,
  },
  {
    keys: ['kernel.unprivileged_userns_clone'],
    roles: ['desktop', 'container-host'],
    message: 'namespaces',
    value: '1',
    doubtful: true,
  },
  {
    keys: ['user.max_user_namespaces'],
    roles: ['desktop', 'container-host'],
    message: 'namespaces',
    value: '10000',
    doubtful: true,
  },
]

type Shown = ReadonlyMap<Role, string>

function* findings(model: SysctlModel, shown: Shown): Generator<Observation> {
  for (const conflict of conflicts) {
    const role = conflict.roles.find(each => shown.has(each) && !isOther(conflict, shown.get(each)))
    for (const held of broken(model, conflict)) {
      const { message, value } = conflict
      if (role) yield found(model, held, { message, role: named(role, shown), value })
      else if (shown.size === 0 && conflict.doubtful) yield doubt(held, conflict)
    }
  }
  const seal = model.value('kernel.kexec_load_disabled')
  if (model.evidence.setters.has('kdump') && seal?.statement && numberOf(seal.value) === 1)
    yield found(model, seal, { message: 'kdump', role: 'kdump', value: undefined })
  yield* advertised(model)
  yield* strictPath(model, shown)
}

/** A gateway that is one by the IPv6 routes that it pushes need not forward IPv4. */
const isOther = ({ message }: Conflict, shown = ''): boolean =>
  message === 'forward' && shown.includes('push "route-ipv6 ')

const broken = (model: SysctlModel, { keys, breaks = value => value === 0 }: Conflict): Effective[] =>
  keys.flatMap(key => {
    const held = model.value(key)
    return held?.statement && breaks(numberOf(held.value)) ? [held] : []
  })

/** `vpn-gateway (etc/openvpn/server/hq.conf)` */
const named = (role: Role, shown: Shown): string => `${role} (${shown.get(role)})`

const doubt = (held: Effective, { roles }: Conflict): Observation => ({
  at: placeOf(held.statement!.directive),
  subject: held.key,
  severity: 'info',
  message: { id: 'unknown', params: { key: held.key, value: held.written, roles } },
})

/** Router advertisements switched off where the address comes from them: the host loses its IPv6 address. */
function* advertised(model: SysctlModel): Generator<Observation> {
  const { slaac } = model.evidence
  if (!slaac) return
  for (const name of slaac.interface === undefined ? ['*'] : [slaac.interface]) {
    const held = model.value(keyOf('ipv6', name, 'accept_ra'))
    if (held?.statement && numberOf(held.value) === 0)
      yield found(model, held, { message: 'slaac', role: slaac.file.path, value: '1' })
  }
}

/** Several ways to the world, and a filter that knows one: by role and by rules that route by a mark or source. */
function* strictPath(model: SysctlModel, shown: Shown): Generator<Observation> {
  const role = (['router', 'vpn-gateway'] as const).find(each => shown.has(each))
  const { policyRouting } = model.evidence
  if (!role || !policyRouting) return
  const force = model.inForce('ipv4', 'rp_filter', '*')
  const held = force?.value === 1 ? force.from.find(each => each.statement && numberOf(each.value) === 1) : undefined
  if (held) yield found(model, held, { message: 'strict', role: named(role, shown), value: '2' })
}

interface Against {
  readonly message: string
  readonly role: string
  readonly value: string | undefined
}

function found(model: SysctlModel, held: Effective, { message, role, value }: Against): Observation {
  const { key, statement } = held
  const steps = value ? applySteps(model, [[key, value]]) : []
  return {
    at: placeOf(statement!.directive),
    subject: key,
    message: { id: message, params: { key, value: held.written, role } },
    fixes: value
      ? [
          {
            title: { en: `Set ${key} to ${value}`, zh: `将 ${key} 设为 ${value}` },
            safety: 'unsafe',
            edits: assign(model, [[key, value]], statement),
            changes: changesOf(model, [key]),
            ...(steps.length > 0 && { steps }),
          },
        ]
      : [],
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/role-conflict',
  format: 'sysctl',
  title: { en: 'Values against the role of the host', zh: '与主机角色冲突的值' },
  severity: 'high',
  confidence: 'medium',
  tags: ['roles'],
  yieldsTo: ['host/container-forwarding', 'host/forwarding-pushed-routes'],
  messages: {
    forward: {
      en: '{key} is "{value}", and this host is a {role}: what it passes on stops',
      zh: '{key} 为 "{value}"，而本机是 {role}：经它转发的流量会中断',
    },
    bridge: {
      en: '{key} is "{value}", and this host is a {role}: service addresses of the cluster stop working',
      zh: '{key} 为 "{value}"，而本机是 {role}：集群的服务地址会失效',
    },
    namespaces: {
      en: '{key} is "{value}", and this host is a {role}: rootless containers and sandboxes stop working',
      zh: '{key} 为 "{value}"，而本机是 {role}：无根容器和沙箱会停止工作',
    },
    crash: {
      en: '{key} is "{value}", and this host is a {role}: crash handlers and debuggers of its users cannot attach any more',
      zh: '{key} 为 "{value}"，而本机是 {role}：用户的崩溃处理程序和调试器将无法附加',
    },
    unknown: {
      en: '{key} is "{value}": right for a server, wrong for {roles}, and no file tells the role of this host (--role states it)',
      zh: '{key} 为 "{value}"：对服务器合适，对 {roles} 则不然，而没有文件表明本机的角色(可用 --role 指定)',
    },
    slaac: {
      en: '{key} is "{value}", and {role} takes the address from router advertisements: the host loses it',
      zh: '{key} 为 "{value}"，而 {role} 从路由器通告获取地址：主机会失去该地址',
    },
    strict: {
      en: '{key} is "{value}", and this host is a {role} with several routing tables: packets that come by another way are dropped',
      zh: '{key} 为 "{value}"，而本机是使用多张路由表的 {role}：从另一条路径到达的数据包会被丢弃',
    },
    kdump: {
      en: '{key} is "{value}", and kdump is installed: the crash kernel cannot be loaded any more',
      zh: '{key} 为 "{value}"，而已安装 kdump：崩溃内核将无法加载',
    },
  },
  defaults: {},
  check: (model, _options, { roles, shown }) => findings(model, shown ?? new Map(roles.map(role => [role, '--role']))),
})
