import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { removeLines, safe, unsafe } from './placing.ts'

const changes = ['script-security', 'auth-user-pass-verify']

function repairs(model: OpenvpnModel, running: boolean): Fix[] {
  const line = last(model, 'script-security')
  if (!line) return []
  if (!running)
    return [
      safe({
        title: { en: 'Delete script-security: nothing runs', zh: '删除 script-security：没有脚本运行' },
        edits: removeLines([line]),
        changes,
      }),
    ]
  const login = last(model, 'auth-user-pass-verify')
  const way = login?.params[1] === 'via-env' ? login.words[1] : undefined
  const path = login?.directive.file.path ?? ''
  const byFile = way ? [{ path, span: way.span, text: 'via-file' }] : []
  return [
    unsafe({
      title: { en: 'Lower it to 2; passwords go to scripts by file', zh: '降为 2；口令改由文件传给脚本' },
      edits: [replaceArguments(line.directive, '2'), ...byFile],
      changes,
    }),
  ]
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/script-security',
  format: 'openvpn',
  title: { en: 'More script rights than needed', zh: '超出需要的脚本权限' },
  severity: 'medium',
  confidence: 'high',
  tags: ['privilege', 'scripts'],
  messages: {
    passwords: {
      en: 'script-security "{level}" hands passwords to scripts in their environment, where other processes of the user can read them',
      zh: 'script-security "{level}" 通过环境变量把口令交给脚本，该用户的其他进程可以读取',
    },
    idle: {
      en: 'script-security "{level}" allows scripts and none is configured',
      zh: 'script-security "{level}" 允许运行脚本，却没有配置任何脚本',
    },
  },
  defaults: {},
  *check(model) {
    const line = last(model, 'script-security')
    const level = model.scripts.security.value
    if (!line || level < 2) return
    const running = model.scripts.lines.length > 0 || model.scripts.plugins.length > 0
    if (running && level === 2) return
    yield {
      at: placeOf(line.directive),
      subject: 'script-security',
      message: { id: level > 2 ? 'passwords' : 'idle', params: { level } },
      fixes: repairs(model, running),
    }
  },
})
