import { sameValue } from '../../formats/sysctl/integer.ts'
import { isPattern, variable } from '../../formats/sysctl/key.ts'
import { type Applier, appliers, type Statement, type SysctlModel } from '../../formats/sysctl/model.ts'
import type { Edit } from '../../text/index.ts'
import { deleteDirective } from '../../tree/index.ts'

/** The lines about a key, in whatever file they stand. */

export interface Lines {
  /** Those that decide for either applier, and every one that says the same: it counts once they say another. */
  readonly saying: readonly Statement[]
  /** Does a line of its own decide the key for both? Not a pattern, and not what another key does beside. */
  readonly decided: boolean
}

export function linesOf(model: SysctlModel, key: string): Lines {
  const saying = new Set<Statement>()
  let decided = true
  for (const applier of appliers) {
    const line = deciding(model, key, applier)
    if (!line) decided = false
    else for (const each of model.statements) if (each === line || saysSame(each, line, applier)) saying.add(each)
  }
  return { saying: [...saying], decided }
}

function deciding(model: SysctlModel, key: string, applier: Applier): Statement | undefined {
  if (isPattern(key)) return lastLine(model, key, applier)
  const held = model.value(key, applier)
  const statement = held?.statement
  if (!statement || held.glob || held.because !== undefined) return undefined
  const written = statement[applier].key
  return written !== undefined && variable(written) === variable(key) ? statement : undefined
}

/** A pattern is decided by its own last line, as no other string means the same. */
const lastLine = (model: SysctlModel, key: string, applier: Applier): Statement | undefined =>
  model.statements.findLast(each => each[applier].kind === 'assign' && each[applier].key === key)

/** systemd keeps the first of lines that say the same, procps writes each. */
export function saysSame(one: Statement, other: Statement, applier: Applier): boolean {
  const [a, b] = [one[applier], other[applier]]
  return (
    a.kind === 'assign' && b.kind === 'assign' && variable(a.key) === variable(b.key) && sameValue(a.value, b.value)
  )
}

export const isVendorFile = (model: SysctlModel, { directive }: Statement): boolean =>
  model.outcomes.procps.files.some(each => each.vendor && each.file === directive.file)

/** When its file is read, the last time where it is read twice; -1 when it is not. */
export const fileAt = (model: SysctlModel, { directive }: Statement, applier: Applier): number =>
  model.outcomes[applier].files.findLastIndex(({ file }) => file === directive.file)

export function lastRead(model: SysctlModel, lines: readonly Statement[], applier: Applier): Statement | undefined {
  const read = lines.filter(line => fileAt(model, line, applier) !== -1)
  const place = (line: Statement): readonly [number, number] => [
    fileAt(model, line, applier),
    line.directive.span.start,
  ]
  return read.toSorted((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]).at(-1)
}

/** Deletes the line and every other of the admin's that says the same: the next one would count in its place. */
export const deleted = (model: SysctlModel, statement: Statement): Edit[] =>
  model.statements
    .filter(each => each === statement || appliers.some(applier => saysSame(each, statement, applier)))
    .filter(each => each === statement || !isVendorFile(model, each))
    .map(({ directive }) => deleteDirective(directive))
