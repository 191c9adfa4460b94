import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { Command, Step } from '../fix.ts'

const unitOf = ({ unit }: OpenvpnModel): string | undefined => unit && `${unit.template}${unit.instance}`

/** Nothing when the files do not say which unit reads them. Also the way back, after the former bytes are there. */
export function restart(model: OpenvpnModel): Command[] {
  const unit = unitOf(model)
  return unit ? [{ argv: ['systemctl', 'restart', unit], root: true }] : []
}

/** An edited file means nothing to a daemon that runs: the step that makes it take the file. */
export function live(model: OpenvpnModel, edit: Step): Step {
  const unit = unitOf(model)
  const after = { id: `${edit.id}-live`, needs: [edit.id], risk: 'outage' } as const
  if (!unit)
    return {
      ...after,
      kind: 'decide',
      title: { en: 'Restart the daemon that reads the file', zh: '重启读取该文件的守护进程' },
      question: {
        en: 'Nothing in the files says how the daemon is started: restart it, then go on',
        zh: '文件中没有说明守护进程如何启动：请重启后继续',
      },
    }
  return {
    ...after,
    kind: 'command',
    title: { en: `Restart ${unit}`, zh: `重启 ${unit}` },
    commands: restart(model),
    verify: [
      {
        argv: ['systemctl', 'is-active', unit],
        root: true,
        says: { en: `${unit} runs`, zh: `${unit} 正在运行` },
      },
    ],
  }
}
