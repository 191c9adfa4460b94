import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { combinedMessage, combinedMessages } from './combined.ts'
import { addLines, safe } from './placing.ts'
import { refusalRule } from './refusals.ts'

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/missing-requirement',
  title: { en: 'Option without what it needs', zh: '缺少必需的选项' },
  codes: ['missing-requirement', 'connection-remote'],
  messages: combinedMessages,
  message: combinedMessage,
  fixes: (problem, _line, model) =>
    problem.message.en.includes('DH file')
      ? [
          safe({
            title: { en: 'Add dh none', zh: '添加 dh none' },
            edits: [addLines(model, ['dh none'], ['key', 'cert'])],
            changes: ['dh'],
          }),
        ]
      : [],
})
