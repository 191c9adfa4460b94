import { numberOf } from '../../formats/sysctl/integer.ts'
import { keyOf } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Assignment } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type ConfLines, confLines, widen } from './conf-lines.ts'
import { unlessElsewhere } from './elsewhere.ts'

/** Safe when 0, on while either is on, and 1 on every interface from the start. */
const either = new Set(['accept_redirects', 'send_redirects'])

function* findings(model: SysctlModel): Generator<Observation> {
  for (const lines of confLines(model)) {
    if (lines.family !== 'ipv4' || !lines.all?.statement || lines.all.glob) continue
    if (either.has(lines.attribute)) yield* open(model, lines)
    if (lines.attribute === 'rp_filter') yield* looser(model, lines)
  }
}

function* open(model: SysctlModel, { attribute, all, pattern, default: seed }: ConfLines): Generator<Observation> {
  if (numberOf(all?.value ?? '') !== 0 || pattern || seed || !isOn(model, attribute)) return
  const key = keyOf('ipv4', 'all', attribute)
  const wishes: Assignment[] = [
    [keyOf('ipv4', 'default', attribute), '0'],
    [keyOf('ipv4', '*', attribute), '0'],
  ]
  yield {
    at: placeOf(all!.statement!.directive),
    subject: key,
    ...unlessElsewhere(model),
    message: { id: 'or', params: { key, value: all!.written } },
    fixes: [widen(model, wishes, all!.statement!)],
  }
}

/** On a router accept_redirects needs both, so all=0 is enough there. */
function isOn(model: SysctlModel, attribute: string): boolean {
  const force = model.inForce('ipv4', attribute, '*')
  return force !== undefined && force.value !== 0
}

function* looser(model: SysctlModel, { all }: ConfLines): Generator<Observation> {
  const force = model.inForce('ipv4', 'rp_filter', '*')
  const wanted = numberOf(all?.value ?? '')
  if (!force || wanted !== 1 || force.value <= wanted) return
  const key = keyOf('ipv4', 'all', 'rp_filter')
  const fix = widen(model, [[keyOf('ipv4', '*', 'rp_filter'), '1']], all!.statement!)
  yield {
    at: placeOf(all!.statement!.directive),
    subject: key,
    message: { id: 'max', params: { key, value: all!.written, other: force.value } },
    related: force.from.flatMap(each =>
      each.statement && each !== force.from[0]
        ? [{ at: placeOf(each.statement.directive), message: { en: 'set for interfaces here', zh: '在此为接口设置' } }]
        : [],
    ),
    fixes: [{ ...fix, safety: 'unsafe' }],
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/all-not-enough',
  format: 'sysctl',
  title: { en: 'conf.all lines that do not decide alone', zh: '不能单独决定的 conf.all 行' },
  severity: 'medium',
  confidence: 'high',
  tags: ['interfaces'],
  messages: {
    or: {
      en: '{key} is "{value}", but one of conf.all and the interface is enough to switch it on, and interfaces start with 1',
      zh: '{key} 为 "{value}"，但 conf.all 与接口任一开启即生效，而接口默认为 1',
    },
    max: {
      en: '{key} is "{value}", but the larger of conf.all and the interface counts, and interfaces have {other}',
      zh: '{key} 为 "{value}"，但生效的是 conf.all 与接口中较大的值，而接口为 {other}',
    },
  },
  defaults: {},
  check: model => findings(model),
})
