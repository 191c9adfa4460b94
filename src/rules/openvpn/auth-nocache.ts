import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'
import { addLines, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/auth-nocache',
  title: { en: 'Passwords that stay in memory', zh: '留在内存中的口令' },
  severity: 'low',
  tags: ['secrets'],
  messages: {
    kept: {
      en: 'Option {name} without auth-nocache: the password stays in the memory of the daemon for as long as it lives',
      zh: '选项 {name} 没有配合 auth-nocache：口令在守护进程的内存中一直保留',
    },
  },
  *faults(model) {
    const line = last(model, 'auth-user-pass') ?? last(model, 'askpass')
    if (!line || last(model, 'auth-nocache') || model.role === 'server') return
    const title = { en: 'Add auth-nocache', zh: '添加 auth-nocache' }
    const edits = [addLines(model, ['auth-nocache'], ['auth-user-pass', 'askpass', 'key', 'cert'])]
    yield { line, id: 'kept', fixes: [unsafe({ title, edits, changes: ['auth-nocache'] })] }
  },
})
