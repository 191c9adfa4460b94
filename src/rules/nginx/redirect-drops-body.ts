import type { NginxModel } from '../../formats/nginx/model.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { keepBody } from './body-redirects.ts'
import { looksStatic } from './cached-places.ts'
import { isEncryptedUrl } from './leaks.ts'
import { apiEvidence, type Redirect, redirectsOf, staysHome, twinProxies } from './redirects.ts'
import { sureRequestTo } from './request-to.ts'
import { turnsAwayWriting } from './safe-methods.ts'
import { isPass } from './targets.ts'

interface Options {
  readonly apiPaths: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/redirect-drops-body',
  format: 'nginx',
  title: { en: 'A redirect drops the body of requests', zh: '重定向会丢弃请求体' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    found: {
      en: '{server} answers {code} to requests with a body; clients repeat them as GET without it',
      zh: '{server} 对带请求体的请求返回 {code}，客户端会改用不带请求体的 GET 重试',
    },
  },
  schema: { type: 'object', properties: { apiPaths: { type: 'array', items: { type: 'string' } } } },
  defaults: { apiPaths: [] },
  check: findings,
})

const dropping = new Set([301, 302, 303])

function* findings(model: NginxModel, { apiPaths }: Options): Iterable<Observation> {
  const said = new Set<Directive>()
  for (const server of model.servers) {
    if (plainListeners(server).length === 0) continue
    const redirects = redirectsOf(model, server).filter(({ serve }) => dropping.has(serve.code))
    for (const redirect of redirects.filter(each => isEncryptedUrl(each.serve.url) && staysHome(each))) {
      if (said.has(redirect.serve.directive) || readsOnly(redirect)) continue
      if (!apiEvidence(model, redirect, apiPaths) && !twinProxies(model, server) && !proxiesItself(model, redirect))
        continue
      said.add(redirect.serve.directive)
      yield observation(model, redirect)
    }
  }
}

/** Requests with a body were refused before: access rules come too late for that, an `if` does not. */
const readsOnly = ({ level, server }: Redirect): boolean =>
  [level, ...(level.parent ? [level.parent] : []), server].some(one => turnsAwayWriting(one) !== undefined)

/** One server for both: what is not redirected is handed to an application. */
const proxiesItself = (model: NginxModel, { level, server }: Redirect): boolean =>
  level.context.startsWith('if') &&
  server.listeners.some(({ tls }) => tls) &&
  model.handlers(server).some(({ serve, level: at }) => isPass(serve) && !looksStatic(at))

function observation(model: NginxModel, { serve, level, server }: Redirect): Observation {
  const fix = keepBody(model, { serve, level, server })
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: 'found', params: { server: server.title, code: serve.code } },
    ...witness(model, { serve, level, server }),
    ...(fix && { fixes: [fix] }),
  }
}

/** A POST in clear: its answer makes clients come back with a GET. */
function witness(model: NginxModel, redirect: Redirect): Pick<Observation, 'witness'> {
  const request = sureRequestTo(model, redirect)
  if (!request || request.tls) return {}
  const summary = { en: 'the client is sent on with a GET without its body', zh: '客户端被引导以不带请求体的 GET 重试' }
  const body = '{"phone":"13800138000"}'
  return { witness: { ...request, method: 'POST', body, provokes: { status: redirect.serve.code, summary } } }
}
