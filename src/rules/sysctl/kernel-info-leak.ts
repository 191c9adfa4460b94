import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/kernel-info-leak',
  messages: {
    ...familyMessages,
    'kernel.kptr_restrict': {
      en: '{key} is "{value}": files below /proc show kernel addresses to every user',
      zh: '{key} 为 "{value}":/proc 下的文件向所有用户显示内核地址',
    },
    'kernel.dmesg_restrict': {
      en: '{key} is "{value}": every user reads the kernel log with its addresses and hardware details',
      zh: '{key} 为 "{value}"：所有用户都能读取内核日志及其中的地址与硬件信息',
    },
    'kernel.perf_event_paranoid': {
      en: '{key} is "{value}": unprivileged users profile the kernel',
      zh: '{key} 为 "{value}"：非特权用户可以剖析内核',
    },
  },
  safe: ['kernel.kptr_restrict', 'kernel.dmesg_restrict', 'kernel.perf_event_paranoid'],
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/kernel-info-leak',
  format: 'sysctl',
  title: { en: 'Kernel addresses and logs for everybody', zh: '内核地址与日志对所有人可见' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'information'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
