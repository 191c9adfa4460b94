import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { withFormerFile } from '../../remedies/openvpn/service.ts'
import { type Fix, placeOf, type Rule, type Step } from '../rule.ts'
import { setLine, unsafe } from './placing.ts'
import { type Routed, routerRule, routerStep } from './router.ts'

const longestUser = 27
const longestPassword = 233

function repairs(routed: Routed): Fix[] {
  const { model } = routed
  const ask: Step = {
    kind: 'decide',
    id: `openvpn/credentials:${model.root}`,
    title: { en: 'Write the credentials into a file', zh: '把凭证写入文件' },
    needs: [routerStep(routed).id],
    risk: 'none',
    question: {
      en: 'Does tunnel.auth (mode 0600, beside the configuration) hold the user name on its first line and the password on its second?',
      zh: '配置旁的 tunnel.auth（权限 0600）是否已写好：第一行用户名，第二行口令？',
    },
  }
  const edit: Step = {
    kind: 'edit',
    id: `openvpn/auth-user-pass:${model.root}`,
    title: { en: 'Use them', zh: '使用该凭证' },
    needs: [ask.id],
    risk: 'low',
    edits: [setLine(model, 'auth-user-pass', 'auth-user-pass tunnel.auth', ['key', 'cert', 'ca'])],
    ...withFormerFile(model),
  }
  const title = { en: 'Log in with user name and password', zh: '使用用户名和口令登录' }
  return [unsafe({ title, edits: [], changes: ['auth-user-pass'], steps: [routerStep(routed), ask, edit] })]
}

/** Lengths of an inline block's two lines; its text goes nowhere. */
function lengths(model: OpenvpnModel): readonly number[] {
  const line = last(model, 'auth-user-pass')
  const body = line?.directive.block?.body
  if (!line || !body) return []
  return line.directive.file.text
    .slice(body.start, body.end)
    .split('\n')
    .map(text => text.replace(/\r$/, '').length)
}

export const rule: Rule<OpenvpnModel> = routerRule({
  id: 'openvpn/mikrotik-credentials',
  title: { en: 'Login at a MikroTik router', zh: '登录 MikroTik 路由器' },
  severity: 'critical',
  messages: {
    absent: {
      en: 'Client has no auth-user-pass: RouterOS refuses clients without user name and password, certificates or not',
      zh: '客户端没有 auth-user-pass：无论有无证书，RouterOS 都拒绝没有用户名和口令的客户端',
    },
    interactive: {
      en: 'Option auth-user-pass names no file: under a service manager nobody answers the question for the password',
      zh: '选项 auth-user-pass 没有指定文件：由服务管理器启动时无人输入口令',
    },
    long: {
      en: 'Option auth-user-pass holds a name or password longer than RouterOS takes (27 and 233 characters)',
      zh: '选项 auth-user-pass 中的用户名或口令超过 RouterOS 的上限（27 与 233 个字符）',
    },
  },
  *misfits(routed) {
    const line = last(routed.model, 'auth-user-pass')
    const [user = 0, password = 0] = lengths(routed.model)
    if (!line) yield { subject: 'login', message: { id: 'absent' }, fixes: repairs(routed) }
    else if (!line.inline && line.params.length === 0)
      yield { at: placeOf(line.directive), subject: 'login', message: { id: 'interactive' }, fixes: repairs(routed) }
    else if (user > longestUser || password > longestPassword)
      yield {
        at: { file: line.directive.file, span: line.directive.name.span },
        subject: 'login',
        message: { id: 'long' },
      }
  },
})
