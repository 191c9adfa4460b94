import { numberOf } from '../../formats/sysctl/integer.ts'
import { changesOf } from '../../remedies/sysctl/assign.ts'
import { deleted } from '../../remedies/sysctl/lines.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

const needing: readonly Role[] = ['container-host', 'kubernetes-node', 'hypervisor']
const keys = ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding']

function* findings(host: HostModel): Generator<Observation> {
  const role = needing.find(each => host.roles.includes(each))
  const model = host.sysctl[0]
  if (!role || !model) return
  for (const key of keys) {
    const held = model.value(key)
    if (!held?.statement || held.because !== undefined || numberOf(held.value) !== 0) continue
    const { directive, systemd } = held.statement
    yield {
      at: placeOf(directive),
      subject: key,
      // Few container networks route IPv6.
      ...(key === keys[0] ? {} : { severity: 'low' as const }),
      message: { id: 'cut', params: { key: systemd.key ?? key, value: held.written, role } },
      fixes: [
        {
          title: { en: 'Delete the line', zh: '删除该行' },
          safety: 'unsafe',
          edits: deleted(model, held.statement),
          changes: changesOf(model, [key]),
        },
      ],
    }
  }
}

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/container-forwarding',
  format: 'host',
  title: { en: 'Hardening that cuts containers off', zh: '会切断容器网络的加固' },
  severity: 'high',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    cut: {
      en: '{key} is "{value}", and this host is a {role}: whoever applies the files again cuts off its containers or guests',
      zh: '{key} 为 "{value}"，而本机是 {role}：再次应用这些文件会切断容器或虚拟机的网络',
    },
  },
  defaults: {},
  check: findings,
})
