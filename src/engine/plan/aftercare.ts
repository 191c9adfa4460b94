import type { Model } from '../../formats/format.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { Localized } from '../../message/index.ts'
import { back, reload, reloadedByEdit, renews, syntax } from '../../remedies/nginx/service.ts'
import { root } from '../../remedies/root.ts'
import type { Check, Command, Step } from '../../rules/rule.ts'
import type { FormatId } from '../../tree/index.ts'

/** How a daemon takes new files, and the way back. */
export interface Aftercare {
  /** What the daemon says of files that it has not taken yet. */
  readonly check?: Check
  /** How it does once it took them. */
  readonly verify: readonly Check[]
  /** What shows it where there is nothing to check. */
  readonly verified?: Localized
  readonly commands: readonly Command[]
  /** What prints the processes that are others then. */
  readonly renews?: Check
  /** Units whose state the commands change. */
  readonly units?: readonly string[]
  /** Once the former files are there. */
  readonly undo: readonly Command[]
  /** Why the commands have no undo of their own. */
  readonly undone?: Localized
  readonly title: Localized
  readonly risk: Step['risk']
}

const nginx: Aftercare = {
  check: syntax,
  verify: [],
  renews,
  commands: [reload],
  undo: back,
  undone: reloadedByEdit,
  title: { en: 'Reload nginx', zh: '重新加载 nginx' },
  risk: 'low',
}

/**
 * There is no dry run to check with: `sysctl --system --dry-run` writes. Former files do not bring former values back,
 * as they need not name the keys: what applies the files keeps the live values.
 */
const sysctl: Aftercare = {
  verify: [],
  verified: { en: 'the service fails when a value is refused', zh: '有值被拒绝时该服务会失败' },
  commands: [root('systemctl', 'restart', 'systemd-sysctl')],
  undo: [],
  title: { en: 'Apply the kernel settings', zh: '应用内核参数' },
  risk: 'low',
}

function openvpn(models: readonly OpenvpnModel[]): Aftercare | undefined {
  const units = models.flatMap(({ unit }) => (unit ? [`${unit.template}${unit.instance}.service`] : []))
  if (units.length === 0) return undefined
  const active = units.map(unit => ({
    ...root('systemctl', 'is-active', unit),
    says: { en: `${unit} runs`, zh: `${unit} 正在运行` },
  }))
  return {
    verify: active,
    commands: units.map(unit => root('systemctl', 'restart', unit)),
    units,
    undo: units.map(unit => root('systemctl', 'try-restart', unit)),
    title: titleOf(units),
    risk: 'outage',
  }
}

const titleOf = ([unit, ...more]: readonly string[]): Localized =>
  more.length > 0 ? { en: 'Restart the tunnels', zh: '重启隧道' } : { en: `Restart ${unit}`, zh: `重启 ${unit}` }

/** Undefined when nobody can tell from the files what runs the daemon. */
export function aftercare(format: FormatId, models: readonly Model[]): Aftercare | undefined {
  if (format === 'nginx') return nginx
  if (format === 'sysctl') return sysctl
  return openvpn(models.filter((model): model is OpenvpnModel => model.format === 'openvpn'))
}
