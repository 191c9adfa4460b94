import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Role } from '../../target/index.ts'
import { defineRule, type Rule } from '../rule.ts'
import type { Check } from './checks.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const belowLimit = (value: number): 'info' | 'none' => (value < 65536 ? 'info' : 'none')

const messages = {
  ...familyMessages,
  'kernel.pid_max': {
    en: '{key} is "{value}", {wanted} is what large hosts need',
    zh: '{key} 为 "{value}"，大型主机需要 {wanted}',
  },
  kubelet: {
    en: '{key} is "{value}", below what kubelet asks of a node with protectKernelDefaults',
    zh: '{key} 为 "{value}"，低于启用 protectKernelDefaults 的 kubelet 对节点的要求',
  },
}

/** What kubelet checks when protectKernelDefaults is on. */
const belowNode = (check: Check, value: number): 'info' | 'none' =>
  value < Number(check.recommended?.[0]) ? 'info' : 'none'

const familyOf = (roles: readonly Role[]): Family => ({
  rule: 'sysctl/limits',
  messages,
  safe: [],
  severity(check, held) {
    if (!held.statement) return 'none'
    if (check.key === 'kernel.pid_max') return belowLimit(numberOf(held.value))
    return roles.includes('kubernetes-node') ? belowNode(check, numberOf(held.value)) : 'none'
  },
  message: check => (check.key === 'kernel.pid_max' ? undefined : 'kubelet'),
})

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/limits',
  format: 'sysctl',
  title: { en: 'Process and key limits', zh: '进程与密钥数量上限' },
  severity: 'info',
  confidence: 'medium',
  tags: ['kernel', 'availability'],
  messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options, { roles }) => checkFamily(familyOf(roles), model, options),
})
