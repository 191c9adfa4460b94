import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type Place, reachablePlaces } from './open-places.ts'
import { strangersRequest } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/return-bypasses-access',
  format: 'nginx',
  title: { en: 'an answer before the access rules are asked', zh: '在访问规则之前作出应答' },
  severity: 'high',
  confidence: 'high',
  tags: ['access'],
  messages: {
    bypassed: {
      en: '`{answer}` in {level} answers before {rules} is asked',
      zh: '{level} 中的 `{answer}` 在 {rules} 起作用之前就已应答',
    },
  },
  defaults: {},
  *check(model) {
    if (!guarding.some(name => model.writers(name).length > 0)) return
    for (const place of reachablePlaces(model)) {
      const found = answersEarly(place.handler) ? observed(model, place) : undefined
      if (found) yield found
    }
  },
})

const answersEarly = (handler: Place['handler']): boolean => {
  const { serve } = handler
  return serve.kind === 'redirect' || (serve.kind === 'return' && serve.code < 400 && !isPreflight(handler))
}

function observed(model: NginxModel, place: Place): Observation | undefined {
  const { handler } = place
  const { serve, level } = handler
  if (serve.kind !== 'return' && serve.kind !== 'redirect') return undefined
  const ignored = guards(model, level, place)
  if (ignored.length > 0)
    return {
      ...observation(place, serve.directive, ignored),
      ...(isAside(handler) && { severity: 'low' }),
      ...witness(model, place, ignored),
    }
  const around = tells(handler) ? inherited(place) : []
  return around.length === 0
    ? undefined
    : { ...observation(place, serve.directive, around), severity: 'low', confidence: 'medium' }
}

const inIf = ({ level }: Place['handler']): boolean => level.context.startsWith('if-')

/** `if ($request_method = OPTIONS) { return 204; }`: there is nothing in the answer. */
const isPreflight = (handler: Place['handler']): boolean =>
  handler.serve.kind === 'return' && handler.serve.code === 204 && inIf(handler)

/** A redirect under a condition, to another name or to TLS: what is guarded is answered elsewhere. */
const isAside = (handler: Place['handler']): boolean => handler.serve.kind === 'redirect' && inIf(handler)

const guarding = ['deny', 'auth_basic', 'auth_request', 'auth_jwt', 'auth_oidc', 'limit_req', 'limit_conn']

/**
 * Rules written in the same location or server as the answer, or around its `if`: there somebody meant this place. Rules
 * of http{} or of the server above a location that only redirects are for the places that do ask them.
 */
function guards(model: NginxModel, level: Level, { access }: Place): Directive[] {
  const levels = level.context.startsWith('if-') && level.parent ? [level, level.parent] : [level]
  const here = (directive: Directive): boolean => levels.some(one => one.own.includes(directive))
  const denies = access.rules.entries.filter(entry => nameOf(entry) === 'deny' && here(entry)).slice(0, 1)
  const limits = ['limit_req', 'limit_conn'].flatMap(name => model.list(level, name).entries.filter(here).slice(0, 1))
  return [...denies, ...access.authentication.filter(here), ...limits]
}

/** Rules from further out, for an answer with something in it: that it needs none of them may be meant. */
const inherited = ({ access: { rules, authentication } }: Place): Directive[] => [
  ...rules.entries.filter(entry => nameOf(entry) === 'deny').slice(0, 1),
  ...authentication,
]

/** More than a word for a health check, a challenge of a CA or a file for robots. */
function tells({ serve, level }: Place['handler']): boolean {
  if (serve.kind !== 'return' || level.context.startsWith('if-')) return false
  const [word = 'ok', ...more] = serve.text?.match(/\w+/g) ?? []
  const path = asLocation(level)?.match.pattern ?? ''
  return !(more.length === 0 && healthy.test(word)) && !/health|ping|ready|alive|well-known|robots|favicon/i.test(path)
}

const healthy = /^(?:ok|up|pong|ping|healthy|alive|ready|true|success|done|welcome)$/i

/** Limits show only under load. */
function witness(model: NginxModel, { handler }: Place, ignored: readonly Directive[]): Pick<Observation, 'witness'> {
  const barred = ignored.some(one => nameOf(one) !== 'deny' || one.args[0]?.value === 'all')
  const shown = barred && !ignored.some(one => /^limit_/.test(nameOf(one))) && strangersRequest(model, handler)
  return shown ? { witness: shown } : {}
}

const observation = ({ handler: { level } }: Place, answer: Directive, ignored: readonly Directive[]): Observation => ({
  at: placeOf(answer),
  subject: level.subject,
  message: {
    id: 'bypassed',
    params: {
      answer: [answer.name.value, ...answer.args.map(word => word.raw)].join(' ').slice(0, 80),
      level: level.subject,
      rules: [...new Set(ignored.map(one => nameOf(one)))],
    },
  },
  related: ignored.map(one => ({ at: placeOf(one), message: { en: 'never asked here', zh: '在此从不起作用' } })),
})
