import { numberOf } from '../../formats/sysctl/integer.ts'
import { interfaceKey, variable } from '../../formats/sysctl/key.ts'
import type { Effective, SysctlModel } from '../../formats/sysctl/model.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { Role } from '../../target/index.ts'
import { deleteDirective } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Severity } from '../rule.ts'

/** Roles that pass packets on by profession. */
const forwarding: readonly Role[] = ['router', 'vpn-gateway', 'container-host', 'kubernetes-node', 'hypervisor']

const ipv4 = 'net.ipv4.ip_forward'
const ipv6 = 'net.ipv6.conf.all.forwarding'

interface Kind {
  readonly message: string
  readonly severity: Severity
}

function* findings(model: SysctlModel, roles: readonly Role[]): Generator<Observation> {
  if (roles.some(role => forwarding.includes(role))) return
  for (const [key, held] of model.outcomes[model.applier].values) {
    if (held.because !== undefined || !held.statement || !(numberOf(held.value) > 0)) continue
    const kind = kindOf(key, model)
    if (kind) yield found(model, held, kind)
  }
}

function kindOf(key: string, model: SysctlModel): Kind | undefined {
  if (key === ipv4) return { message: 'ipv4', severity: 'high' }
  if (key === ipv6) return { message: 'ipv6', severity: 'high' }
  const found = interfaceKey(key)
  if (found?.attribute === 'bc_forwarding' && found.name === 'all') return { message: 'broadcast', severity: 'low' }
  if (found?.attribute === 'force_forwarding') return { message: 'interface', severity: 'high' }
  if (found?.attribute !== 'forwarding' || found.family === 'ipv6' || isOn(model)) return undefined
  return found.name === 'default'
    ? { message: 'later', severity: 'medium' }
    : { message: 'interface', severity: 'high' }
}

/** Then every interface forwards anyway, and that one line is the cause. */
const isOn = (model: SysctlModel): boolean => numberOf(model.value(ipv4)?.value ?? '0') !== 0

function found(model: SysctlModel, held: Effective, { message, severity }: Kind): Observation {
  const statement = held.statement!
  const key = statement.systemd.key ?? held.key
  return {
    at: placeOf(statement.directive),
    subject: key,
    severity,
    confidence: model.complete ? 'high' : 'medium',
    message: { id: message, params: { key, value: held.written } },
    fixes: [fixOf(model, held, key)],
  }
}

function fixOf(model: SysctlModel, held: Effective, key: string): Fix {
  const switches = variable(key) === ipv4 || key === ipv6
  const { directive } = held.statement!
  const steps = applySteps(model, key, [[key, '0']])
  return {
    title: switches ? { en: `Set ${key} to 0`, zh: `将 ${key} 设为 0` } : { en: `Delete ${key}`, zh: `删除 ${key}` },
    safety: 'unsafe',
    edits: switches ? assign(model, [[key, '0']], held.statement) : [deleteDirective(directive)],
    changes: changesOf(model, [key]),
    ...(steps.length > 0 && { steps }),
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/ip-forward',
  format: 'sysctl',
  title: { en: 'Forwarding without need', zh: '不必要的转发' },
  severity: 'high',
  confidence: 'high',
  tags: ['network', 'routing'],
  messages: {
    ipv4: {
      en: '{key} is "{value}" and no role of this host needs it: whoever reaches one network reaches the others through it',
      zh: '{key} 为 "{value}",而本机没有需要它的角色:能到达一个网络的人可经本机到达其他网络',
    },
    ipv6: {
      en: '{key} is "{value}" and no role of this host needs it: every interface forwards IPv6, whatever its own value',
      zh: '{key} 为 "{value}",而本机没有需要它的角色:所有接口都会转发 IPv6,与接口自己的值无关',
    },
    interface: {
      en: '{key} is "{value}": this interface forwards although net.ipv4.ip_forward is off',
      zh: '{key} 为 "{value}":即使 net.ipv4.ip_forward 关闭,该接口仍会转发',
    },
    later: {
      en: '{key} is "{value}": interfaces that appear later forward although net.ipv4.ip_forward is off',
      zh: '{key} 为 "{value}":即使 net.ipv4.ip_forward 关闭,以后出现的接口仍会转发',
    },
    broadcast: {
      en: '{key} is "{value}": packets to broadcast addresses of other networks are passed on',
      zh: '{key} 为 "{value}":发往其他网络广播地址的数据包会被转发',
    },
  },
  defaults: {},
  check: (model, _options, { roles }) => findings(model, roles),
})
