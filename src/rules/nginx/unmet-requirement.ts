import type { LoadProblem } from '../../formats/nginx/loads/index.ts'
import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertBefore, insertFirst, isDirective, replaceArguments } from '../../tree/index.ts'
import type { Fix, Rule } from '../rule.ts'
import { loadRule, safe, unsafe } from './load-problems.ts'
import { authorities } from './missing-authorities.ts'

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

/** Companions whose value is known: the defaults, a zone for the group's own name, the one protocol of QUIC. */
function companion({ id, directive, params, file }: LoadProblem, model: NginxModel): Fix[] {
  if (id === 'no-events') {
    const first = model.forest.trees[0]?.nodes.find(node => isDirective(node) && node.block)
    if (!first || model.forest.trees[0]?.file !== file) return []
    const title = { en: 'Add an events block', zh: '添加 events 块' }
    return [unsafe({ title, edits: [insertBefore(first, ['events {}'])], changes: ['*'] })]
  }
  if (id === 'upstream-shared' && directive?.block) {
    const zone = `zone ${params.upstream} 64k;`
    const title = { en: `Share the group in memory (${zone})`, zh: `让该组使用共享内存（${zone}）` }
    return [unsafe({ title, edits: [insertFirst(directive.file, directive.block, [zone])], changes: ['*'] })]
  }
  if (id !== 'quic-protocol' || directive?.name.value !== 'ssl_protocols') return []
  const value = [...directive.args.map(({ raw }) => raw), 'TLSv1.3'].join(' ')
  const title = { en: 'Add TLSv1.3 to ssl_protocols', zh: '在 ssl_protocols 中加入 TLSv1.3' }
  return [unsafe({ title, edits: [replaceArguments(directive, value)], changes: ['ssl_protocols'] })]
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
  fixes: (problem, model) => [...larger(problem, model), ...companion(problem, model), ...authorities(problem, model)],
})
