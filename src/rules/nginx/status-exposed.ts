import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertAfter } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { familyNames, type Place, reachablePlaces } from './open-places.ts'
import { asLocation } from './statements.ts'

/** Handlers that tell how the daemon is doing. */
const handlers: ReadonlySet<string> = new Set([
  'stub_status',
  'status',
  'api',
  'vhost_traffic_status_display',
  'upstream_conf',
])

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/status-exposed',
  format: 'nginx',
  title: { en: 'status page for everybody', zh: '状态页对所有人开放' },
  severity: 'medium',
  confidence: 'high',
  tags: ['access'],
  messages: {
    open: {
      en: '{handler} in {level} answers everybody over {families}',
      zh: '{level} 中的 {handler} 对 {families} 的所有客户端开放',
    },
  },
  defaults: {},
  *check(model) {
    if (![...handlers].some(name => model.writers(name).length > 0)) return
    for (const place of reachablePlaces(model)) {
      const { serve } = place.handler
      if (serve.kind === 'module' && handlers.has(serve.name) && place.open.length > 0) yield observation(place, serve)
    }
  },
})

function observation(place: Place, serve: Extract<Place['handler']['serve'], { kind: 'module' }>): Observation {
  const { level, server } = place.handler
  const own = place.access.rules.at === level
  const writes = serve.name === 'api' && /\bwrite=on\b/i.test(serve.directive.args.map(word => word.value).join(' '))
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'open', params: { handler: serve.name, level: level.subject, families: familyNames(place.open) } },
    severity: writes ? 'high' : 'medium',
    ...witnessOf(place, server),
    fixes: own
      ? []
      : [
          {
            title: { en: 'allow this machine only', zh: '只允许本机访问' },
            safety: 'unsafe',
            edits: [insertAfter(serve.directive, ['allow 127.0.0.1;', 'allow ::1;', 'deny all;'])],
            changes: ['allow', 'deny'],
          },
        ],
  }
}

function witnessOf({ handler: { level } }: Place, server: Place['handler']['server']): Pick<Observation, 'witness'> {
  const [listener] = server.listeners
  const match = asLocation(level)?.match
  const name = server.names.find(one => one.kind === 'exact')?.value
  if (!listener || !name || !match || /regex|named/.test(match.kind) || listener.family === 'unix') return {}
  const summary = { en: 'the status page answers', zh: '状态页作出应答' }
  return {
    witness: {
      listener: listener.subject,
      tls: listener.tls,
      method: 'GET',
      target: match.pattern,
      headers: [['Host', name]],
      provokes: { status: 200, summary },
    },
  }
}
