import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule, Step } from '../rule.ts'
import { deletion, lineRule } from './line-rule.ts'
import { unsafe } from './placing.ts'

const handOver = (path: string, user: string): Step => ({
  kind: 'command',
  id: `openvpn/chown:${path}`,
  title: { en: `Let ${user} read the credentials`, zh: `让 ${user} 能读取凭证` },
  needs: ['openvpn/account'],
  risk: 'low',
  commands: [
    { argv: ['cp', '-n', '-p', '--attributes-only', '--', path, former(path)], root: true },
    { argv: ['chown', '--', user, path], root: true },
    { argv: ['chmod', '0400', '--', path], root: true },
  ],
  verify: [
    {
      argv: ['runuser', '-u', user, '--', 'test', '-r', path],
      root: true,
      says: { en: `${user} may read ${path}`, zh: `${user} 可以读取 ${path}` },
    },
  ],
  undo: [
    { argv: ['chown', `--reference=${former(path)}`, '--', path], root: true },
    { argv: ['chmod', `--reference=${former(path)}`, '--', path], root: true },
    { argv: ['rm', '-f', '--', former(path)], root: true },
  ],
})

/** An empty file beside it that has the owner and the mode of before. */
const former = (path: string): string => `${path}.confward-before`

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/credentials-unreadable',
  title: { en: 'Credentials that are read again without the right to', zh: '重读时已无权读取的凭证' },
  severity: 'critical',
  tags: ['privilege', 'availability'],
  messages: {
    unreadable: {
      en: 'File "{path}" of {name} is read again at every renegotiation, as user "{user}": unless that user may read it, the daemon ends after an hour',
      zh: '{name} 的文件 "{path}" 在每次重新协商时以用户 "{user}" 重新读取：若该用户无权读取，守护进程一小时后终止',
    },
  },
  *faults(model) {
    const forget = last(model, 'auth-nocache')
    const user = model.privileges.user.value
    if (!forget || user === undefined || user === 'root') return
    for (const name of ['auth-user-pass', 'askpass']) {
      const line = last(model, name)
      const path = line?.params[0]
      if (!line || line.inline || path === undefined || path === 'stdin') continue
      const title = { en: 'Make that user the owner of the file', zh: '把文件所有者改为该用户' }
      const absolute = model.files.find(file => file.line === line)?.path ?? path
      yield {
        line,
        id: 'unreadable',
        params: { path, user },
        severity: 'medium',
        confidence: 'medium',
        fixes: [deletion(forget, unsafe), unsafe({ title, edits: [], changes: [], steps: [handOver(absolute, user)] })],
      }
    }
  },
})
