import { isPattern } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Check, Command, Step } from '../fix.ts'
import { type Assignment, changesOf } from './assign.ts'

/** The command that makes edited files take effect, shows that they did, and can be taken back. */

const restart: Command = { argv: ['systemctl', 'restart', 'systemd-sysctl'], root: true }
const system: Command = { argv: ['sysctl', '--system'], root: true }

const holds = ([key, value]: Assignment): Check => ({
  argv: ['sysctl', '-n', key],
  root: true,
  expect: { equals: value },
  says: { en: `${key} is ${value}`, zh: `${key} 为 ${value}` },
})

/** One step for all findings. Nothing for files without a host around them. */
export function applySteps(model: SysctlModel, wishes: readonly Assignment[]): Step[] {
  if (model.scope !== 'host') return []
  const literal = wishes.filter(([key]) => !isPattern(key))
  return [
    {
      kind: 'command',
      id: 'sysctl/apply',
      title:
        model.applier === 'systemd'
          ? { en: 'Apply the sysctl files as the boot does', zh: '按启动时的方式应用 sysctl 文件' }
          : { en: 'Apply the sysctl files', zh: '应用 sysctl 文件' },
      needs: [],
      risk: 'low',
      keeps: changesOf(
        model,
        wishes.map(([key]) => key),
      ),
      commands: [model.applier === 'systemd' ? restart : system],
      ...(literal.length > 0 && { verify: literal.map(holds) }),
    },
  ]
}
