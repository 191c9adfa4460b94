import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/missing-include',
  title: { en: 'Included file that is not there', zh: '被包含的文件不存在' },
  codes: ['missing-include'],
  texts: {
    'missing-include': {
      en: 'include of "{path}" leads to no file',
      zh: '包含的 "{path}" 不存在',
    },
  },
})
