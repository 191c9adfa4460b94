import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Localized } from '../../message/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

const attributes: readonly Attribute[] = [
  {
    family: 'ipv6',
    attribute: 'accept_ra',
    fails: value => value !== 0,
    value: '0',
    where: ['default', '*'],
    safe: false,
    severity: 'medium',
  },
  {
    family: 'ipv6',
    attribute: 'autoconf',
    fails: value => value !== 0,
    value: '0',
    where: ['default', '*'],
    safe: false,
    severity: 'low',
    onlyWritten: true,
  },
  {
    family: 'ipv6',
    attribute: 'max_addresses',
    fails: value => value === 0,
    value: '16',
    where: ['default', '*'],
    safe: false,
    severity: 'low',
    onlyWritten: true,
  },
]

/** They count only while router advertisements are taken at all. */
const companions: readonly Attribute[] = [
  'accept_ra_defrtr',
  'accept_ra_pinfo',
  'accept_ra_rtr_pref',
  'router_solicitations',
].map(attribute => ({
  family: 'ipv6',
  attribute,
  fails: value => value !== 0,
  value: '0',
  where: ['default', '*'],
  safe: false,
  severity: 'low',
  onlyWritten: true,
}))

/** 2 and more prefer the temporary addresses, 0 and less make none. */
const temporary: Attribute = {
  family: 'ipv6',
  attribute: 'use_tempaddr',
  fails: value => value === 1,
  value: '0',
  where: ['default', '*'],
  safe: false,
  severity: 'info',
  onlyWritten: true,
}

const companion: Localized = {
  en: '{key} is "{value}": router advertisements of any neighbour count on {interfaces}',
  zh: '{key} 为 "{value}"：任何邻居的路由通告在 {interfaces} 上都有效',
}

/** Nothing to say where networkd handles advertisements itself, nor of companions where they are refused. */
function asked(model: SysctlModel, { level }: FamilyOptions): readonly Attribute[] {
  if (model.evidence.setters.has('networkd')) return []
  const refused = numberOf(model.value('net.ipv6.conf.default.accept_ra')?.value ?? '1') === 0
  return level === 'strict' && !refused ? [...attributes, ...companions, temporary] : attributes
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/ipv6-autoconf',
  format: 'sysctl',
  title: { en: 'Addresses and routes from router advertisements', zh: '来自路由通告的地址与路由' },
  severity: 'medium',
  confidence: 'high',
  tags: ['network', 'ipv6'],
  messages: {
    unset: familyMessages.unset,
    accept_ra: {
      en: '{key} is "{value}": any neighbour gives {interfaces} IPv6 addresses and a default route',
      zh: '{key} 为 "{value}"：任何邻居都能给 {interfaces} 分配 IPv6 地址和默认路由',
    },
    autoconf: {
      en: '{key} is "{value}": any neighbour gives {interfaces} IPv6 addresses',
      zh: '{key} 为 "{value}"：任何邻居都能给 {interfaces} 分配 IPv6 地址',
    },
    accept_ra_defrtr: companion,
    accept_ra_pinfo: companion,
    accept_ra_rtr_pref: companion,
    router_solicitations: companion,
    use_tempaddr: {
      en: '{key} is "{value}": {interfaces} get temporary addresses, and connections still leave from the fixed one',
      zh: '{key} 为 "{value}"：{interfaces} 会获得临时地址，而连接仍从固定地址发出',
    },
    max_addresses: {
      en: '{key} is "{value}", which means no limit: a neighbour fills {interfaces} with addresses',
      zh: '{key} 为 "{value}"，即不限制：邻居可使 {interfaces} 充满地址',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkAttributes(asked(model, options), model, options),
})
