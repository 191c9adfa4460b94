import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { doesNothing, gone, goneFrom, template } from '../../formats/sysctl/table.ts'
import { atLeast } from '../../target/index.ts'
import { lookUp } from '../../text/index.ts'
import { type Directive, deleteDirective, replaceWord } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const { statement, reading } of sound(model)) {
    const { key } = reading
    const name = template(key)
    const instead = lookUp(gone, name)
    if (!isDead(key, model)) continue
    const { directive } = statement
    const id = instead ? 'renamed' : doesNothing.has(key) ? 'noop' : 'removed'
    yield {
      at: placeOf(directive),
      subject: key,
      ...(key === recycle ? { severity: 'medium' as const } : {}),
      message: { id, params: { key, instead: instead ?? '' } },
      fixes: [instead ? rename(directive, instead) : remove(directive, key)],
    }
  }
}

function isDead(key: string, model: SysctlModel): boolean {
  const since = lookUp(goneFrom, key)
  if (since !== undefined) return atLeast(model.target.kernel, since)
  return lookUp(gone, template(key)) !== undefined || doesNothing.has(key)
}

/** Broke clients behind NAT up to 4.11. */
const recycle = 'net.ipv4.tcp_tw_recycle'

const rename = (directive: Directive, instead: string): Fix => ({
  title: { en: `Write ${instead}`, zh: `改为 ${instead}` },
  safety: 'safe',
  edits: [replaceWord(directive.file, directive.name, instead)],
  changes: ['*'],
})

const remove = (directive: Directive, key: string): Fix => ({
  title: { en: 'Delete the line', zh: '删除该行' },
  safety: 'safe',
  edits: [deleteDirective(directive)],
  changes: [key],
})

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/removed-key',
  format: 'sysctl',
  title: { en: 'Keys that are gone', zh: '已移除的键' },
  severity: 'low',
  confidence: 'high',
  tags: ['keys'],
  messages: {
    removed: { en: '{key} is gone from the kernel: the line does nothing', zh: '{key} 已从内核移除：该行不起作用' },
    renamed: { en: '{key} never existed, the key is {instead}', zh: '{key} 从未存在，正确的键是 {instead}' },
    noop: {
      en: '{key} is still there and does nothing any more',
      zh: '{key} 仍然存在，但不再有任何作用',
    },
  },
  defaults: {},
  check: model => findings(model),
})
