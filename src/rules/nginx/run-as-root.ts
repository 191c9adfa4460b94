import type { NginxModel } from '../../formats/nginx/model.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/run-as-root',
  format: 'nginx',
  title: { en: 'worker processes run as root', zh: '工作进程以 root 运行' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    user: {
      en: '`user {words}` runs the worker processes as root',
      zh: '`user {words}` 使工作进程以 root 运行',
    },
    group: {
      en: '`user {words}` runs the worker processes in the group root',
      zh: '`user {words}` 使工作进程属于 root 组',
    },
  },
  defaults: {},
  *check(model) {
    const line = model.main.written('user')[0]
    const [user, group] = line?.args.map(word => word.value) ?? []
    const root = /^(?:root|0)$/
    if (!line || user === undefined || !(root.test(user) || (group !== undefined && root.test(group)))) return
    const account = accounts[model.target.distribution.id]
    yield {
      at: placeOf(line),
      subject: 'user',
      message: {
        id: root.test(user) ? 'user' : 'group',
        params: { words: line.args.map(word => word.value).join(' ') },
      },
      fixes:
        account === undefined
          ? []
          : [
              {
                title: { en: `run as ${account}`, zh: `以 ${account} 运行` },
                safety: 'unsafe',
                edits: [replaceArguments(line, account)],
                changes: ['user'],
              },
            ],
    }
  },
})

/** The account that the distribution's package makes. */
const accounts: Readonly<Record<string, string>> = {
  debian: 'www-data',
  ubuntu: 'www-data',
  rhel: 'nginx',
  alpine: 'nginx',
}
