import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'
import { safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/verbosity',
  title: { en: 'Level of the log', zh: '日志级别' },
  severity: 'low',
  tags: ['logging'],
  messages: {
    silent: {
      en: 'verb 0 logs nothing but fatal errors: nobody learns of refused clients',
      zh: 'verb 0 只记录致命错误：无人知道被拒绝的客户端',
    },
    packets: { en: 'verb "{level}" writes a line for every packet', zh: 'verb "{level}" 为每个数据包写一行日志' },
    secrets: {
      en: 'verb "{level}" is for debugging and writes what belongs into no log',
      zh: 'verb "{level}" 用于调试，会写入不该出现在日志中的内容',
    },
  },
  *faults(model) {
    const line = last(model, 'verb')
    const level = Number.parseInt(line?.params[0] ?? '3', 10)
    if (!line || (level >= 1 && level <= 4)) return
    const title = { en: 'Write verb 3', zh: '改为 verb 3' }
    yield {
      line,
      id: level >= 7 ? 'secrets' : level >= 5 ? 'packets' : 'silent',
      params: { level },
      fixes: [safe({ title, edits: [replaceArguments(line.directive, '3')], changes: ['verb'] })],
    }
  },
})
