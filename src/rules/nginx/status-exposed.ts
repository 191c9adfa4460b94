import type { Handler, NginxModel } from '../../formats/nginx/model.ts'
import type { GatewayServe } from '../../formats/nginx/serve.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, insertAfter } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { exporterBehind } from './exporters.ts'
import { fpmBehind } from './fpm-status.ts'
import { familyNames, openTo, type Place, reachablePlaces } from './open-places.ts'
import { openRequestTo } from './request-to.ts'
import { turnsAwayStrangers } from './strangers.ts'
import { type Pass, passes, type UpstreamTarget } from './targets.ts'

/** Handlers that tell how the daemon is doing. */
const handlers: ReadonlySet<string> = new Set([
  'stub_status',
  'status',
  'api',
  'vhost_traffic_status_display',
  'upstream_conf',
])

interface Options {
  /** Words in paths behind which an application tells how it is doing. Lower case. */
  readonly paths: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
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
    metrics: {
      en: '{level} hands everybody over {families} on to {target}, where an exporter or profiler listens',
      zh: '{level} 把 {families} 的所有客户端转交给 {target}，那里是指标导出器或性能分析端口',
    },
    fpm: {
      en: '{level} asks PHP-FPM at {target} for its status page, for everybody over {families}',
      zh: '{level} 为 {families} 的所有客户端向 {target} 上的 PHP-FPM 请求其状态页',
    },
  },
  schema: {
    type: 'object',
    properties: { paths: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { paths: ['metrics', 'health', 'healthz', 'debug', 'pprof', 'status', 'stats', 'prometheus', 'exporter'] },
  *check(model, { paths }) {
    const words = new Set(paths)
    const pages = [...handlers, 'fastcgi_pass'].some(name => model.writers(name).length > 0)
    for (const place of pages ? reachablePlaces(model) : []) {
      const found = page(model, place)
      if (found) yield found
    }
    for (const pass of passes(model)) {
      const target = exporterBehind(pass, words)
      const open = target ? openTo(pass.handler.server, model.access(pass.handler.level)) : []
      if (target && open.length > 0 && !turnsAwayStrangers(model, pass.handler.level, open))
        yield metrics(model, pass, { target, open })
    }
  },
})

function page(model: NginxModel, place: Place): Observation | undefined {
  const { serve } = place.handler
  if (serve.kind === 'module')
    return handlers.has(serve.name) && isOpen(model, place) ? observation(model, place, serve) : undefined
  const behind = fpmBehind(model, place.handler)
  return behind && isOpen(model, place) ? fpm(place, behind) : undefined
}

const isOpen = (model: NginxModel, { open, handler }: Place): boolean =>
  open.length > 0 && !turnsAwayStrangers(model, handler.level, open)

interface Exposed {
  readonly target: UpstreamTarget
  readonly open: readonly string[]
}

function metrics(model: NginxModel, { handler, serve }: Pass, { target, open }: Exposed): Observation {
  const { level } = handler
  const own = model.access(level).rules.at === level
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    witness: () => witnessOf(model, handler),
    message: {
      id: 'metrics',
      params: { level: level.subject, target: target.address, families: familyNames(open) },
    },
    fixes: own ? [] : [thisMachine(serve.directive)],
  }
}

const fpm = ({ handler: { level }, access, open }: Place, { directive, authority }: GatewayServe): Observation => ({
  at: placeOf(directive),
  subject: level.subject,
  confidence: 'medium',
  message: { id: 'fpm', params: { level: level.subject, target: authority, families: familyNames(open) } },
  fixes: access.rules.at === level ? [] : [thisMachine(directive)],
})

const thisMachine = (handler: Directive): Fix => ({
  title: { en: 'allow this machine only', zh: '只允许本机访问' },
  safety: 'unsafe',
  edits: [insertAfter(handler, ['allow 127.0.0.1;', 'allow ::1;', 'deny all;'])],
  changes: ['allow', 'deny'],
})

function observation(
  model: NginxModel,
  place: Place,
  serve: Extract<Place['handler']['serve'], { kind: 'module' }>,
): Observation {
  const { level } = place.handler
  const own = place.access.rules.at === level
  const writes = serve.name === 'api' && /\bwrite=on\b/i.test(valuesOf(serve.directive).join(' '))
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'open', params: { handler: serve.name, level: level.subject, families: familyNames(place.open) } },
    severity: writes ? 'high' : 'medium',
    witness: () => witnessOf(model, place.handler),
    fixes: own ? [] : [thisMachine(serve.directive)],
  }
}

function witnessOf(model: NginxModel, handler: Handler): Witness | undefined {
  const request = openRequestTo(model, handler)
  const summary = { en: 'the status page answers', zh: '状态页作出应答' }
  const shows = 'authority' in handler.serve ? { upstreamSees: 'GET ' } : { status: 200 }
  return request && { ...request, provokes: { ...shows, summary } }
}
