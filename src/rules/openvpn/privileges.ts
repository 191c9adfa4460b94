import { every, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { live, withFormerFile } from '../../remedies/openvpn/service.ts'
import { atLeast } from '../../target/index.ts'
import type { Edit } from '../../text/index.ts'
import { defineRule, type Fix, placeOf, type Rule, type Step } from '../rule.ts'
import { addLines, lackingAt, removeLines, roleLine, unsafe } from './placing.ts'

const account: Step = {
  kind: 'command',
  id: 'openvpn/account',
  title: { en: 'Create a system account for the daemon', zh: '为守护进程创建系统账户' },
  needs: [],
  risk: 'low',
  commands: [
    {
      argv: ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'openvpn'],
      root: true,
    },
  ],
  unless: { argv: ['id', 'openvpn'] },
  verify: [
    { argv: ['id', 'openvpn'], says: { en: 'The account exists', zh: '账户已存在' } },
    { argv: ['getent', 'group', 'openvpn'], says: { en: 'Its group exists', zh: '其用户组已存在' } },
  ],
  undo: [{ argv: ['userdel', 'openvpn'], root: true }],
}

function edits(model: OpenvpnModel): Edit[] {
  const { persistKey, persistTun, group } = model.privileges
  const lines = ['user openvpn']
  if (group.value === undefined || group.value === 'root') lines.push('group openvpn')
  if (!persistKey.value) lines.push('persist-key')
  if (!persistTun.value) lines.push('persist-tun')
  const roots = [...every(model, 'user'), ...(group.value === 'root' ? every(model, 'group') : [])]
  const near = ['group', 'key', 'cert', 'ca'].filter(
    name => !(name === 'group' && last(model, 'group')?.params[0] === 'root'),
  )
  return [...removeLines(roots), addLines(model, lines, near)]
}

/** No step makes the account here, and the daemon does not start without it. */
const edited = {
  en: 'Run as the system account openvpn, which has to exist before the restart (useradd --system --user-group openvpn)',
  zh: '以系统账户 openvpn 运行，该账户须在重启前存在（useradd --system --user-group openvpn）',
}

function repairs(model: OpenvpnModel): Fix[] {
  const title = { en: 'Run as the system account openvpn', zh: '以系统账户 openvpn 运行' }
  const changes = ['user', 'group', 'persist-key', 'persist-tun']
  const own = edits(model)
  const staged: Step = {
    kind: 'edit',
    id: `openvpn/privileges:${model.root}`,
    title,
    needs: [account.id],
    risk: 'outage',
    edits: own,
    ...withFormerFile(model),
  }
  return [
    unsafe({ title: edited, edits: own, changes }),
    unsafe({ title, edits: [], changes, steps: [account, staged, live(model, staged)] }),
  ]
}

/** Scripts that run when the rights are gone, and mostly take back what others did with them. */
const needsRoot = (model: OpenvpnModel): boolean =>
  (every(model, 'down').length > 0 || every(model, 'route-pre-down').length > 0) &&
  !every(model, 'plugin').some(({ params }) => params[0]?.includes('down-root'))

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/privileges',
  format: 'openvpn',
  title: { en: 'Daemon that keeps root', zh: '以 root 运行的守护进程' },
  severity: 'medium',
  confidence: 'high',
  tags: ['privilege'],
  messages: {
    root: {
      en: 'Daemon runs as root for as long as it lives: no user is written',
      zh: '守护进程始终以 root 运行：没有写 user',
    },
    named: { en: 'user "{user}" keeps all rights of root', zh: 'user "{user}" 保留 root 的全部权限' },
  },
  defaults: {},
  *check(model) {
    const user = model.privileges.user.value
    const at = last(model, 'user') ?? roleLine(model)
    if ((user !== undefined && user !== 'root') || !at) return
    yield {
      at: user === undefined ? lackingAt(at) : placeOf(at.directive),
      subject: 'user',
      message: user === undefined ? { id: 'root' } : { id: 'named', params: { user } },
      fixes: atLeast(model.target.openvpn, '2.4') && !needsRoot(model) ? repairs(model) : [],
    }
  },
})
