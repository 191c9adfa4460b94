import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { deleteDirective, replaceWord } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe } from './load-problems.ts'

/** The list without what this OpenSSL does not know; without a list the default holds. */
function known({ directive, word, params }: LoadProblem): Fix[] {
  if (!directive || !word) return []
  const unknown = String(params.unknown).split(', ')
  const left = word.value.split(':').filter(name => !unknown.includes(name))
  const title =
    left.length > 0
      ? { en: `Leave out ${unknown.join(', ')}`, zh: `去掉 ${unknown.join('、')}` }
      : { en: 'Delete ssl_ecdh_curve', zh: '删除 ssl_ecdh_curve' }
  const edit = left.length > 0 ? replaceWord(directive.file, word, left.join(':')) : deleteDirective(directive)
  return [safe({ title, edits: [edit], changes: ['ssl_ecdh_curve'] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/tls-groups-unsupported',
  title: { en: 'Key exchange group that OpenSSL does not know', zh: 'OpenSSL 不支持的密钥交换组' },
  codes: ['tls-groups-unsupported'],
  texts: {
    groups: {
      en: 'ssl_ecdh_curve "{word}" names {unknown}, which OpenSSL {openssl} does not know',
      zh: 'ssl_ecdh_curve "{word}" 中的 {unknown} 不被 OpenSSL {openssl} 支持',
    },
  },
  fixes: known,
})
