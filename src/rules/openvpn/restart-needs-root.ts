import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { atLeast } from '../../target/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { addLines, lackingAt, safe } from './placing.ts'

/** Key files that the daemon opens again on a restart. */
const reopened = (model: OpenvpnModel): boolean =>
  ['key', 'pkcs12', 'tls-auth', 'tls-crypt', 'tls-crypt-v2', 'secret'].some(name => {
    const line = last(model, name)
    return line !== undefined && !line.inline
  })

const missing = (model: OpenvpnModel): string[] => {
  const { persistKey, persistTun } = model.privileges
  const found: string[] = []
  if (!persistKey.value && reopened(model)) found.push('persist-key')
  if (!persistTun.value && !atLeast(model.target.openvpn, '2.6')) found.push('persist-tun')
  return found
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/restart-needs-root',
  format: 'openvpn',
  title: { en: 'Restart that needs the rights given up', zh: '重启时需要已放弃的权限' },
  severity: 'high',
  confidence: 'high',
  tags: ['privilege', 'availability'],
  messages: {
    restart: {
      en: '{option} "{value}" gives up root without {missing}: the first ping-restart ends the daemon',
      zh: '{option} "{value}" 放弃了 root，却没有 {missing}：第一次 ping-restart 就会终止守护进程',
    },
  },
  defaults: {},
  *check(model) {
    const drop = ['user', 'group', 'chroot'].map(name => last(model, name)).find(line => line !== undefined)
    const lines = missing(model)
    if (!drop || lines.length === 0 || drop.params[0] === 'root') return
    yield {
      at: lackingAt(drop),
      subject: lines.join(' '),
      message: { id: 'restart', params: { option: drop.name, value: drop.params[0] ?? '', missing: lines } },
      fixes: [
        safe({
          title: { en: `Add ${lines.join(' and ')}`, zh: `添加 ${lines.join('、')}` },
          edits: [addLines(model, lines, ['group', 'user', 'chroot'])],
          changes: lines,
        }),
      ],
    }
  },
})
