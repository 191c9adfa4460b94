import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Serve } from '../../formats/nginx/serve.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
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
    inherited: {
      en: '`{limit}` does not count in {levels}: `{answer}` answers in an earlier phase',
      zh: '`{limit}` 在 {levels} 中不计数：`{answer}` 在更早的阶段应答',
    },
  },
  defaults: {},
  *check(model) {
    for (const { level, entry } of statements(model, 'limit_req', 'limit_conn')) {
      const serve = asLocation(level)?.serve ?? model.servers.find(server => server === level)?.serve
      const limit = nameOf(entry)
      if (serve && answersEarly(serve))
        yield {
          at: placeOf(entry),
          subject: `${level.subject} ${limit}`,
          message: { id: 'never', params: { limit, level: level.subject, answer: serve.kind } },
          witness: () => (limit === 'limit_req' ? uncounted(model, level) : undefined),
        }
    }
    for (const limit of ['limit_req', 'limit_conn']) yield* inherited(model, limit)
  },
})

const answersEarly = (serve: Serve): boolean =>
  serve.kind === 'redirect' || (serve.kind === 'return' && serve.code < 400)

/** Limits of outer levels, one finding for each. Behind `try_files` and the like a request was counted already. */
function* inherited(model: NginxModel, limit: string): Generator<Observation> {
  if (!model.writers(limit).some(({ children }) => children.length > 0)) return
  const causes = new Map<Directive, Location[]>()
  for (const location of model.servers.flatMap(server => answering(model, server))) {
    const { entries, at } = model.list(location, limit)
    if (at !== location) for (const entry of entries) gather(causes, entry, location)
  }
  for (const [entry, locations] of causes)
    yield {
      at: placeOf(entry),
      subject: `inherited ${locations[0]!.subject} ${limit}`,
      message: {
        id: 'inherited',
        params: {
          limit,
          levels: summary(locations, ({ subject }) => subject),
          answer: [...new Set(locations.map(({ serve }) => serve.kind))].join(', '),
        },
      },
      related: affected(locations),
      witness: () => (limit === 'limit_req' ? uncounted(model, locations[0]!) : undefined),
    }
}

/** Locations that clients reach and that answer early, unless the server does nothing but redirect. */
function answering(model: NginxModel, server: Server): Location[] {
  const handlers = model.handlers(server)
  if (handlers.every(({ serve }) => serve.kind === 'redirect')) return []
  return handlers.flatMap(({ level, serve }) => {
    const location = answersEarly(serve) ? asLocation(level) : undefined
    return location && !location.internal ? [location] : []
  })
}

function uncounted(model: NginxModel, level: Level): Witness | undefined {
  const handler = handlerAt(model, level)
  const found = handler && answeredRequest(model, handler)
  return found && answeredAll(found)
}
