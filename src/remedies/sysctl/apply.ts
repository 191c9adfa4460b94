import { interfaceKey, isPattern } from '../../formats/sysctl/key.ts'
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

const everywhere: ReadonlySet<string> = new Set(['all', 'default', 'lo'])

/** Interfaces come and go: a line for one that is not there is passed over by what applies the files. */
function isThere({ forest: { snapshot } }: SysctlModel, [key]: Assignment): boolean {
  const name = interfaceKey(key)?.name
  return name === undefined || everywhere.has(name) || snapshot?.values.has(key) === true
}

/** Values that nothing takes back before the next boot. */
const seals: Readonly<Record<string, string>> = {
  'kernel.unprivileged_bpf_disabled': '1',
  'kernel.kexec_load_disabled': '1',
  'kernel.modules_disabled': '1',
  'kernel.yama.ptrace_scope': '3',
}
const isSeal = ([key, value]: Assignment): boolean =>
  seals[key] === value || (key.startsWith('kernel.kexec_load_limit_') && value !== '-1')

/** A person says yes before such a value is applied: no undo brings the former one back. */
const asked = ([key, value]: Assignment): Step => ({
  kind: 'decide',
  id: `sysctl/irreversible:${key}`,
  title: { en: `Let ${key} be ${value} until the next boot?`, zh: `是否让 ${key} 在下次启动前保持 ${value}?` },
  needs: [],
  risk: 'behaviour',
  question: {
    en: `Once ${key} is ${value}, only a reboot with other files brings it back: apply it, or take the line out first`,
    zh: `${key} 一旦为 ${value}，只有换用其他文件并重启才能恢复：请决定应用，或先删除该行`,
  },
})

/** One step for all findings. Nothing for files without a host around them. */
export function applySteps(model: SysctlModel, wishes: readonly Assignment[]): Step[] {
  if (model.scope !== 'host') return []
  const literal = wishes.filter(([key]) => !isPattern(key))
  const checked = literal.filter(wish => isThere(model, wish))
  const questions = literal.filter(isSeal).map(asked)
  return [
    ...questions,
    {
      kind: 'command',
      id: 'sysctl/apply',
      title:
        model.applier === 'systemd'
          ? { en: 'Apply the sysctl files as the boot does', zh: '按启动时的方式应用 sysctl 文件' }
          : { en: 'Apply the sysctl files', zh: '应用 sysctl 文件' },
      needs: questions.map(({ id }) => id),
      risk: 'low',
      keeps: changesOf(
        model,
        wishes.map(([key]) => key),
      ),
      commands: [model.applier === 'systemd' ? restart : system],
      ...(checked.length > 0 && { verify: checked.map(holds) }),
    },
  ]
}
