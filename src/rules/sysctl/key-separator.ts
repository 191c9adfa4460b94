import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { faultOf, respelled } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const statement of model.statements) {
    if (faultOf(statement, model) !== 'separator') continue
    const { directive } = statement
    const key = respelled(statement) ?? ''
    const written = directive.name.value
    const taken = [statement.systemd.key, statement.procps.kind === 'lost' ? undefined : statement.procps.key]
    const id = taken.every(each => each === key) ? 'doubled' : taken.includes(key) ? 'differs' : 'lost'
    yield {
      at: placeOf(directive),
      subject: written,
      ...(id === 'doubled' ? { severity: 'low' as const } : {}),
      message: { id, params: { written, key } },
      fixes: [
        {
          title: { en: `Write ${key}`, zh: `改为 ${key}` },
          safety: 'safe',
          edits: [replaceWord(directive.file, directive.name, written.startsWith('-') ? `-${key}` : key)],
          changes: ['*'],
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/key-separator',
  format: 'sysctl',
  title: { en: 'Separators that make another path', zh: '造成错误路径的分隔符' },
  severity: 'high',
  confidence: 'high',
  tags: ['keys'],
  messages: {
    lost: {
      en: '{written} names no key, {key} is meant: the line does nothing',
      zh: '{written} 不是任何键，应为 {key}：该行不起作用',
    },
    differs: { en: '{written} is {key} for one applier only', zh: '{written} 只对其中一个应用程序等同于 {key}' },
    doubled: { en: '{written} has doubled separators, {key} is meant', zh: '{written} 的分隔符重复，应为 {key}' },
  },
  defaults: {},
  check: model => findings(model),
})
