import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Observation, Rule } from '../rule.ts'
import { refusalRule } from './refusals.ts'

const refusal: Rule<OpenvpnModel> = refusalRule({
  id: 'openvpn/option-context',
  title: { en: 'Option in a place where it cannot stand', zh: '选项位置错误' },
  codes: ['option-context', 'option-inline'],
  messages: {
    connection: {
      en: 'Option "{name}" stands inside <connection>, where only connection options may',
      zh: '选项 "{name}" 写在 <connection> 内，而那里只能写连接选项',
    },
    instance: {
      en: 'Option "{name}" belongs to one client: it stands in files of client-config-dir only',
      zh: '选项 "{name}" 只属于单个客户端：只能写在 client-config-dir 的文件里',
    },
    client: {
      en: 'Option "{name}" cannot stand in the file of one client: the server skips it when "{client}" connects',
      zh: '选项 "{name}" 不能写在单个客户端的文件里："{client}" 连接时服务器会跳过它',
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

/** The server loads all the same, and the client gets less than somebody meant. */
function* inClientFiles(model: OpenvpnModel): Iterable<Observation> {
  for (const { commonName, problems, lines } of model.clientFiles)
    for (const problem of problems.filter(({ code }) => code === 'option-context')) {
      const name = lines.find(({ directive }) => directive.span.start === problem.span.start)?.name ?? ''
      yield {
        at: problem,
        subject: `${commonName} ${name}`,
        message: { id: 'client', params: { name, client: commonName } },
        severity: 'high',
      }
    }
}

export const rule: Rule<OpenvpnModel> = {
  ...refusal,
  *check(model, options, context) {
    yield* refusal.check(model, options, context)
    yield* inClientFiles(model)
  },
}
