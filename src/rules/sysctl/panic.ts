import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/panic',
  messages: {
    ...familyMessages,
    'kernel.oops_limit': {
      en: '{key} is "{value}", outside {wanted}: an exploit may fail and retry that often before the kernel stops',
      zh: '{key} 为 "{value}"，超出 {wanted}：内核停止之前，漏洞利用可以反复失败重试',
    },
    'kernel.warn_limit': {
      en: '{key} is "{value}", outside {wanted}: an exploit may trigger warnings that often before the kernel stops',
      zh: '{key} 为 "{value}"，超出 {wanted}：内核停止之前，漏洞利用可以反复触发警告',
    },
  },
  safe: [],
  // What a panic leads to is reported as a dangerous value.
  severity: check => (check.key === 'kernel.panic' || check.key.startsWith('kernel.panic_on_') ? 'none' : undefined),
  repairs: { 'kernel.oops_limit': '100', 'kernel.warn_limit': '100' },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/panic',
  format: 'sysctl',
  title: { en: 'Oopses, warnings and panics', zh: '内核 oops、警告与 panic' },
  severity: 'info',
  confidence: 'medium',
  tags: ['kernel', 'availability'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
