import { variable } from '../../formats/sysctl/key.ts'
import { appliers, type Candidate, type Statement, type SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import { known } from '../../formats/sysctl/table.ts'
import { write } from '../../formats/sysctl/write.ts'
import { append, deleteDirective } from '../../tree/index.ts'
import type { Fix } from '../fix.ts'
import { applySteps } from './apply.ts'
import { type Assignment, byRank, changesOf } from './assign.ts'
import { dropIn } from './dropin.ts'
import { isVendorFile } from './lines.ts'

/**
 * Takes the lines of a file that nobody reads into the drop-in that wins, those with side effects first. Other lines of
 * the admin for the same keys go: /etc/sysctl.conf is the last that procps reads, whatever the drop-in is called.
 * Undefined when a line is not sound, is secret, or there is no host around the file.
 */
export function moveToDropIn(model: SysctlModel, { statements }: Candidate): Fix | undefined {
  const wishes = wishesOf(statements)
  const file = dropIn(model)
  if (!wishes || !file) return undefined
  const keys = wishes.map(([key]) => key)
  const variables = new Set(keys.map(variable))
  const others = model.statements.filter(each => sets(each, variables) && !isVendorFile(model, each))
  const lines = wishes.toSorted(byRank).map(([key, value]) => `${key} = ${value}`)
  const steps = applySteps(model, wishes)
  return {
    title: { en: `Move the lines to ${file.path}, which wins`, zh: `把这些行移到生效的 ${file.path}` },
    safety: 'unsafe',
    edits: [...[...statements, ...others].map(each => deleteDirective(each.directive)), append(file, lines)],
    changes: changesOf(model, keys),
    ...(steps.length > 0 && { steps }),
  }
}

const sets = (statement: Statement, variables: ReadonlySet<string>): boolean =>
  appliers.some(applier => {
    const reading = statement[applier]
    return reading.kind === 'assign' && variables.has(variable(reading.key))
  })

/** The last value of each key; undefined when the file holds anything but sound assignments. */
function wishesOf(statements: readonly Statement[]): Assignment[] | undefined {
  const last = new Map<string, string>()
  for (const { systemd, procps } of statements) {
    if (systemd.kind !== 'assign' || procps.kind !== 'assign' || systemd.key !== procps.key) return undefined
    const { key, value } = systemd
    if (known(key) === 'no' || isSecret(key) || write(key, value).kind !== 'stored') return undefined
    last.delete(key)
    last.set(key, value)
  }
  return [...last]
}
