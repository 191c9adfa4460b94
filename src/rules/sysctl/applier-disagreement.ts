import { sameValue } from '../../formats/sysctl/integer.ts'
import type { Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import { changesOf, setValue } from '../../remedies/sysctl/assign.ts'
import type { SourceFile } from '../../text/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { faultOf } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const dead = new Set(model.neverRead.map(each => each.candidate.file))
  const excluded = new Set(model.statements.flatMap(({ systemd }) => (systemd.kind === 'exclude' ? [systemd.key] : [])))
  // Lines that a side effect undoes are named by sysctl/order.
  const seen = new Set<Statement>()
  const undone = new Set(
    model.outcomes[model.applier].losers.flatMap(each => (each.because === 'side-effect' ? [each.statement] : [])),
  )
  const { systemd, procps } = model.outcomes
  for (const key of new Set([...systemd.values.keys(), ...procps.values.keys()])) {
    const [boot, manual] = [model.value(key, 'systemd'), model.value(key, 'procps')]
    if (!boot || !manual || sameValue(boot.value, manual.value) || isSecret(key)) continue
    const causes = [boot.statement, manual.statement].flatMap(each => each ?? [])
    const cause = causes[0]
    if (!cause || seen.has(cause) || causes.some(each => isTold(model, each, { dead, excluded, undone }))) continue
    seen.add(cause)
    yield found(model, cause, { key, boot: boot.value, manual: manual.value, by: manual.statement })
  }
}

/** Other rules name the cause: a fault of the line, an exclusion, a file that the boot does not read. */
function isTold(model: SysctlModel, statement: Statement, { dead, excluded, undone }: Told): boolean {
  if (undone.has(statement)) return true
  if (faultOf(statement, model) !== undefined || dead.has(statement.directive.file)) return true
  return statement.systemd.key !== undefined && excluded.has(statement.systemd.key)
}

interface Told {
  readonly dead: ReadonlySet<SourceFile | undefined>
  readonly excluded: ReadonlySet<string>
  readonly undone: ReadonlySet<Statement>
}

interface Difference {
  readonly key: string
  readonly boot: string
  readonly manual: string
  readonly by: Statement | undefined
}

function found(model: SysctlModel, cause: Statement, { key, boot, manual, by }: Difference): Observation {
  const edits = by && by !== cause && by.procps.key === key ? [setValue(by.directive, boot)] : []
  return {
    at: placeOf(cause.directive),
    subject: key,
    message: { id: 'values', params: { key, boot, manual } },
    related:
      by && by !== cause
        ? [
            {
              at: placeOf(by.directive),
              message: { en: `procps writes "${manual}" from here`, zh: `procps 从此处写入 "${manual}"` },
            },
          ]
        : [],
    fixes:
      edits.length > 0
        ? [
            {
              title: { en: `Let both appliers set ${key} to ${boot}`, zh: `让两个程序都把 ${key} 设为 ${boot}` },
              safety: 'safe',
              edits,
              changes: changesOf(model, [key]),
            },
          ]
        : [],
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/applier-disagreement',
  format: 'sysctl',
  title: { en: 'Boot and manual apply differ', zh: '启动与手动应用的结果不同' },
  severity: 'high',
  confidence: 'high',
  tags: ['precedence'],
  messages: {
    values: {
      en: '{key} is "{boot}" after boot and "{manual}" after sysctl --system',
      zh: '{key} 启动后为 "{boot}"，执行 sysctl --system 后为 "{manual}"',
    },
  },
  defaults: {},
  check: model => findings(model),
})
