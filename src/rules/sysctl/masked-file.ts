import type { Candidate, SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { candidate, by, how } of model.masked) {
    const lost = lostKeys(model, candidate)
    if (lost.length === 0 || candidate.file?.text === by.file?.text) continue
    const file = by.file ?? candidate.file
    if (!file) continue
    yield {
      at: { file, span: { start: 0, end: 0 } },
      subject: by.hostPath,
      ...(how === 'file' ? {} : { severity: 'info' as const }),
      message: {
        id: how === 'file' ? 'file' : 'meant',
        params: { by: by.hostPath, file: candidate.hostPath, keys: lost.slice(0, 5), count: lost.length },
      },
    }
  }
}

/** Keys of the hidden file that no line sets otherwise. */
function lostKeys(model: SysctlModel, candidate: Candidate): string[] {
  const keys = candidate.statements.flatMap(({ systemd }) => (systemd.kind === 'assign' ? [systemd.key] : []))
  return [...new Set(keys)].filter(key => !model.value(key)?.statement)
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/masked-file',
  format: 'sysctl',
  title: { en: 'Files hidden by a file of the same name', zh: '被同名文件屏蔽的文件' },
  severity: 'medium',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    file: {
      en: '{by} hides {file} as a whole: {count} of its settings are lost, {keys} among them',
      zh: '{by} 整体屏蔽了 {file}：其中 {count} 个设置丢失，包括 {keys}',
    },
    meant: {
      en: '{by} switches {file} off: {count} settings are not applied',
      zh: '{by} 关闭了 {file}：{count} 个设置不会应用',
    },
  },
  defaults: {},
  check: model => findings(model),
})
