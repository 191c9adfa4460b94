import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { answeredAll } from './repeated-request.ts'
import { answeredRequest, handlerAt } from './request-to.ts'
import { asLocation, statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/limit-bypassed-by-return',
  format: 'nginx',
  title: { en: 'a limit that is never counted', zh: '从不计数的限流' },
  severity: 'low',
  confidence: 'high',
  tags: ['limits'],
  messages: {
    never: {
      en: '`{limit}` in {level} never counts: `{answer}` answers in an earlier phase',
      zh: '{level} 中的 `{limit}` 从不计数：`{answer}` 在更早的阶段应答',
    },
  },
  defaults: {},
  *check(model) {
    for (const { level, entry } of statements(model, 'limit_req', 'limit_conn')) {
      const serve = asLocation(level)?.serve ?? model.servers.find(server => server === level)?.serve
      const answers = serve?.kind === 'redirect' || (serve?.kind === 'return' && serve.code < 400)
      const limit = entry.name.value
      if (serve && answers)
        yield {
          at: placeOf(entry),
          subject: `${level.subject} ${limit}`,
          message: { id: 'never', params: { limit, level: level.subject, answer: serve.kind } },
          witness: () => (limit === 'limit_req' ? uncounted(model, level) : undefined),
        }
    }
  },
})

function uncounted(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && answeredRequest(model, handler)
  return found && answeredAll(found)
}
