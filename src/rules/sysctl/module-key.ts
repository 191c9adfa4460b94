import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Command, Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

const modules: readonly (readonly [prefix: string, module: string])[] = [
  ['net.netfilter.', 'nf_conntrack'],
  ['net.nf_conntrack_max', 'nf_conntrack'],
  ['net.bridge.', 'br_netfilter'],
  ['net.ipv4.vs.', 'ip_vs'],
  ['net.sctp.', 'sctp'],
]

function* findings(model: SysctlModel): Generator<Observation> {
  const told = new Set<string>()
  for (const { statement, reading } of sound(model)) {
    const { key } = reading
    const module = moduleFor(key)
    if (!module || told.has(module) || model.evidence.modules.has(module) || model.snapshot?.values.has(key)) continue
    told.add(module)
    yield {
      at: placeOf(statement.directive),
      subject: module,
      message: { id: 'module', params: { key, module } },
      fixes: [load(module)],
    }
  }
}

/** Names of congestion control and queues are no matter: the kernel loads their modules when root writes them (Debian's 6.1). */
const moduleFor = (key: string): string | undefined => modules.find(([prefix]) => key.startsWith(prefix))?.[1]

/** systemd-modules-load runs before systemd-sysctl. */
const load = (module: string): Fix => ({
  title: { en: `Load ${module} at boot`, zh: `在启动时加载 ${module}` },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [
    {
      kind: 'write',
      id: `sysctl/module:${module}`,
      title: { en: `Load ${module} before the sysctl files are applied`, zh: `在应用 sysctl 文件之前加载 ${module}` },
      needs: [],
      risk: 'low',
      path: `/etc/modules-load.d/${module}.conf`,
      text: `${module}\n`,
      verify: [
        {
          argv: ['modprobe', '-n', module],
          root: true,
          says: { en: `${module} can be loaded`, zh: `${module} 可以加载` },
        },
      ],
    },
    {
      kind: 'command',
      id: `sysctl/module-now:${module}`,
      title: { en: `Load ${module} now`, zh: `立即加载 ${module}` },
      needs: [`sysctl/module:${module}`],
      risk: 'low',
      commands: [{ argv: ['modprobe', module], root: true }],
      unless: loaded(module),
      verify: [{ ...loaded(module), says: { en: `${module} is loaded`, zh: `${module} 已加载` } }],
      undo: [
        {
          argv: ['sh', '-c', 'modprobe -r "$0" || echo "$0 is in use and stays until the next boot"', module],
          root: true,
        },
      ],
    },
  ],
})

/** The kernel writes each blank of a name as an underscore. Built-in code shows as well where it has parameters. */
const loaded = (module: string): Command => ({ argv: ['test', '-d', `/sys/module/${module.replaceAll('-', '_')}`] })

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/module-key',
  format: 'sysctl',
  title: { en: 'Keys that need a module', zh: '依赖模块的键' },
  severity: 'low',
  confidence: 'medium',
  tags: ['interfaces', 'modules'],
  messages: {
    module: {
      en: '{key} exists only while the module {module} is loaded, and nothing loads it before the files are applied',
      zh: '{key} 只在模块 {module} 已加载时存在，而在应用文件之前没有任何配置加载它',
    },
  },
  defaults: {},
  check: model => findings(model),
})
