import { isForCluster } from '../../files/index.ts'
import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import type { Localized } from '../../message/index.ts'
import type { Step } from '../fix.ts'
import { root } from '../root.ts'
import { restartQuestion } from './restart-question.ts'

/** Undefined, too, of a file that says what hosts get: none of them is this one. */
const unitOf = ({ unit, forest }: OpenvpnModel): string | undefined =>
  unit && !forest.trees[0]?.file.part?.placed ? `${unit.template}${unit.instance}` : undefined

/** Once the former bytes are there: the daemon takes them, if it runs. Only words when no file says which unit it is. */
export function withFormerFile(model: OpenvpnModel): Pick<Step, 'undo' | 'undone'> {
  const unit = unitOf(model)
  if (unit) return { undo: [root('systemctl', 'try-restart', unit)] }
  const part = model.forest.trees[0]?.file.part
  const manifest = part?.placed ? undefined : part?.whole
  if (!manifest || !isForCluster(manifest.path) || manifest.text.includes('{{')) return { undone: restartByHand }
  return { undo: [{ argv: ['kubectl', 'apply', '-f', manifest.path] }], undone: restartPods }
}

const restartPods: Localized = {
  en: 'then restart the pods that mount the manifest',
  zh: '然后重启挂载该清单的 Pod',
}

export const restartByHand: Localized = {
  en: 'then restart the daemon that reads the file',
  zh: '然后重启读取该文件的守护进程',
}

/** An edited file means nothing to a daemon that runs: the step that makes it take the file. */
export function live(model: OpenvpnModel, edit: Step): Step {
  const unit = unitOf(model)
  const after = { id: `${edit.id}-live`, needs: [edit.id], risk: 'outage' } as const
  if (!unit)
    return {
      ...after,
      kind: 'decide',
      undone: { en: 'nothing by itself: it comes with taking back the edit', zh: '无需单独撤销：随撤销修改一并进行' },
      title: { en: 'Restart the daemon that reads the file', zh: '重启读取该文件的守护进程' },
      question: restartQuestion,
    }
  return {
    ...after,
    kind: 'command',
    title: { en: `Restart ${unit}`, zh: `重启 ${unit}` },
    commands: [root('systemctl', 'restart', unit)],
    units: [unit],
    verify: [
      {
        argv: ['systemctl', 'is-active', unit],
        root: true,
        says: { en: `${unit} runs`, zh: `${unit} 正在运行` },
      },
    ],
  }
}
