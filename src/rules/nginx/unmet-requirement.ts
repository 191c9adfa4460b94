import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertFirst, replaceArguments } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe } from './load-problems.ts'

const setting = 'server_names_hash_bucket_size'

/** The next size that the name fits into. */
function larger({ id, params, word }: LoadProblem, model: NginxModel): Fix[] {
  const http = model.http
  const block = http?.directive?.block
  if (id !== 'hash-bucket-size' || params.hash !== 'server_names_hash' || !word || !http?.directive || !block) return []
  let size = Number(params.size)
  while (16 + Math.ceil((word.value.length + 2) / 8) * 8 > size) size *= 2
  const [own] = http.written(setting)
  const edit = own
    ? replaceArguments(own, String(size))
    : insertFirst(http.directive.file, block, [`${setting} ${size};`])
  const title = { en: `Raise ${setting} to ${size}`, zh: `将 ${setting} 增大到 ${size}` }
  return [safe({ title, edits: [edit], changes: [setting] })]
}

export const rule: Rule<NginxModel> = loadRule({
  id: 'nginx/unmet-requirement',
  title: { en: 'Statement that lacks its companion', zh: '缺少配套语句' },
  codes: ['unmet-requirement'],
  texts: {
    'redirect-order': {
      en: '"proxy_redirect default" stands before the "proxy_pass" directive it needs',
      zh: '"proxy_redirect default" 出现在它所需的 "proxy_pass" 指令之前',
    },
    'hash-max-size': {
      en: '{hash} cannot be built: {hash}_max_size is {size}',
      zh: '无法建立 {hash}：{hash}_max_size 为 {size}',
    },
    'hash-bucket-size': {
      en: '{hash} cannot be built: a name is too long for {hash}_bucket_size {size}',
      zh: '无法建立 {hash}：有名称超出 {hash}_bucket_size {size}',
    },
  },
  fixes: larger,
})
