import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

interface Conflict {
  readonly keys: readonly string[]
  readonly roles: readonly Role[]
  readonly message: string
  /** What the role needs. */
  readonly value: string
}

/** Forwarding on hosts with containers or virtual machines is the matter of host/container-forwarding. */
const conflicts: readonly Conflict[] = [
  { keys: ['net.ipv4.ip_forward'], roles: ['router', 'vpn-gateway'], message: 'forward', value: '1' },
  {
    keys: ['net.bridge.bridge-nf-call-iptables', 'net.bridge.bridge-nf-call-ip6tables'],
    roles: ['kubernetes-node'],
    message: 'bridge',
    value: '1',
  },
  {
    keys: ['kernel.unprivileged_userns_clone'],
    roles: ['desktop', 'container-host'],
    message: 'namespaces',
    value: '1',
  },
  { keys: ['user.max_user_namespaces'], roles: ['desktop', 'container-host'], message: 'namespaces', value: '10000' },
]

function* findings(model: SysctlModel, roles: readonly Role[]): Generator<Observation> {
  for (const { keys, roles: needing, message, value } of conflicts) {
    const role = needing.find(each => roles.includes(each))
    if (!role) continue
    for (const key of keys) {
      const held = model.value(key)
      if (held?.statement && numberOf(held.value) === 0) yield found(model, held, { message, role, value })
    }
  }
  const seal = model.value('kernel.kexec_load_disabled')
  if (model.evidence.setters.has('kdump') && seal?.statement && numberOf(seal.value) === 1)
    yield found(model, seal, { message: 'kdump', role: 'kdump', value: undefined })
}

interface Against {
  readonly message: string
  readonly role: string
  readonly value: string | undefined
}

function found(model: SysctlModel, held: Effective, { message, role, value }: Against): Observation {
  const { key, statement } = held
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
  messages: {
    forward: {
      en: '{key} is "{value}", and this host is a {role}: what it passes on stops',
      zh: '{key} 为 "{value}",而本机是 {role}:经它转发的流量会中断',
    },
    bridge: {
      en: '{key} is "{value}", and this host is a {role}: service addresses of the cluster stop working',
      zh: '{key} 为 "{value}",而本机是 {role}:集群的服务地址会失效',
    },
    namespaces: {
      en: '{key} is "{value}", and this host is a {role}: rootless containers and sandboxes stop working',
      zh: '{key} 为 "{value}",而本机是 {role}:无根容器和沙箱会停止工作',
    },
    kdump: {
      en: '{key} is "{value}", and kdump is installed: the crash kernel cannot be loaded any more',
      zh: '{key} 为 "{value}",而已安装 kdump:崩溃内核将无法加载',
    },
  },
  defaults: {},
  check: (model, _options, { roles }) => findings(model, roles),
})
