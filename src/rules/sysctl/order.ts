import { sameValue } from '../../formats/sysctl/integer.ts'
import { interfaceKey } from '../../formats/sysctl/key.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { changesOf } from '../../remedies/sysctl/assign.ts'
import { dropIn } from '../../remedies/sysctl/dropin.ts'
import { deleted, isVendorFile } from '../../remedies/sysctl/lines.ts'
import { append, insertAfter } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const seen = new Set<Statement>()
  for (const { statement, because, by } of model.outcomes[model.applier].losers) {
    const own = statement[model.applier]
    if (because !== 'side-effect' || !by || own.kind !== 'assign' || seen.has(statement)) continue
    const after = model.value(own.key)
    if (after?.statement !== by || sameValue(after.value, own.value)) continue
    seen.add(statement)
    const cause = by[model.applier].key ?? ''
    const follows = after.because !== undefined && interfaceKey(after.because)?.name === 'default'
    yield {
      at: placeOf(statement.directive),
      subject: own.key,
      // An interface that appears later gets its own lines once more, from udev.
      ...(follows ? { severity: 'medium' as const, confidence: 'medium' as const } : {}),
      message: {
        id: follows ? 'followed' : 'undone',
        params: { key: own.key, value: own.value, cause, after: after.value },
      },
      related: [{ at: placeOf(by.directive), message: { en: 'written later', zh: '之后写入' } }],
      fixes: move(model, statement, by),
    }
  }
}

/** The line goes behind the one that undoes it; what a package ships stays as it is, and the admin's last file takes the line. */
function move(model: SysctlModel, statement: Statement, by: Statement): Fix[] {
  const { directive, systemd } = statement
  const text = directive.file.text.slice(directive.span.start, directive.span.end)
  const last = isVendorFile(model, by) ? dropIn(model) : undefined
  if (isVendorFile(model, statement) || (isVendorFile(model, by) && !last)) return []
  return [
    {
      title: last
        ? { en: `Move the line to ${last.path}`, zh: `把该行移到 ${last.path}` }
        : { en: 'Move the line behind the one that undoes it', zh: '把该行移到抵消它的行之后' },
      safety: 'safe',
      edits: [...deleted(model, statement), last ? append(last, [text]) : insertAfter(by.directive, [text])],
      changes: changesOf(model, [systemd.key ?? '']),
    },
  ]
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/order',
  format: 'sysctl',
  title: { en: 'Lines that undo each other', zh: '互相抵消的行' },
  severity: 'high',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    undone: {
      en: '{key} is "{value}" here, and the line for {cause} that is written later turns it into "{after}"',
      zh: '{key} 在此为 "{value}"，而之后写入的 {cause} 会把它变为 "{after}"',
    },
    followed: {
      en: '{key} is "{value}" here, as the kernel starts: systemd leaves the line out, and the later one for {cause} turns it into "{after}" on interfaces without an address',
      zh: '{key} 在此为 "{value}"，与内核初始值相同：systemd 会略过该行，而之后的 {cause} 会在没有地址的接口上把它变为 "{after}"',
    },
  },
  defaults: {},
  check: model => findings(model),
})
