import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/panic',
  messages: {
    ...familyMessages,
    'kernel.oops_limit': {
      en: '{key} is "{value}", outside {wanted}: an exploit may fail and retry that often before the kernel stops',
      zh: '{key} 为 "{value}",超出 {wanted}:内核停止之前,漏洞利用可以反复失败重试',
    },
    'kernel.warn_limit': {
      en: '{key} is "{value}", outside {wanted}: an exploit may trigger warnings that often before the kernel stops',
      zh: '{key} 为 "{value}",超出 {wanted}:内核停止之前,漏洞利用可以反复触发警告',
    },
    hang: {
      en: '{key} is "{value}" while kernel.panic_on_oops is 1: after an oops the host hangs until somebody comes',
      zh: '{key} 为 "{value}",而 kernel.panic_on_oops 为 1:发生 oops 后主机会一直挂起,直到有人处理',
    },
  },
  safe: [],
  severity(check, held, { model }) {
    if (check.key !== 'kernel.panic') return undefined
    const oops = model.value('kernel.panic_on_oops')
    const hangs = numberOf(held.value) === 0 && oops?.statement !== undefined && numberOf(oops.value) === 1
    return hangs && held.statement ? 'medium' : 'none'
  },
  message: check => (check.key === 'kernel.panic' ? 'hang' : undefined),
  repairs: { 'kernel.panic': '10', 'kernel.oops_limit': '100', 'kernel.warn_limit': '100' },
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
