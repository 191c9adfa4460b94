import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

/** Only a host that forwards has anything to redirect. */
const forwards = (model: SysctlModel): boolean => numberOf(model.value('net.ipv4.ip_forward')?.value ?? '0') !== 0

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'accept_redirects',
    fails: value => value !== 0,
    value: '0',
    where: ['all', 'default', '*'],
    safe: true,
    severity: 'medium',
  },
  {
    family: 'ipv4',
    attribute: 'send_redirects',
    fails: value => value !== 0,
    value: '0',
    where: ['all', 'default', '*'],
    safe: true,
    severity: model => (forwards(model) ? 'medium' : 'low'),
  },
  {
    family: 'ipv6',
    attribute: 'accept_redirects',
    fails: value => value !== 0,
    value: '0',
    where: ['default', '*'],
    safe: true,
    severity: 'medium',
  },
]

/** They act together: without shared media only a listed gateway is believed. Benchmarks ask for 0. */
const together: readonly Attribute[] = ['secure_redirects', 'shared_media'].map(attribute => ({
  family: 'ipv4',
  attribute,
  fails: value => value !== 0,
  value: '0',
  where: ['all', 'default', '*'],
  safe: false,
  severity: 'info',
  onlyWritten: true,
}))

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/redirects',
  format: 'sysctl',
  title: { en: 'ICMP redirects', zh: 'ICMP 重定向' },
  severity: 'medium',
  confidence: 'high',
  tags: ['network', 'routing'],
  messages: {
    unset: familyMessages.unset,
    accept_redirects: {
      en: '{key} is "{value}": neighbours change the routes of {interfaces}',
      zh: '{key} 为 "{value}"：邻居主机可以改变 {interfaces} 的路由',
    },
    secure_redirects: {
      en: '{key} is "{value}": redirects from listed gateways change the routes of {interfaces}',
      zh: '{key} 为 "{value}"：来自已列网关的重定向会改变 {interfaces} 的路由',
    },
    shared_media: {
      en: '{key} is "{value}": redirects on {interfaces} are believed for any network on the medium',
      zh: '{key} 为 "{value}"：{interfaces} 上的重定向对该介质上的任何网络都被采信',
    },
    send_redirects: {
      en: '{key} is "{value}": {interfaces} tell neighbours to change their routes',
      zh: '{key} 为 "{value}"：{interfaces} 会要求邻居改变路由',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) =>
    checkAttributes(options.level === 'strict' ? [...attributes, ...together] : attributes, model, options),
})
