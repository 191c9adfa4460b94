import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/bpf',
  messages: {
    ...familyMessages,
    'kernel.unprivileged_bpf_disabled': {
      en: '{key} is "{value}": every user loads BPF programs into the kernel',
      zh: '{key} 为 "{value}"：任何用户都能把 BPF 程序加载进内核',
    },
    'net.core.bpf_jit_harden': {
      en: '{key} is "{value}": constants of BPF programs reach executable memory unblinded',
      zh: '{key} 为 "{value}"：BPF 程序中的常量未经混淆就进入可执行内存',
    },
    'net.core.bpf_jit_enable': {
      en: '{key} is "{value}": a debug mode that prints compiled programs to the kernel log',
      zh: '{key} 为 "{value}"：调试模式，会把编译结果写入内核日志',
    },
  },
  safe: ['kernel.unprivileged_bpf_disabled', 'net.core.bpf_jit_harden'],
  severity: (check, held) =>
    check.key === 'net.core.bpf_jit_enable' && held.statement && numberOf(held.value) === 2 ? 'low' : undefined,
  repairs: {
    // 1 cannot be taken back before a reboot; 2 can, and closes the same door.
    'kernel.unprivileged_bpf_disabled': '2',
    'net.core.bpf_jit_harden': '2',
    'net.core.bpf_jit_enable': '1',
  },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/bpf',
  format: 'sysctl',
  title: { en: 'BPF for unprivileged users', zh: '非特权用户使用 BPF' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'attack-surface'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
