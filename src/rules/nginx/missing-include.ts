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
    'include-wildcards': {
      en: 'include of "{path}" leads to no file: inside geo a wildcard is part of the name',
      zh: '包含的 "{path}" 不存在：在 geo 块内通配符只是文件名的一部分',
    },
  },
})
