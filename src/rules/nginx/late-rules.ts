import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, deleteDirective, insertBefore } from '../../tree/index.ts'
import { type Fix, type Observation, placeOf } from '../rule.ts'

/** Rules are asked in their order: what stands behind `allow all` refuses nobody. */
export function* lateRules(model: NginxModel): Generator<Observation> {
  for (const level of model.writers('allow')) {
    const found = lateRule(level)
    if (found) yield observation(level, found.first, found.late)
  }
}

interface Late {
  readonly first: Directive
  readonly late: readonly [Directive, ...Directive[]]
}

/** The rule of a level that lets everybody in, and those behind it. */
export function lateRule({ own }: Level): Late | undefined {
  const rules = own.filter(one => /^(?:allow|deny)$/.test(nameOf(one)))
  const first = rules.find(one => nameOf(one) === 'allow' && everybody(one))
  const [late, ...more] = first ? rules.slice(rules.indexOf(first)).filter(one => isLate(one, first)) : []
  return first && late && { first, late: [late, ...more] }
}

type Family = 'all' | 'ipv4' | 'ipv6'

/** Whom a rule for everybody is about. */
function everybody(rule: Directive): Family | undefined {
  const who = argumentAt(rule, 0).toLowerCase()
  if (who === 'all') return 'all'
  return /^[\d.]+\/0$/.test(who) ? 'ipv4' : /^[0-9a-f:]*:[0-9a-f:]*\/0$/.test(who) ? 'ipv6' : undefined
}

/** A `deny` of somebody whom the first rule has let in. */
function isLate(rule: Directive, first: Directive): boolean {
  const all = everybody(first)
  if (nameOf(rule) !== 'deny' || !all || all === 'all') return nameOf(rule) === 'deny' && all === 'all'
  const who = argumentAt(rule, 0)
  return everybody(rule) !== 'all' && who !== 'unix:' && who.includes(':') === (all === 'ipv6')
}

const text = ({ name, args }: Directive): string => [name, ...args].map(({ value }) => value).join(' ')

const observation = (level: Level, first: Directive, late: readonly [Directive, ...Directive[]]): Observation => ({
  at: placeOf(late[0]),
  subject: `${level.subject} deny`,
  message: { id: 'late', params: { rule: text(late[0]), first: text(first), level: level.subject || level.context } },
  related: [{ at: placeOf(first), message: { en: 'asked before it', zh: '先于它被用到' } }],
  fixes: late.some(everybody) ? [] : [inFront(first, late)],
})

/** The refusals go in front of the rule that lets everybody in. */
const inFront = (first: Directive, late: readonly Directive[]): Fix => ({
  title: { en: 'ask the refusals first', zh: '先判断拒绝规则' },
  safety: 'unsafe',
  edits: [
    insertBefore(
      first,
      late.map(({ name, args }) => `${[name, ...args].map(({ raw }) => raw).join(' ')};`),
    ),
    ...late.map(deleteDirective),
  ],
  changes: ['deny', 'allow'],
})
