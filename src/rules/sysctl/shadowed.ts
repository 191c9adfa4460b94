import { sameValue } from '../../formats/sysctl/integer.ts'
import type { Loser, Statement, SysctlModel } from '../../formats/sysctl/model.ts'
import { isSecret } from '../../formats/sysctl/snapshot.ts'
import { known } from '../../formats/sysctl/table.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { isVendorFile } from '../../remedies/sysctl/lines.ts'
import { deleteDirective } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { faultOf } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const seen = new Set<Statement>()
  for (const loser of model.outcomes[model.applier].losers) {
    const loss = seen.has(loser.statement) ? undefined : lossOf(loser, model)
    if (!loss) continue
    seen.add(loser.statement)
    yield found(model, loser.statement, loss)
  }
}

/** What a line of the admin loses to another value; undefined when it wins in the end or has another fault. */
function lossOf({ statement, because, by }: Loser, model: SysctlModel): Loss | undefined {
  const [own, winner] = [statement[model.applier], by?.[model.applier]]
  if (because !== 'later-line' && because !== 'later-file') return undefined
  if (!by || own.kind !== 'assign' || winner?.kind !== 'assign' || isTold(statement, own.key, model)) return undefined
  const final = model.value(own.key)?.written ?? winner.value
  if (sameValue(own.value, winner.value) || sameValue(own.value, final)) return undefined
  return { key: own.key, value: own.value, by, winner: winner.value, because }
}

const isTold = (statement: Statement, key: string, model: SysctlModel): boolean =>
  isSecret(key) || known(key) === 'no' || isVendorFile(model, statement) || faultOf(statement, model) !== undefined

interface Loss {
  readonly key: string
  readonly value: string
  readonly by: Statement
  readonly winner: string
  readonly because: 'later-line' | 'later-file'
}

function found(model: SysctlModel, statement: Statement, { key, value, by, winner, because }: Loss): Observation {
  const vendor = isVendorFile(model, by)
  return {
    at: placeOf(statement.directive),
    subject: `${key} = ${value}`,
    ...(vendor ? { severity: 'high' as const } : {}),
    message: {
      id: because === 'later-line' ? 'line' : 'file',
      params: { key, value, winner, file: by.directive.file.path },
    },
    related: [{ at: placeOf(by.directive), message: { en: `"${winner}" wins here`, zh: `此处的 "${winner}" 生效` } }],
    fixes: [vendor ? over(model, key, value) : remove(statement, key)],
  }
}

const remove = ({ directive }: Statement, key: string): Fix => ({
  title: { en: 'Delete the line that loses', zh: '删除不生效的行' },
  safety: 'safe',
  edits: [deleteDirective(directive)],
  changes: [key],
})

/** The file of a package wins over the admin's: the value goes where it wins. */
const over = (model: SysctlModel, key: string, value: string): Fix => ({
  title: { en: `Set ${key} to ${value} in a file that is read last`, zh: `在最后读取的文件中将 ${key} 设为 ${value}` },
  safety: 'unsafe',
  edits: assign(model, [[key, value]]),
  changes: changesOf(model, [key]),
})

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/shadowed',
  format: 'sysctl',
  title: { en: 'Lines that a later line overrides', zh: '被后面的行覆盖的行' },
  severity: 'medium',
  confidence: 'high',
  tags: ['precedence'],
  yieldsTo: ['sysctl/order'],
  messages: {
    line: {
      en: '{key} is "{value}" here, and a later line of the same file makes it "{winner}"',
      zh: '{key} 在此为 "{value}"，而同一文件后面的行将其改为 "{winner}"',
    },
    file: {
      en: '{key} is "{value}" here, and {file}, which is read later, makes it "{winner}"',
      zh: '{key} 在此为 "{value}"，而之后读取的 {file} 将其改为 "{winner}"',
    },
  },
  defaults: {},
  check: model => findings(model),
})
