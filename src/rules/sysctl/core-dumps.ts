import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

/** A pipe to a handler, or a path that the process cannot choose. */
const goesToSafePlace = (model: SysctlModel): boolean => /^[|/]/.test(model.value('kernel.core_pattern')?.value ?? '')

/** Then a crash writes its memory into whatever directory the process is in. `core` is the kernel's own. */
const isRelative = (pattern: string): boolean => pattern !== '' && pattern !== 'core' && !/^[|/]/.test(pattern)

const family: Family = {
  rule: 'sysctl/core-dumps',
  messages: {
    ...familyMessages,
    'fs.suid_dumpable': {
      en: '{key} is "{value}": programs that changed their privileges leave their memory in a file',
      zh: '{key} 为 "{value}"：改变过权限的程序会把内存留在文件中',
    },
    'kernel.core_pattern': {
      en: '{key} is "{value}": a crash leaves the memory of a process in the directory where it runs',
      zh: '{key} 为 "{value}"：进程崩溃时会把内存留在其工作目录中',
    },
    relative: {
      en: '{key} is "{value}" and kernel.core_pattern is neither a pipe nor an absolute path',
      zh: '{key} 为 "{value}"，而 kernel.core_pattern 既不是管道也不是绝对路径',
    },
  },
  safe: ['fs.suid_dumpable'],
  severity(check, held, { model, options }) {
    if (check.key === 'kernel.core_pattern')
      return options.level === 'strict' && isRelative(held.value) ? 'info' : 'none'
    if (check.key !== 'fs.suid_dumpable') return undefined
    const value = numberOf(held.value)
    if (value === 0 || (value === 2 && goesToSafePlace(model))) return 'none'
    return value === 2 && !model.value('kernel.core_pattern')?.statement ? 'low' : 'medium'
  },
  message: (check, held) => (check.key === 'fs.suid_dumpable' && numberOf(held.value) === 2 ? 'relative' : undefined),
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/core-dumps',
  format: 'sysctl',
  title: { en: 'Core dumps of privileged programs', zh: '特权程序的核心转储' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'information'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
