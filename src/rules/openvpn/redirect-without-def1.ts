import type { OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'
import { safe } from './placing.ts'

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/redirect-without-def1',
  format: 'openvpn',
  title: { en: 'Default route that is replaced', zh: '被替换的默认路由' },
  severity: 'high',
  confidence: 'high',
  tags: ['routing', 'availability'],
  messages: {
    replaced: {
      en: 'redirect-gateway without def1 replaces the default route: a crash of the daemon leaves the host without one',
      zh: '没有 def1 的 redirect-gateway 会替换默认路由：守护进程崩溃后主机将没有默认路由',
    },
  },
  defaults: {},
  *check(model) {
    const { redirect, fullTunnel, flags } = model.routing
    const [first] = redirect
    if (!first || !fullTunnel || flags.has('def1') || model.role === 'server') return
    yield {
      at: placeOf(first.directive),
      subject: 'redirect-gateway',
      message: { id: 'replaced' },
      fixes: [
        safe({
          title: { en: 'Add def1', zh: '添加 def1' },
          edits: [replaceArguments(first.directive, ['def1', ...first.words.map(word => word.raw)].join(' '))],
          changes: ['redirect-gateway'],
        }),
      ],
    }
  },
})
