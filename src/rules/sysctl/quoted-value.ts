import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { shapeOf } from '../../formats/sysctl/table.ts'
import { isTextKey } from '../../formats/sysctl/write.ts'
import { changesOf, setValue } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { faultOf, quotedValue } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const statement of model.statements) {
    const { directive, systemd } = statement
    if (systemd.kind !== 'assign' || faultOf(statement, model) !== 'quoted') continue
    const { key, value } = systemd
    yield {
      at: placeOf(directive),
      subject: key,
      message: { id: isTextKey(shapeOf(key)) ? 'stored' : 'refused', params: { key, value } },
      fixes: [
        {
          title: { en: 'Delete the quotes', zh: '删除引号' },
          safety: 'safe',
          edits: [setValue(directive, quotedValue(value) ?? value)],
          changes: changesOf(model, [key]),
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/quoted-value',
  format: 'sysctl',
  title: { en: 'Quotes around values', zh: '带引号的值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['syntax'],
  messages: {
    refused: {
      en: '{key} is {value}: the quotes belong to the value and the kernel refuses it',
      zh: '{key} 为 {value}：引号属于值的一部分，内核会拒绝',
    },
    stored: {
      en: '{key} is {value}: the quotes are stored with the text',
      zh: '{key} 为 {value}：引号会随文本一起存储',
    },
  },
  defaults: {},
  check: model => findings(model),
})
