import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { setValue } from '../../remedies/sysctl/assign.ts'
import { forwardingOff } from '../../remedies/sysctl/forwarding.ts'
import type { Role } from '../../target/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Place, placeOf, type Rule } from '../rule.ts'
import { hostFiles } from './companion.ts'
import type { HostModel } from './model.ts'

const forwarding: readonly Role[] = ['router', 'vpn-gateway', 'container-host', 'kubernetes-node', 'hypervisor']
const keys = ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding']

/** Forwarding that no line of a sysctl file switches on; such a line is the matter of sysctl/ip-forward. */
function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl.find(({ scope }) => scope === 'host')
  if (!model || host.roles.some(role => forwarding.includes(role)) || hasOtherNeed(host)) return
  for (const key of keys) {
    const written = model.value(key)
    if (written?.statement && numberOf(written.value) !== 0) continue
    const source = byUfw(model, key) ?? live(model, key)
    if (source)
      yield {
        at: source.at,
        subject: key,
        message: { id: source.message, params: { key } },
        fixes: [off(model, key, source)],
      }
  }
}

interface Source {
  readonly at: Place
  readonly message: 'ufw' | 'live'
  /** The line that switches it on. */
  readonly line?: Directive
}

/** ufw writes its file over what the boot set, so its line says 0; the kernel gets the value at once. */
const off = (model: SysctlModel, key: string, { line }: Source): Fix => ({
  title: line
    ? { en: `Set ${key} to 0 for ufw`, zh: `在 ufw 中将 ${key} 设为 0` }
    : { en: `Switch ${key} off`, zh: `关闭 ${key}` },
  safety: 'unsafe',
  edits: line ? [setValue(line, '0')] : [],
  changes: [],
  steps: [forwardingOff(model, key)],
})

function byUfw({ evidence, applier }: SysctlModel, key: string): Source | undefined {
  const { ufw } = evidence
  const sets = (each: Statement): boolean => {
    const reading = each[applier]
    return reading.kind === 'assign' && reading.key === key && numberOf(reading.value) !== 0
  }
  const line = ufw?.enabled ? ufw.statements.findLast(sets) : undefined
  return line && { at: placeOf(line.directive), message: 'ufw', line: line.directive }
}

function live({ snapshot, forest }: SysctlModel, key: string): Source | undefined {
  const value = snapshot?.values.get(key)
  const file = forest.trees[0]?.file
  if (value === undefined || numberOf(value) === 0 || !file) return undefined
  return { at: { file, span: { start: 0, end: 0 } }, message: 'live' }
}

/** WireGuard peers with networks behind them are routed to as well. */
const hasOtherNeed = (host: HostModel): boolean => hostFiles(host, '/etc/wireguard', /\.conf$/).length > 0

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/forwarding-without-role',
  format: 'host',
  title: { en: 'Forwarding that nobody needs', zh: '无人需要的转发' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    ufw: {
      en: 'The file of ufw sets {key}, and no role of this host forwards: whoever reaches one network reaches the others',
      zh: 'ufw 的文件设置了 {key}，而本机没有需要转发的角色：能到达一个网络的人可到达其他网络',
    },
    live: {
      en: '{key} is on in the running kernel, no file says so, and no role of this host forwards',
      zh: '{key} 在运行的内核中已开启，没有文件设置它，本机也没有需要转发的角色',
    },
  },
  defaults: {},
  check: findings,
})
