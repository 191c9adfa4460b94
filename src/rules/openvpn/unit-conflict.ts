import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { safe } from './placing.ts'

const hidden = /^\/(?:home|root|run\/user)\//

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/unit-conflict',
  title: { en: 'Line that the unit does not bear', zh: '与单元冲突的行' },
  severity: 'critical',
  tags: ['unit', 'availability'],
  messages: {
    bound: {
      en: '"{text}" meets the --nobind that {unit} adds: the daemon refuses to start',
      zh: '"{text}" 与 {unit} 添加的 --nobind 冲突：守护进程拒绝启动',
    },
    daemon: {
      en: '"{text}" makes the process that {unit} waits for go away: systemd takes it for dead',
      zh: '"{text}" 使 {unit} 等待的进程退出：systemd 认为它已终止',
    },
    hidden: {
      en: '{name} lies in "{path}", which {unit} hides from the daemon',
      zh: '{name} 位于 "{path}"，{unit} 使守护进程看不到该目录',
    },
  },
  *faults(model) {
    if (!model.unit) return
    const unit = `${model.unit.template}${model.unit.instance}`
    const client = model.unit.template === 'openvpn-client@'
    for (const name of client ? ['lport', 'local', 'bind'] : []) {
      const line = last(model, name)
      if (line) yield { line, id: 'bound', params: { unit }, fixes: [deletion(line)] }
    }
    const forks = last(model, 'daemon')
    if (forks && model.unit.template !== 'openvpn@')
      yield { line: forks, id: 'daemon', params: { unit }, severity: 'medium', fixes: [deletion(forks, safe)] }
    for (const file of model.files)
      if (hidden.test(file.written))
        yield { line: file.line, id: 'hidden', params: { unit, path: file.written }, fixes: [] }
  },
})
