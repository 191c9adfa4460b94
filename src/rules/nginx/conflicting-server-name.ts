import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/conflicting-server-name',
  title: { en: 'Name that two servers of one socket claim', zh: '同一套接字上的两个 server 使用相同名称' },
  codes: ['conflicting-server-name'],
  severity: 'high',
  warning: 'high',
  texts: {
    'name-conflict': {
      en: 'server_name "{server}" is taken on {address} by an earlier server: this block never serves it',
      zh: 'server_name "{server}" 在 {address} 上已被前面的 server 占用，本块永远不会为其服务',
    },
  },
})
