import { interfaceKey, isPattern } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  const live = liveInterfaces(model)
  if (live.size === 0) return
  for (const { statement, reading } of sound(model)) {
    const own = interfaceKey(reading.key)
    if (!own || isPattern(own.name) || live.has(own.name) || ['all', 'default'].includes(own.name)) continue
    yield {
      at: placeOf(statement.directive),
      subject: reading.key,
      message: { id: 'absent', params: { key: reading.key, name: own.name } },
    }
  }
}

function liveInterfaces(model: SysctlModel): Set<string> {
  const names = [...(model.snapshot?.values.keys() ?? [])].flatMap(key => interfaceKey(key)?.name ?? [])
  return new Set(names)
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/interface-line',
  format: 'sysctl',
  title: { en: 'Lines for interfaces that are not there', zh: '针对不存在接口的行' },
  severity: 'low',
  confidence: 'medium',
  tags: ['interfaces'],
  messages: {
    absent: {
      en: '{key} names {name}, which the live host does not have',
      zh: '{key} 指定了 {name}，而运行中的主机没有该接口',
    },
  },
  defaults: {},
  check: model => findings(model),
})
