import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/directive-context',
  title: { en: 'Directive where it may not stand', zh: '指令出现在不允许的位置' },
  codes: ['directive-context'],
})
