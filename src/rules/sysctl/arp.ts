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

/** Answers only for addresses of the asked interface. Sources disagree, so each is asked by option. */
const byOption: Readonly<Record<string, Attribute>> = {
  'arp-ignore': {
    family: 'ipv4',
    attribute: 'arp_ignore',
    fails: value => value <= 0,
    value: '1',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
  'arp-announce': {
    family: 'ipv4',
    attribute: 'arp_announce',
    fails: value => value <= 0,
    value: '2',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
}

const asked = ({ optIn }: FamilyOptions): Attribute[] => [...attributes, ...optIn.flatMap(name => byOption[name] ?? [])]

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
      zh: '{key} 为 "{value}"：{interfaces} 会代答其他主机的 ARP 请求',
    },
    proxy_arp_pvlan: {
      en: '{key} is "{value}": {interfaces} answer ARP requests for other hosts',
      zh: '{key} 为 "{value}"：{interfaces} 会代答其他主机的 ARP 请求',
    },
    proxy_ndp: {
      en: '{key} is "{value}": {interfaces} answer neighbour requests for other hosts',
      zh: '{key} 为 "{value}"：{interfaces} 会代答其他主机的邻居请求',
    },
    arp_ignore: {
      en: '{key} is "{value}": {interfaces} answer for addresses of other interfaces of this host',
      zh: '{key} 为 "{value}"：{interfaces} 会应答本机其他接口的地址',
    },
    arp_announce: {
      en: '{key} is "{value}": {interfaces} ask neighbours with addresses of other interfaces',
      zh: '{key} 为 "{value}"：{interfaces} 会以其他接口的地址向邻居发出请求',
    },
    arp_accept: {
      en: '{key} is "{value}": {interfaces} learn neighbours from announcements nobody asked for',
      zh: '{key} 为 "{value}"：{interfaces} 会从无人请求的通告中学习邻居',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options, { roles }) =>
    checkAttributes(roles.some(role => forOthers.includes(role)) ? [] : asked(options), model, options),
})
