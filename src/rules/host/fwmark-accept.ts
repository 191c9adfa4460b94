import type { OpenvpnModel } from '../../formats/openvpn/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { type Assignment, assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { routesUnmarked, routingFiles } from './marks.ts'
import type { HostModel } from './model.ts'

const accept = 'net.ipv4.tcp_fwmark_accept'
const wanted: readonly Assignment[] = [
  [accept, '1'],
  ['net.ipv4.fwmark_reflect', '1'],
  ['net.ipv6.fwmark_reflect', '1'],
]

function* findings(host: HostModel): Generator<Observation> {
  const client = host.openvpn.find(({ role, byName }) => role === 'client' && byName.has('mark'))
  const model = host.sysctl.find(({ scope }) => scope === 'host')
  if (!client || (model && numberOf(model.value(accept)?.value ?? '0') !== 0)) return
  const sockets = host.nginx.flatMap(({ listeners }) => listeners.filter(({ reach }) => reach === 'public'))
  const file = sockets.length > 0 ? routesUnmarked(routingFiles(host)) : undefined
  if (!file) return
  yield {
    at: placeOf(markOf(client)),
    subject: client.root,
    message: { id: 'dead', params: { key: accept, sockets: sockets.slice(0, 20).map(({ subject }) => subject) } },
    // Without sysctl files nobody knows what else sets the key.
    ...(model || host.store.complete ? {} : { confidence: 'medium' as const }),
    related: [
      { at: { file, span: { start: 0, end: 0 } }, message: { en: 'routes what has no mark', zh: '为无标记流量选路' } },
    ],
    fixes: model ? [acceptMarks(model)] : [],
  }
}

const markOf = (client: OpenvpnModel) => client.byName.get('mark')!.at(-1)!.directive

const acceptMarks = (model: SysctlModel): Fix => ({
  title: { en: 'Let replies carry the mark of their request', zh: '让应答带上请求的标记' },
  safety: 'safe',
  edits: assign(model, wanted),
  changes: changesOf(
    model,
    wanted.map(([key]) => key),
  ),
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/fwmark-accept',
  format: 'host',
  title: { en: 'Routing by marks without marks on replies', zh: '按标记选路而应答没有标记' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    dead: {
      en: 'What carries no mark goes into the tunnel, {key} is 0, and nginx listens on {sockets}: answers to visitors take the wrong way',
      zh: '没有标记的流量进入隧道，{key} 为 0，而 nginx 监听 {sockets}：对访问者的应答走错路',
    },
  },
  defaults: {},
  check: findings,
})
