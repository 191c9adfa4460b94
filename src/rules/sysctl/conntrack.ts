import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

/** What a kernel with 1 GiB of memory starts with (measured on 6.1 and 6.12). */
const smallest = 8192

const family: Family = {
  rule: 'sysctl/conntrack',
  messages: {
    ...familyMessages,
    'net.netfilter.nf_conntrack_max': {
      en: '{key} is "{value}", below what the smallest hosts start with: new connections are dropped when the table is full',
      zh: '{key} 为 "{value}"，低于最小主机的默认值：跟踪表满后新连接会被丢弃',
    },
    'net.netfilter.nf_conntrack_tcp_loose': {
      en: '{key} is "{value}": connections that are older than the firewall are not picked up',
      zh: '{key} 为 "{value}"：早于防火墙建立的连接不会被接管',
    },
  },
  safe: [],
  severity(check, held) {
    if (!held.statement) return 'none'
    if (check.key === 'net.netfilter.nf_conntrack_max') return numberOf(held.value) < smallest ? 'info' : 'none'
    return check.key === 'net.netfilter.nf_conntrack_tcp_loose' && numberOf(held.value) === 0 ? 'info' : 'none'
  },
  repairs: { 'net.netfilter.nf_conntrack_max': '', 'net.netfilter.nf_conntrack_tcp_loose': '' },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/conntrack',
  format: 'sysctl',
  title: { en: 'Connection tracking', zh: '连接跟踪' },
  severity: 'info',
  confidence: 'medium',
  tags: ['network', 'availability'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
