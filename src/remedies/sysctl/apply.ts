import { isPattern } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Check, Command, Step } from '../fix.ts'
import type { Assignment } from './assign.ts'

/** Commands that make edited files take effect, show that they did, and take it back. */

const restart: Command = { argv: ['systemctl', 'restart', 'systemd-sysctl'], root: true }

const holds = ([key, value]: Assignment): Check => ({
  argv: ['sysctl', '-n', key],
  expect: { contains: value },
  says: { en: `${key} is ${value}`, zh: `${key} 为 ${value}` },
})

/** Former live values where they are known. They are data of the host, not of the files. */
function undo(model: SysctlModel, wishes: readonly Assignment[]): Command[] {
  const known = wishes.flatMap(([key]) => {
    const value = model.snapshot?.values.get(key)
    return value === undefined ? [] : [{ argv: ['sysctl', '-w', `${key}=${value}`], root: true }]
  })
  return known.length > 0 ? known : [restart]
}

/** One common step that applies, then one check per finding. Nothing for files without a host around them. */
export function applySteps(model: SysctlModel, id: string, wishes: readonly Assignment[]): Step[] {
  if (model.scope !== 'host') return []
  const literal = wishes.filter(([key]) => !isPattern(key))
  const apply: Step = {
    kind: 'command',
    id: 'sysctl/apply',
    title: { en: 'Apply the sysctl files as the boot does', zh: '按启动时的方式应用 sysctl 文件' },
    needs: [],
    risk: 'low',
    commands: [restart],
    undo: undo(model, literal),
  }
  if (literal.length === 0) return [apply]
  const verify: Step = {
    kind: 'check',
    id: `sysctl/verify:${id}`,
    title: { en: 'Read the live values back', zh: '读回当前生效的值' },
    needs: ['sysctl/apply'],
    risk: 'none',
    checks: literal.map(holds),
  }
  return [apply, verify]
}
