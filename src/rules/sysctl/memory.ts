import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/memory',
  messages: {
    ...familyMessages,
    'kernel.randomize_va_space': {
      en: '{key} is "{value}": memory layouts are predictable, exploits need no leak',
      zh: '{key} 为 "{value}"：内存布局可预测，漏洞利用无需先泄露地址',
    },
    'vm.mmap_min_addr': {
      en: '{key} is "{value}": users map pages near address 0, null pointer bugs of the kernel become exploitable',
      zh: '{key} 为 "{value}"：用户可映射 0 地址附近的页，内核空指针缺陷变得可利用',
    },
    'vm.legacy_va_layout': {
      en: '{key} is "{value}": memory maps use the old layout with less randomness',
      zh: '{key} 为 "{value}"：内存映射使用随机性更低的旧布局',
    },
  },
  safe: ['kernel.randomize_va_space', 'vm.mmap_min_addr'],
  severity(check, held, { options }) {
    // The start value is below the maximum of the architecture on every distribution.
    if (check.comparator === 'max-of-arch' && options.level === 'balanced') return 'none'
    // Values beyond the defined ones are reported as meaningless.
    if (check.key === 'kernel.randomize_va_space' && ![0, 1, 2].includes(numberOf(held.value))) return 'none'
    return undefined
  },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/memory',
  format: 'sysctl',
  title: { en: 'Address space randomisation and low memory', zh: '地址空间随机化与低端内存' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'memory'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
