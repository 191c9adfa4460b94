import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

/** Hosts that stand in for others by profession. */
const forOthers: readonly Role[] = ['router', 'vpn-gateway', 'container-host', 'kubernetes-node', 'hypervisor']

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'proxy_arp',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
  {
    family: 'ipv4',
    attribute: 'proxy_arp_pvlan',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
  {
    family: 'ipv4',
    attribute: 'arp_accept',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
  {
    family: 'ipv6',
    attribute: 'proxy_ndp',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
]

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/arp',
  format: 'sysctl',
  title: { en: 'Answering for other hosts', zh: '代答其他主机' },
  severity: 'info',
  confidence: 'medium',
  tags: ['network', 'spoofing'],
  messages: {
    unset: familyMessages.unset,
    proxy_arp: {
      en: '{key} is "{value}": {interfaces} answer ARP requests for other hosts',
      zh: '{key} 为 "{value}":{interfaces} 会代答其他主机的 ARP 请求',
    },
    proxy_arp_pvlan: {
      en: '{key} is "{value}": {interfaces} answer ARP requests for other hosts',
      zh: '{key} 为 "{value}":{interfaces} 会代答其他主机的 ARP 请求',
    },
    proxy_ndp: {
      en: '{key} is "{value}": {interfaces} answer neighbour requests for other hosts',
      zh: '{key} 为 "{value}":{interfaces} 会代答其他主机的邻居请求',
    },
    arp_accept: {
      en: '{key} is "{value}": {interfaces} learn neighbours from announcements nobody asked for',
      zh: '{key} 为 "{value}":{interfaces} 会从无人请求的通告中学习邻居',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options, { roles }) =>
    checkAttributes(roles.some(role => forOthers.includes(role)) ? [] : attributes, model, options),
})
