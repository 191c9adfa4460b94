import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/ptrace-scope',
  messages: {
    ...familyMessages,
    'kernel.yama.ptrace_scope': {
      en: '{key} is "{value}": a process reads the memory of every other process of its user, keys and sessions included',
      zh: '{key} 为 "{value}"：进程可读取同一用户所有其他进程的内存，包括密钥与会话',
    },
  },
  safe: ['kernel.yama.ptrace_scope'],
  repairs: { 'kernel.yama.ptrace_scope': '1' },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/ptrace-scope',
  format: 'sysctl',
  title: { en: 'Debugging other processes', zh: '调试其他进程' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'credentials'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
