import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const answersAll = new Set(['net.ipv4.icmp_echo_ignore_broadcasts', 'net.ipv4.icmp_ignore_bogus_error_responses'])

const family: Family = {
  rule: 'sysctl/icmp',
  messages: {
    ...familyMessages,
    'net.ipv4.icmp_echo_ignore_broadcasts': {
      en: '{key} is "{value}": the host answers pings to broadcast addresses and amplifies forged ones',
      zh: '{key} 为 "{value}"：主机会应答发往广播地址的 ping，可被用于放大伪造请求',
    },
    'net.ipv4.icmp_ignore_bogus_error_responses': {
      en: '{key} is "{value}": forged ICMP errors fill the kernel log',
      zh: '{key} 为 "{value}"：伪造的 ICMP 错误会写满内核日志',
    },
    'net.ipv4.icmp_ratelimit': {
      en: '{key} is "{value}": ICMP errors are sent more often than the default of one per 1000 ms and target',
      zh: '{key} 为 "{value}"：ICMP 错误的发送频率高于默认的每目标 1000 毫秒一次',
    },
    'net.ipv4.icmp_ratemask': {
      en: '{key} is "{value}": it leaves out types of the default mask 6168 from the rate limit',
      zh: '{key} 为 "{value}"：默认掩码 6168 中的部分类型不再被限速',
    },
    'net.ipv4.icmp_echo_ignore_all': {
      en: '{key} is "{value}" while the option icmpProbing asks for no answer to pings',
      zh: '{key} 为 "{value}"，而选项要求不应答 ping',
    },
    'net.ipv6.icmp.echo_ignore_all': {
      en: '{key} is "{value}" while the option icmpProbing asks for no answer to pings: the IPv4 key leaves IPv6 answering',
      zh: '{key} 为 "{value}"，而选项要求不应答 ping：IPv4 的键不影响 IPv6',
    },
  },
  safe: ['net.ipv4.icmp_echo_ignore_broadcasts', 'net.ipv4.icmp_ignore_bogus_error_responses'],
  severity(check, held, { options }) {
    const off = numberOf(held.value) === 0
    if (answersAll.has(check.key)) return off && held.statement ? 'medium' : 'none'
    // The kernel starts with 0 here, so a line that says so weakens nothing.
    if (check.key.startsWith('net.ipv6.icmp.echo_ignore_') && check.optIn === undefined)
      return off && options.level === 'strict' ? 'low' : 'none'
    if (check.key === 'net.ipv4.icmp_ratemask') return (numberOf(held.value) & 6168) === 6168 ? 'none' : 'low'
    return undefined
  },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/icmp',
  format: 'sysctl',
  title: { en: 'ICMP answers and their limits', zh: 'ICMP 应答及其限速' },
  severity: 'low',
  confidence: 'high',
  tags: ['network', 'reconnaissance'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
