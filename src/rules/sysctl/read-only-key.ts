import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { write } from '../../formats/sysctl/write.ts'
import { deleteDirective } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    const { key, value } = reading
    if (write(key, value).kind !== 'read-only') continue
    yield {
      at: placeOf(statement.directive),
      subject: key,
      ...(numberOf(value) === 0 ? { severity: 'info' as const } : {}),
      message: { id: 'read-only', params: { key, value } },
      fixes: [
        {
          title: { en: 'Delete the line', zh: '删除该行' },
          safety: 'safe',
          edits: [deleteDirective(statement.directive)],
          changes: [],
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/read-only-key',
  format: 'sysctl',
  title: { en: 'Keys that cannot be written', zh: '不可写的键' },
  severity: 'medium',
  confidence: 'high',
  tags: ['keys'],
  messages: {
    'read-only': {
      en: '{key} is "{value}": the kernel lets nobody write this key',
      zh: '{key} 为 "{value}"：内核不允许任何人写入该键',
    },
  },
  defaults: {},
  check: model => findings(model),
})
