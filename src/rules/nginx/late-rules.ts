import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, deleteDirective, insertBefore } from '../../tree/index.ts'
import { type Fix, type Observation, placeOf } from '../rule.ts'

/** Rules are asked in their order: what stands behind `allow all` refuses nobody. */
export function* lateRules(model: NginxModel): Generator<Observation> {
  for (const level of model.writers('allow')) {
    if (level.world !== 'http' && level.world !== 'stream') continue
    const rules = level.own.filter(one => /^(?:allow|deny)$/.test(nameOf(one)))
    const first = rules.find(one => nameOf(one) === 'allow' && family(one) !== undefined && leadsOn(rules, one))
    const late = first && rules.slice(rules.indexOf(first)).find(one => isRefused(one, first))
    if (first && late) yield observation(level, { rules, first, late })
  }
}

interface Order {
  readonly rules: readonly Directive[]
  readonly first: Directive
  readonly late: Directive
}

type Family = 'all' | 'ipv4' | 'ipv6'

/** Whom a rule for everybody is about. */
function family(rule: Directive): Family | undefined {
  const who = argumentAt(rule, 0).toLowerCase()
  if (who === 'all') return 'all'
  return /^[\d.]+\/0$/.test(who) ? 'ipv4' : /^[0-9a-f:]*:[0-9a-f:]*\/0$/.test(who) ? 'ipv6' : undefined
}

const leadsOn = (rules: readonly Directive[], allow: Directive): boolean =>
  rules.slice(rules.indexOf(allow)).some(one => isRefused(one, allow))

/** A `deny` of somebody whom the first rule has let in. */
function isRefused(rule: Directive, first: Directive): boolean {
  if (nameOf(rule) !== 'deny') return false
  const everybody = family(first)
  if (everybody === 'all') return true
  const who = argumentAt(rule, 0)
  return family(rule) !== 'all' && who !== 'unix:' && who.includes(':') === (everybody === 'ipv6')
}

const text = ({ name, args }: Directive): string => [name, ...args].map(({ value }) => value).join(' ')

const observation = (level: Level, { rules, first, late }: Order): Observation => ({
  at: placeOf(late),
  subject: `${level.subject} deny`,
  message: { id: 'late', params: { rule: text(late), first: text(first), level: level.subject || level.context } },
  related: [{ at: placeOf(first), message: { en: 'asked before it', zh: '先于它被用到' } }],
  fixes: family(late) === undefined ? [inFront(rules, first)] : [],
})

/** The refusals go in front of the rule that lets everybody in. */
function inFront(rules: readonly Directive[], first: Directive): Fix {
  const late = rules.slice(rules.indexOf(first)).filter(one => isRefused(one, first) && family(one) === undefined)
  return {
    title: { en: 'ask the refusals first', zh: '先判断拒绝规则' },
    safety: 'unsafe',
    edits: [
      insertBefore(
        first,
        late.map(one => `${text(one)};`),
      ),
      ...late.map(deleteDirective),
    ],
    changes: ['deny', 'allow'],
  }
}
