import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { deleteDirective } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type Definition, unusedDefinitions } from './definitions.ts'
import { hasUnseen } from './unseen.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/unused-definition',
  format: 'nginx',
  title: { en: 'defined and used nowhere', zh: '已定义但从未使用' },
  severity: 'info',
  confidence: 'high',
  tags: ['hygiene'],
  messages: {
    limit: {
      en: '{directive} defines zone {name}, which no {user} uses: nothing is limited by it',
      zh: '{directive} 定义了区域 {name}，但没有任何 {user} 使用它：它不限制任何请求',
    },
    cache: {
      en: '{directive} defines zone {name}, which no {user} uses',
      zh: '{directive} 定义了区域 {name}，但没有任何 {user} 使用它',
    },
    format: {
      en: 'log format {name} is defined, and no {user} writes with it',
      zh: '定义了日志格式 {name}，但没有任何 {user} 使用它',
    },
    upstream: {
      en: 'upstream {name} is defined, and nothing is handed to it',
      zh: '定义了 upstream {name}，但没有任何请求转发给它',
    },
  },
  defaults: {},
  check: model =>
    model.fragment.length > 0 || hasUnseen(model) || model.forest.trees.some(({ placeholders }) => placeholders)
      ? []
      : unusedDefinitions(model).map(observation),
})

const observation = ({ kind, name, directive, user }: Definition): Observation => ({
  at: placeOf(directive),
  subject: `${nameOf(directive)} ${name}`,
  message: { id: kind, params: { directive: nameOf(directive), name, user } },
  // Where somebody meant to limit something, only he knows what.
  ...(kind === 'limit'
    ? { severity: 'low' as const }
    : {
        fixes: [
          {
            title: { en: 'remove it', zh: '删除' },
            safety: 'unsafe' as const,
            edits: [deleteDirective(directive)],
            changes: ['*'],
          },
        ],
      }),
})
