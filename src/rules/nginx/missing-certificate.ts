import type { NginxModel } from '../../formats/nginx/model.ts'
import type { Rule } from '../rule.ts'
import { loadRule } from './load-problems.ts'

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/missing-certificate',
  title: { en: 'TLS without a certificate or key', zh: '启用 TLS 却缺少证书或私钥' },
  codes: ['missing-certificate'],
})
