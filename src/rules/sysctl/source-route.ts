import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'accept_source_route',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: true,
    severity: 'medium',
  },
  {
    family: 'ipv6',
    attribute: 'accept_source_route',
    fails: value => value > 0,
    value: '0',
    where: ['all', 'default'],
    safe: true,
    severity: 'low',
  },
]

/** Negative refuses every routing header, 0 still takes type 2 (mobile IPv6). */
const strictly: readonly Attribute[] = attributes.map(each =>
  each.family === 'ipv6' ? { ...each, fails: value => value >= 0, value: '-1', safe: false } : each,
)

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/source-route',
  format: 'sysctl',
  title: { en: 'Source-routed packets', zh: '源路由数据包' },
  severity: 'medium',
  confidence: 'high',
  tags: ['network', 'routing'],
  messages: {
    unset: familyMessages.unset,
    accept_source_route: {
      en: '{key} is "{value}": senders choose the path of packets through {interfaces}',
      zh: '{key} 为 "{value}"：发送者可以指定数据包经过 {interfaces} 的路径',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkAttributes(options.level === 'strict' ? strictly : attributes, model, options),
})
