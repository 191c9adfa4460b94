import { sameValue } from '../../formats/sysctl/integer.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import { isVendorFile } from '../../remedies/sysctl/lines.ts'
import { type Directive, deleteDirective } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const first = new Map<string, Statement>()
  for (const statement of model.statements) {
    const { systemd, directive } = statement
    if (systemd.kind !== 'assign' || isSecret(systemd.key)) continue
    const before = first.get(systemd.key)
    first.set(systemd.key, statement)
    if (before?.systemd.kind !== 'assign' || !sameValue(before.systemd.value, systemd.value)) continue
    // A package and the admin may well agree.
    if (isVendorFile(model, statement) || isVendorFile(model, before)) continue
    yield {
      at: placeOf(directive),
      subject: systemd.key,
      message: { id: 'again', params: { key: systemd.key, value: systemd.value } },
      related: [{ at: placeOf(before.directive), message: { en: 'first set here', zh: '首次在此设置' } }],
      fixes: [remove(directive, systemd.key)],
    }
  }
}

const remove = (directive: Directive, key: string): Fix => ({
  title: { en: 'Delete the repetition', zh: '删除重复的行' },
  safety: 'safe',
  edits: [deleteDirective(directive)],
  changes: [key],
})

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/duplicate',
  format: 'sysctl',
  title: { en: 'Lines that repeat a setting', zh: '重复的设置' },
  severity: 'info',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    again: { en: '{key} is set to "{value}" again', zh: '{key} 再次被设为 "{value}"' },
  },
  defaults: {},
  check: model => findings(model),
})
