import { sameValue } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { setValue } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const { ufw } = model.evidence
  if (!ufw?.enabled) return
  for (const { directive, procps } of ufw.statements) {
    if (procps.kind !== 'assign') continue
    const own = model.value(procps.key)
    if (!own?.statement || sameValue(own.value, procps.value)) continue
    const { key, value } = procps
    yield {
      at: placeOf(directive),
      subject: key,
      message: { id: 'override', params: { key, value, own: own.written } },
      related: [
        { at: placeOf(own.statement.directive), message: { en: 'set by the boot here', zh: '启动时在此设置' } },
      ],
      fixes: [
        {
          title: { en: `Set ${key} to ${own.written} for ufw too`, zh: `在 ufw 中也将 ${key} 设为 ${own.written}` },
          safety: 'safe',
          edits: [setValue(directive, own.written)],
          changes: [],
        },
      ],
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/ufw-override',
  format: 'sysctl',
  title: { en: 'Values that ufw overwrites', zh: '被 ufw 覆盖的值' },
  severity: 'medium',
  confidence: 'high',
  tags: ['life-cycle'],
  messages: {
    override: {
      en: '{key} is "{value}" in the file of ufw, which wins over "{own}" at every start of ufw',
      zh: '{key} 在 ufw 的文件中为 "{value}"，每次启动 ufw 时都会覆盖 "{own}"',
    },
  },
  defaults: {},
  check: model => findings(model),
})
