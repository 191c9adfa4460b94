import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { sound } from './lines.ts'
import { isWide, setterWrites } from './setters.ts'

function* findings(model: SysctlModel): Generator<Observation> {
  for (const [setter, pattern] of Object.entries(setterWrites)) {
    const file = model.evidence.setters.get(setter)
    if (!file) continue
    const lines = sound(model).filter(each => pattern.test(each.reading.key) && !isWide(each.reading.key))
    const [first, ...others] = lines
    if (!first) continue
    yield {
      at: placeOf(first.statement.directive),
      subject: setter,
      message: {
        id: 'setter',
        params: { setter, file: file.path, keys: [...new Set(lines.map(each => each.reading.key))].slice(0, 20) },
      },
      related: others.slice(0, 20).map(each => ({
        at: placeOf(each.statement.directive),
        message: { en: 'this one too', zh: '此行也是' },
      })),
    }
  }
}

export const rule: Rule<SysctlModel> = defineRule<SysctlModel>({
  id: 'sysctl/later-setter',
  format: 'sysctl',
  title: { en: 'Keys that another service rewrites', zh: '会被其他服务改写的键' },
  severity: 'info',
  confidence: 'medium',
  tags: ['life-cycle'],
  messages: {
    setter: {
      en: '{keys} may be rewritten after boot by {setter} ({file})',
      zh: '{keys} 可能在启动后被 {setter} 改写({file})',
    },
  },
  defaults: {},
  check: model => findings(model),
})
