import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/kernel-attack-surface',
  messages: {
    ...familyMessages,
    'dev.tty.ldisc_autoload': {
      en: '{key} is "{value}": every user loads terminal line disciplines, rarely tested kernel modules',
      zh: '{key} 为 "{value}"：任何用户都能加载很少被测试的终端线路规程模块',
    },
    'dev.tty.legacy_tiocsti': {
      en: '{key} is "{value}": a program pushes characters into the terminal of its caller, past su and containers',
      zh: '{key} 为 "{value}"：程序可向调用者的终端注入字符，越过 su 与容器',
    },
    'vm.unprivileged_userfaultfd': {
      en: '{key} is "{value}": every user pauses the kernel at a page fault, the usual help in races',
      zh: '{key} 为 "{value}"：任何用户都能让内核停在缺页处，是竞争类漏洞的常用手段',
    },
  },
  safe: ['dev.tty.ldisc_autoload', 'dev.tty.legacy_tiocsti', 'vm.unprivileged_userfaultfd'],
  severity: (check, _held, { options }) =>
    check.key === 'kernel.io_uring_disabled' && options.level === 'balanced' ? 'none' : undefined,
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/kernel-attack-surface',
  format: 'sysctl',
  title: { en: 'Old kernel interfaces for everybody', zh: '对所有人开放的旧内核接口' },
  severity: 'medium',
  confidence: 'high',
  tags: ['kernel', 'attack-surface'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
