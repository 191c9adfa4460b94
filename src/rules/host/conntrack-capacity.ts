import type { NginxModel } from '../../formats/nginx/model.ts'
import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { firewallFiles } from './firewall.ts'
import type { HostModel } from './model.ts'

const key = 'net.netfilter.nf_conntrack_max'
const stateful = /\bct\s+state\b|--ctstate\b|-m\s+state\b|\bmasquerade\b|-j\s+MASQUERADE\b/

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl[0]
  const held = model?.value(key)
  if (!model || !held?.statement || !tracks(host, model)) return
  const limit = numberOf(held.value)
  const wanted = Math.max(0, ...host.nginx.map(configured))
  if (wanted <= limit) return
  const value = String(wanted * 2)
  yield {
    at: placeOf(held.statement.directive),
    subject: key,
    message: { id: 'small', params: { limit: held.written, wanted } },
    fixes: [
      {
        title: { en: `Set ${key} to ${value}`, zh: `将 ${key} 设为 ${value}` },
        safety: 'unsafe',
        edits: assign(model, [[key, value]], held.statement),
        changes: [key],
      },
    ],
  }
}

const tracks = (host: HostModel, model: SysctlModel): boolean =>
  model.evidence.ufw?.enabled === true || firewallFiles(host).some(file => stateful.test(file.text))

function configured(nginx: NginxModel): number {
  const events = [...nginx.levels({ context: 'events' })][0]
  const per = events ? Number(nginx.text(events, 'worker_connections')) : 0
  return per * (Number(nginx.text(nginx.main, 'worker_processes')) || 1)
}

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/conntrack-capacity',
  format: 'host',
  title: { en: 'More connections than the firewall can track', zh: '连接数超过防火墙的跟踪能力' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    small: {
      en: 'net.netfilter.nf_conntrack_max is "{limit}", and nginx is configured for {wanted} connections: the stateful firewall drops what does not fit',
      zh: 'net.netfilter.nf_conntrack_max 为 "{limit}"，而 nginx 配置了 {wanted} 个连接：有状态防火墙会丢弃超出的部分',
    },
  },
  defaults: {},
  check: findings,
})
