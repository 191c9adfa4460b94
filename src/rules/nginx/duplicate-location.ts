import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/duplicate-location',
  title: { en: 'Location that collides with another', zh: '与其他 location 冲突的 location' },
  codes: ['duplicate-location'],
})
