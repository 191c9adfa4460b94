import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/script-path',
  title: { en: 'Program by a relative path', zh: '以相对路径指定的程序' },
  severity: 'high',
  confidence: 'medium',
  tags: ['privilege', 'scripts'],
  messages: {
    relative: {
      en: '{name} runs "{path}", relative to wherever the daemon was started: whoever may write there runs code as root',
      zh: '{name} 运行 "{path}"，相对于守护进程的启动目录：能写入那里的人就能以 root 运行代码',
    },
  },
  *faults(model) {
    for (const file of model.files) {
      const program = file.access === 'execute' || file.access === 'load'
      const relative = file.access === 'load' ? file.written.startsWith('.') : !file.written.startsWith('/')
      if (program && relative)
        yield { line: file.line, id: 'relative', params: { path: file.written }, severity: 'medium' }
    }
  },
})
