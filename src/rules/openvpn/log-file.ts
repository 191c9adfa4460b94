import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'

const shared = /^\/(?:tmp|var\/tmp|dev\/shm)\//

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/log-file',
  title: { en: 'Where the daemon writes', zh: '守护进程的写入位置' },
  severity: 'low',
  tags: ['logging', 'files'],
  messages: {
    journal: {
      en: '"{text}" takes the log away from the journal of the unit {unit}',
      zh: '"{text}" 使日志不再进入单元 {unit} 的日志系统',
    },
    shared: {
      en: '"{text}" writes as root into a directory where everybody may place links',
      zh: '"{text}" 以 root 身份写入任何人都能放置链接的目录',
    },
  },
  *faults(model) {
    for (const name of ['log', 'log-append', 'status', 'ifconfig-pool-persist', 'writepid', 'replay-persist']) {
      const line = last(model, name)
      if (!line) continue
      const unit = model.unit && `${model.unit.template}${model.unit.instance}`
      if (shared.test(line.params[0] ?? '')) yield { line, id: 'shared' }
      else if (unit && name.startsWith('log')) yield { line, id: 'journal', params: { unit }, fixes: [deletion(line)] }
    }
  },
})
