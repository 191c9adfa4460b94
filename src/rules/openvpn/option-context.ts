import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { refusalRule } from './refusals.ts'

export const rule: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/option-context',
  title: { en: 'Option in a place where it cannot stand', zh: '选项位置错误' },
  codes: ['option-context', 'option-inline'],
  messages: {
    connection: {
      en: 'Option "{name}" stands inside <connection>, where only connection options may',
      zh: '选项 "{name}" 写在 <connection> 内,而那里只能写连接选项',
    },
    instance: {
      en: 'Option "{name}" belongs to one client: it stands in files of client-config-dir only',
      zh: '选项 "{name}" 只属于单个客户端:只能写在 client-config-dir 的文件里',
    },
    inline: {
      en: 'Option "{name}" cannot be written as an inline block in OpenVPN {version}',
      zh: '在 OpenVPN {version} 中选项 "{name}" 不能写成内联块',
    },
  },
  message: (problem, line, model) => {
    const name = line?.name ?? ''
    if (problem.code === 'option-inline')
      return { id: 'inline', params: { name, version: model.target.openvpn.slice(0, 2).join('.') } }
    return { id: line?.connection ? 'connection' : 'instance', params: { name } }
  },
})
