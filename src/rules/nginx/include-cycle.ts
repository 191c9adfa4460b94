import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/include-cycle',
  title: { en: 'File that includes itself', zh: '文件循环包含' },
  codes: ['include-cycle'],
})
