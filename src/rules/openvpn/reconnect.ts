import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { deletion, type Fault, lineRule } from './line-rule.ts'
import { safe, setLine, unsafe } from './placing.ts'

const unattended = (model: OpenvpnModel): boolean => {
  const login = last(model, 'auth-user-pass')
  return login === undefined || login.inline || login.params.length > 0
}

const endless = (line: OptionLine): Fix =>
  safe({
    title: { en: 'Write resolv-retry infinite', zh: '改为 resolv-retry infinite' },
    edits: [replaceArguments(line.directive, 'infinite')],
    changes: ['resolv-retry'],
  })

function* login(model: OpenvpnModel): Iterable<Fault> {
  const line = last(model, 'auth-user-pass')
  const retry = last(model, 'auth-retry')
  if (!line || (retry && retry.params[0] !== 'none')) return
  const title = { en: 'Write auth-retry nointeract', zh: '改为 auth-retry nointeract' }
  const edits = [setLine(model, 'auth-retry', 'auth-retry nointeract', ['auth-user-pass', 'key', 'cert'])]
  yield { line, id: 'login', fixes: [unsafe({ title, edits, changes: ['auth-retry'] })] }
}

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/reconnect',
  title: { en: 'Client that gives up', zh: '会放弃的客户端' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['availability'],
  messages: {
    gives: { en: '"{text}" ends an unattended client after an outage', zh: '"{text}" 使无人值守的客户端在断线后终止' },
    login: {
      en: 'Option {name} without auth-retry: one refused login, also by a server that restarts, ends the client',
      zh: '选项 {name} 没有配合 auth-retry：登录被拒一次（哪怕因服务器正在重启），客户端就终止',
    },
  },
  *faults(model) {
    if (!model.pulls || !unattended(model)) return
    const resolve = last(model, 'resolv-retry')
    if (resolve && resolve.params[0] !== 'infinite') yield { line: resolve, id: 'gives', fixes: [endless(resolve)] }
    for (const name of ['connect-retry-max', 'ping-exit', 'tls-exit', 'single-session']) {
      const line = last(model, name)
      if (line && line.params[0] !== '0') yield { line, id: 'gives', fixes: [deletion(line, unsafe)] }
    }
    yield* login(model)
  },
})
