import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'rp_filter',
    fails: value => value === 0,
    value: '2',
    where: ['all', 'default'],
    safe: true,
    severity: 'medium',
  },
]

/** Strict filtering drops traffic that comes back another way than it went. */
const asymmetric: readonly Role[] = ['vpn-client', 'vpn-gateway', 'router', 'container-host', 'kubernetes-node']
const strictly: readonly Attribute[] = attributes.map(each => ({
  ...each,
  fails: value => value !== 1,
  value: '1',
  safe: false,
}))

const wanted = ({ level }: FamilyOptions, roles: readonly Role[]): readonly Attribute[] =>
  level === 'strict' && !roles.some(role => asymmetric.includes(role)) ? strictly : attributes

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/rp-filter',
  format: 'sysctl',
  title: { en: 'Packets with forged source addresses', zh: '伪造源地址的数据包' },
  severity: 'medium',
  confidence: 'high',
  tags: ['network', 'spoofing'],
  messages: {
    unset: familyMessages.unset,
    rp_filter: {
      en: '{key} is "{value}": {interfaces} take packets with any source address',
      zh: '{key} 为 "{value}"：{interfaces} 接受任意源地址的数据包',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options, { roles }) => checkAttributes(wanted(options, roles), model, options),
})
