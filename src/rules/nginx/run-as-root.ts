import type { NginxModel } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { accountsOf } from './host-accounts.ts'

interface Options {
  /** Report accounts with a shell to sign in with as well. Needs the passwd file of the host. */
  readonly shells: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
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
    shell: {
      en: '`user {words}` runs the worker processes as an account that can sign in: its shell is {shell}',
      zh: '`user {words}` 使工作进程以可登录的账户运行：其 shell 为 {shell}',
    },
  },
  schema: { type: 'object', properties: { shells: { type: 'boolean' } }, additionalProperties: false },
  defaults: { shells: false },
  *check(model, { shells }, { store }) {
    const line = model.main.written('user')[0]
    const [user, group] = line?.args.map(word => word.value) ?? []
    const root = /^root$/
    if (!line || user === undefined) return
    const passwd = accountsOf(model, store)
    if (!root.test(user) && !(group !== undefined && root.test(group))) {
      const shell = shells ? passwd?.get(user) : undefined
      if (shell && !/\/(?:nologin|false|sync)$/.test(shell)) yield signsIn(line, shell)
      return
    }
    const account = accounts[model.target.distribution.id]
    yield {
      at: placeOf(line),
      subject: 'user',
      message: {
        id: root.test(user) ? 'user' : 'group',
        params: { words: valuesOf(line).join(' ') },
      },
      fixes:
        account === undefined
          ? []
          : [
              {
                title: { en: `run as ${account}`, zh: `以 ${account} 运行` },
                safety: passwd?.has(account) ? 'safe' : 'unsafe',
                edits: [replaceArguments(line, account)],
                changes: ['user'],
              },
            ],
    }
  },
})

const signsIn = (line: Directive, shell: string): Observation => ({
  at: placeOf(line),
  subject: 'user',
  message: { id: 'shell', params: { words: valuesOf(line).join(' '), shell } },
  severity: 'low',
})

/** The account that the distribution's package makes. */
const accounts: Readonly<Record<string, string>> = {
  debian: 'www-data',
  ubuntu: 'www-data',
  rhel: 'nginx',
  alpine: 'nginx',
}
