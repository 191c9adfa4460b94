import { inertAll } from '../../formats/sysctl/force.ts'
import { keyOf } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Assignment } from '../../remedies/sysctl/assign.ts'
import { isVendorFile } from '../../remedies/sysctl/lines.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type ConfLines, confLines, widen } from './conf-lines.ts'
import { unlessElsewhere } from './elsewhere.ts'
import { isIpv6Off } from './ipv6-off.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const off = isIpv6Off(model)
  for (const lines of confLines(model)) {
    const { family, attribute, all } = lines
    if (family !== 'ipv6' || !inertAll.has(attribute) || !all?.statement || lines.pattern || all.glob) continue
    if (isShipped(model, lines)) continue
    const key = keyOf(family, 'all', attribute)
    const value = all.written
    const wishes: Assignment[] = [
      ...(lines.default ? [] : [[keyOf(family, 'default', attribute), value] as const]),
      [keyOf(family, '*', attribute), value],
    ]
    yield {
      at: placeOf(all.statement.directive),
      subject: key,
      ...unlessElsewhere(model),
      ...(off && { severity: 'low' as const }),
      message: { id: 'inert', params: { key, value } },
      fixes: [widen(model, wishes, all.statement)],
    }
  }
}

/** A file of a package, or the one that Ubuntu puts into /etc: `default` beside the line is what counts there. */
function isShipped(model: SysctlModel, { all, default: preset }: ConfLines): boolean {
  const statement = all?.statement
  if (!statement || isVendorFile(model, statement)) return statement !== undefined
  const ubuntu = /(?:^|\/)sysctl\.d\/10-ipv6-privacy\.conf$/.test(statement.directive.file.path)
  return ubuntu && preset?.written === all?.written
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/inert-all',
  format: 'sysctl',
  title: { en: 'conf.all lines that nothing reads', zh: '无人读取的 conf.all 行' },
  severity: 'medium',
  confidence: 'high',
  tags: ['interfaces', 'ipv6'],
  messages: {
    inert: {
      en: '{key} is "{value}", but the kernel neither reads nor copies it: interfaces keep their own value',
      zh: '{key} 为 "{value}"，但内核既不读取也不复制它：各接口保留自己的值',
    },
  },
  defaults: {},
  check: model => findings(model),
})
