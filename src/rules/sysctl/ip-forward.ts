import { numberOf } from '../../formats/sysctl/integer.ts'
import { interfaceKey, keyOf, variable } from '../../formats/sysctl/key.ts'
import type { Effective, Reading, Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { applySteps } from '../../remedies/sysctl/apply.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { deleted, isVendorFile } from '../../remedies/sysctl/lines.ts'
import type { Role } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import { deleteDirective, insertAfter } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Severity } from '../rule.ts'
import { isNamedFor, saysWhatFor } from './said-beside.ts'

/** Roles that pass packets on by profession. */
const forwarding: readonly Role[] = ['router', 'vpn-gateway', 'container-host', 'kubernetes-node', 'hypervisor']

const ipv4 = 'net.ipv4.ip_forward'
const ipv6 = 'net.ipv6.conf.all.forwarding'

interface Kind {
  readonly message: string
  readonly severity: Severity
}

function* findings(model: SysctlModel, roles: readonly Role[]): Generator<Observation> {
  if (roles.some(role => forwarding.includes(role)) || saysWhatFor(model)) return
  for (const [key, held] of model.outcomes[model.applier].values) {
    if (held.because !== undefined || !held.statement || !(numberOf(held.value) > 0)) continue
    if (isNamedFor(held.statement.directive.file.path)) continue
    const kind = kindOf(key, model)
    if (kind) yield found(model, held, kind)
  }
}

function kindOf(key: string, model: SysctlModel): Kind | undefined {
  if (key === ipv4 || key === ipv6) return switched(key, model)
  const found = interfaceKey(key)
  if (found?.attribute === 'bc_forwarding' && found.name === 'all') return { message: 'broadcast', severity: 'low' }
  if (found?.attribute === 'force_forwarding') return { message: 'interface', severity: 'high' }
  if (found?.attribute !== 'forwarding' || found.family === 'ipv6' || isOn(model)) return undefined
  return found.name === 'default'
    ? { message: 'later', severity: 'medium' }
    : { message: 'interface', severity: 'high' }
}

/** A drop-in by itself does not show what its host is for: it may come with the very thing that needs it. */
function switched(key: string, { scope }: SysctlModel): Kind {
  if (scope !== 'host') return { message: 'alone', severity: 'medium' }
  return { message: key === ipv4 ? 'ipv4' : 'ipv6', severity: 'high' }
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
  const statement = held.statement!
  const switches = variable(key) === ipv4 || key === ipv6
  const after = variable(key) === ipv4 ? redirectsAfter(model, statement) : []
  const wishes: readonly Assignment[] = [[key, '0'], ...after]
  const steps = applySteps(model, wishes)
  return {
    title: switches ? { en: `Set ${key} to 0`, zh: `将 ${key} 设为 0` } : { en: `Delete ${key}`, zh: `删除 ${key}` },
    safety: 'unsafe',
    edits: switches
      ? [...assign(model, [[key, '0']], statement), ...behind(model, statement, after)]
      : deleted(model, statement),
    changes: changesOf(
      model,
      wishes.map(([each]) => each),
    ),
    ...(steps.length > 0 && { steps }),
  }
}

const accept = 'net.ipv4.conf.all.accept_redirects'

/**
 * What keeps refusing redirects when forwarding goes. The host forwards until the files are applied again: the change
 * writes 1 over a line for conf.all that comes before. And without forwarding one of conf.all and the interface is
 * enough to accept them.
 */
function redirectsAfter(model: SysctlModel, switched: Statement): Assignment[] {
  const own = lastLine(model, accept)
  if (own?.kind !== 'assign' || numberOf(own.value) !== 0) return []
  const lines = model.outcomes[model.applier].files.flatMap(file => [...file.statements])
  const early = lines.indexOf(own.statement) < lines.lastIndexOf(switched) && !isVendorFile(model, own.statement)
  const others = ['default', '*'].map(name => keyOf('ipv4', name, 'accept_redirects'))
  const open = others.filter(each => numberOf(model.value(each)?.value ?? '1') !== 0)
  return [...(early ? [[accept, own.value] as const] : []), ...open.map((each): Assignment => [each, '0'])]
}

function lastLine(model: SysctlModel, key: string): (Reading & { readonly statement: Statement }) | undefined {
  const lines = model.outcomes[model.applier].files.flatMap(file => [...file.statements])
  const statement = lines.findLast(each => each[model.applier].kind === 'assign' && each[model.applier].key === key)
  return statement && { ...statement[model.applier], statement }
}

/** A line with the same value further down would not help: systemd keeps the earlier place of it. */
function behind(model: SysctlModel, { directive }: Statement, wishes: readonly Assignment[]): Edit[] {
  if (wishes.length === 0) return []
  const old = wishes.some(([key]) => key === accept) ? lastLine(model, accept)?.statement : undefined
  const lines = wishes.map(([key, value]) => `${key} = ${value}`)
  return [...(old ? [deleteDirective(old.directive)] : []), insertAfter(directive, lines)]
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
      zh: '{key} 为 "{value}"，而本机没有需要它的角色：能到达一个网络的人可经本机到达其他网络',
    },
    ipv6: {
      en: '{key} is "{value}" and no role of this host needs it: every interface forwards IPv6, whatever its own value',
      zh: '{key} 为 "{value}"，而本机没有需要它的角色：所有接口都会转发 IPv6，与接口自己的值无关',
    },
    alone: {
      en: '{key} is "{value}", and the file does not tell what for (--role does): on a host that is no router whoever reaches one network reaches the others through it',
      zh: '{key} 为 "{value}"，而文件未说明用途（可用 --role 说明）：若主机不是路由器，能到达一个网络的人可经本机到达其他网络',
    },
    interface: {
      en: '{key} is "{value}": this interface forwards although net.ipv4.ip_forward is off',
      zh: '{key} 为 "{value}"：即使 net.ipv4.ip_forward 关闭，该接口仍会转发',
    },
    later: {
      en: '{key} is "{value}": interfaces that appear later forward although net.ipv4.ip_forward is off',
      zh: '{key} 为 "{value}"：即使 net.ipv4.ip_forward 关闭，以后出现的接口仍会转发',
    },
    broadcast: {
      en: '{key} is "{value}": packets to broadcast addresses of other networks are passed on',
      zh: '{key} 为 "{value}"：发往其他网络广播地址的数据包会被转发',
    },
  },
  defaults: {},
  check: (model, _options, { roles }) => findings(model, roles),
})
