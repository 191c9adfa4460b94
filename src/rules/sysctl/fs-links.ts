import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/fs-links',
  messages: {
    ...familyMessages,
    'fs.protected_symlinks': {
      en: '{key} is "{value}": a symbolic link in a shared directory leads a privileged program to a file of the attacker\'s choice',
      zh: '{key} 为 "{value}"：共享目录中的符号链接可把特权程序引向攻击者选择的文件',
    },
    'fs.protected_hardlinks': {
      en: '{key} is "{value}": users make hard links to files they cannot read',
      zh: '{key} 为 "{value}"：用户可以为自己无权读取的文件创建硬链接',
    },
    'fs.protected_fifos': {
      en: '{key} is "{value}": programs write into pipes that others placed in shared directories',
      zh: '{key} 为 "{value}"：程序会写入他人放在共享目录中的管道',
    },
    'fs.protected_regular': {
      en: '{key} is "{value}": programs write into files that others placed in shared directories',
      zh: '{key} 为 "{value}"：程序会写入他人放在共享目录中的文件',
    },
  },
  safe: ['fs.protected_symlinks', 'fs.protected_hardlinks', 'fs.protected_fifos', 'fs.protected_regular'],
  repairs: { 'fs.protected_regular': '2' },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/fs-links',
  format: 'sysctl',
  title: { en: 'Links and pipes in shared directories', zh: '共享目录中的链接与管道' },
  severity: 'high',
  confidence: 'high',
  tags: ['kernel', 'files'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
