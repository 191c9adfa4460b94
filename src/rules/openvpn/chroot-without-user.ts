import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Rule } from '../rule.ts'
import { lineRule } from './line-rule.ts'
import { addLines, unsafe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = lineRule({
  id: 'openvpn/chroot-without-user',
  title: { en: 'Jail that root can leave', zh: 'root 可以逃出的 chroot' },
  severity: 'medium',
  tags: ['privilege'],
  messages: {
    open: {
      en: 'chroot "{path}" stands without {missing}: root leaves such a jail at will',
      zh: 'chroot "{path}" 没有配合 {missing}：root 可以随意离开',
    },
  },
  *faults(model) {
    const line = last(model, 'chroot')
    const missing = ['user', 'group'].filter(name => !last(model, name))
    if (!line || missing.length === 0) return
    const title = { en: 'Add user and group', zh: '添加 user 与 group' }
    const keep = model.privileges.persistKey.value ? [] : ['persist-key']
    const tun = model.privileges.persistTun.value ? [] : ['persist-tun']
    const edits = [addLines(model, [...missing.map(name => `${name} openvpn`), ...keep, ...tun], ['chroot'])]
    yield {
      line,
      id: 'open',
      params: { path: line.params[0] ?? '', missing },
      fixes: [unsafe({ title, edits, changes: ['user', 'group', 'persist-key', 'persist-tun'] })],
    }
  },
})
