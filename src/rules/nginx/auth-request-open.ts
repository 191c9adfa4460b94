import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Related, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { alwaysGranted, type Granting } from './always-granted.ts'
import { gather } from './gather.ts'
import { type Place, reachablePlaces } from './open-places.ts'
import { firstOf, sureRequestTo } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/auth-request-open',
  format: 'nginx',
  title: { en: 'auth_request that refuses nobody', zh: '从不拒绝任何人的 auth_request' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    granted: {
      en: '{asked}, which `auth_request` asks for {levels}, answers everybody alike with `{answer}`: nobody is refused',
      zh: '{levels} 的 `auth_request` 所询问的 {asked} 对所有人都以 `{answer}` 应答：没有人会被拒绝',
    },
  },
  defaults: {},
  *check(model) {
    if (model.writers('auth_request').length === 0) return
    const causes = new Map<Directive, Asking[]>()
    for (const place of reachablePlaces(model)) {
      const asking = askingAt(model, place)
      if (asking) gather(causes, asking.granting.by, asking)
    }
    for (const [by, found] of causes) yield observation(model, by, found)
  },
})

interface Asking {
  readonly handler: Handler
  /** The `auth_request` in force. */
  readonly asking: Directive
  readonly granting: Granting
  /** Only listed addresses get as far. */
  readonly listed: boolean
}

/** Undefined also where a password is wanted beside it. */
function askingAt(model: NginxModel, { handler, access }: Place): Asking | undefined {
  const { skipped, satisfy, authentication, rules } = access
  const asking = authentication.find(one => nameOf(one) === 'auth_request')
  if (!asking || skipped || (satisfy === 'all' && authentication.length > 1)) return undefined
  const granting = alwaysGranted(model, handler.server, argumentAt(asking, 0))
  if (!granting || granting.level === handler.level) return undefined
  return { handler, asking, granting, listed: satisfy === 'all' && rules.entries.some(isDeny) }
}

const isDeny = (entry: Directive): boolean => nameOf(entry) === 'deny'

function observation(model: NginxModel, by: Directive, found: readonly Asking[]): Observation {
  const { level, kind, answer } = (found[0] as Asking).granting
  return {
    at: placeOf(by),
    subject: level.subject,
    message: {
      id: 'granted',
      params: {
        asked: level.subject,
        levels: summary(found, ({ handler }) => handler.level.subject),
        answer: [nameOf(answer), ...valuesOf(answer)].join(' ').slice(0, 80),
      },
    },
    ...(found.every(({ listed }) => listed) && { severity: 'medium' }),
    ...(kind === 'file' && { confidence: 'medium' }),
    related: [
      ...[...new Set(found.map(({ asking }) => asking))].slice(0, 20).map(asks),
      ...neverAsked(model, level),
      ...affected(found.map(({ handler }) => handler.level)),
    ],
    witness: () => (kind === 'answer' ? firstOf(found, each => letIn(model, each)) : undefined),
  }
}

const asks = (directive: Directive): Related => ({
  at: placeOf(directive),
  message: { en: 'asks there', zh: '在此询问' },
})

/** Access rules of the location that is asked: the daemon skips them in subrequests (measured). */
function neverAsked(model: NginxModel, level: Level): Related[] {
  const { rules, authentication } = model.access(level)
  return [...rules.entries.filter(isDeny).slice(0, 1), ...authentication]
    .filter(one => level.own.includes(one))
    .map(one => ({
      at: placeOf(one),
      message: { en: 'not asked in subrequests of auth_request', zh: '在 auth_request 的子请求中不起作用' },
    }))
}

/** The application gets what a stranger without credentials sends. */
function letIn(model: NginxModel, { handler, listed }: Asking): Witness | undefined {
  if (handler.serve.kind !== 'proxy' || listed) return undefined
  const request = sureRequestTo(model, handler)
  const summary = { en: 'a stranger without credentials reaches the application', zh: '无凭据的陌生客户端到达应用' }
  return request && { ...request, provokes: { upstreamSees: 'GET ', summary } }
}
