import { numberOf } from '../../formats/sysctl/integer.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { changesOf } from '../../remedies/sysctl/assign.ts'
import { deleted } from '../../remedies/sysctl/lines.ts'
import { daemonReload } from '../../remedies/systemd.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { hostFiles } from './companion.ts'
import { firewallFiles } from './firewall.ts'
import type { HostModel } from './model.ts'

const key = 'kernel.modules_disabled'

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl.find(({ scope }) => scope === 'host')
  const held = model?.value(key)
  if (!model || !held?.statement || numberOf(held.value) !== 1) return
  const modules = needed(host).filter(({ name }) => !model.evidence.modules.has(name))
  if (modules.length === 0) return
  const names = [...new Set(modules.map(({ name }) => name))]
  yield {
    at: placeOf(held.statement.directive),
    subject: key,
    message: {
      id: 'sealed',
      params: { key, value: held.written, modules: names, users: [...new Set(modules.map(each => each.by))] },
    },
    fixes: [late(model, held.statement)],
  }
}

/** Modules that what is configured here loads when it starts, and by what that shows. */
function needed(host: HostModel): { name: string; by: string }[] {
  const tunnel = host.openvpn.find(({ device }) => device.type !== 'null')
  const [rules] = firewallFiles(host)
  const [peer] = hostFiles(host, '/etc/wireguard', /\.conf$/)
  return [
    ...(tunnel ? [{ name: 'tun', by: tunnel.root }] : []),
    ...(rules ? ['nf_tables', 'nf_conntrack'].map(name => ({ name, by: rules.path })) : []),
    ...(peer ? [{ name: 'wireguard', by: peer.path }] : []),
  ]
}

const unit = `[Unit]
Description=No kernel module is loaded from here on
After=multi-user.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/sysctl -w ${key}=1

[Install]
WantedBy=graphical.target multi-user.target
`
const unitPath = '/etc/systemd/system/confward-seal-modules.service'

/** The seal comes last, when everything that needs a module runs, and only when a person says so. */
const late = (model: SysctlModel, statement: Statement): Fix => ({
  title: { en: 'Seal the modules when everything has started', zh: '在一切启动之后再封闭模块加载' },
  safety: 'unsafe',
  edits: deleted(model, statement),
  changes: changesOf(model, [key]),
  steps: lateSteps,
})

const lateSteps: readonly Step[] = [
  {
    kind: 'write',
    id: 'sysctl/seal-modules-unit',
    title: { en: 'Write the unit that seals the modules', zh: '写入封闭模块加载的单元' },
    needs: [],
    risk: 'low',
    path: unitPath,
    text: unit,
    mode: '644',
    undo: [daemonReload],
  },
  {
    kind: 'decide',
    id: 'sysctl/seal-modules',
    title: { en: 'Seal the modules at the end of every boot?', zh: '是否在每次启动末尾封闭模块加载?' },
    why: { en: 'Once sealed, only a reboot brings loading back', zh: '一旦封闭，只有重启才能恢复加载' },
    needs: ['sysctl/seal-modules-unit'],
    risk: 'behaviour',
    undo: [{ argv: ['systemctl', 'disable', 'confward-seal-modules.service'], root: true }],
    question: {
      en: 'Load whatever is needed later by name (modules-load.d), then: systemctl enable confward-seal-modules.service',
      zh: '先按名称加载以后需要的模块(modules-load.d)，然后执行：systemctl enable confward-seal-modules.service',
    },
  },
]

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/modules-sealed',
  format: 'host',
  title: { en: 'Modules sealed before they are loaded', zh: '模块在加载之前就被封闭' },
  severity: 'critical',
  confidence: 'high',
  tags: ['host'],
  messages: {
    sealed: {
      en: '{key} is "{value}" early at boot: {modules}, which {users} need, cannot be loaded any more',
      zh: '{key} 在启动早期即为 "{value}"：{users} 所需的 {modules} 无法再加载',
    },
  },
  defaults: {},
  check: findings,
})
