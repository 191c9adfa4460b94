import type { NginxModel } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import { insertBefore, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { type ApiEvidence, apiEvidence, locationOf, type Redirect, redirectsOf, twinApiPaths } from './redirects.ts'
import { answersItself, openRequestTo } from './request-to.ts'

interface Options {
  readonly apiPaths: readonly string[]
  readonly apiOnPlaintext: 'refuse' | 'redirect'
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/api-redirect',
  format: 'nginx',
  title: { en: 'An API is redirected instead of refused', zh: '对 API 使用重定向而不是拒绝' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['plaintext'],
  messages: {
    path: {
      en: '{server} redirects "{path}" with {code}: what clients send has crossed in clear by then',
      zh: '{server} 以 {code} 重定向 "{path}"：此时客户端发送的内容已以明文经过网络',
    },
    server: {
      en: '{server} redirects API requests with {code}: what clients send has crossed in clear by then',
      zh: '{server} 以 {code} 重定向 API 请求：此时客户端发送的内容已以明文经过网络',
    },
  },
  schema: {
    type: 'object',
    properties: {
      apiPaths: { type: 'array', items: { type: 'string' } },
      apiOnPlaintext: { enum: ['refuse', 'redirect'] },
    },
  },
  defaults: { apiPaths: [], apiOnPlaintext: 'refuse' },
  check: findings,
})

function* findings(model: NginxModel, { apiPaths, apiOnPlaintext }: Options): Iterable<Observation> {
  if (apiOnPlaintext === 'redirect') return
  for (const server of model.servers) {
    if (plainListeners(server).length === 0) continue
    for (const redirect of redirectsOf(model, server)) {
      const evidence = apiEvidence(model, redirect, apiPaths)
      if (evidence) yield observation(model, redirect, { evidence, apiPaths })
    }
  }
}

interface Grounds {
  readonly evidence: ApiEvidence
  readonly apiPaths: readonly string[]
}

function observation(model: NginxModel, redirect: Redirect, grounds: Grounds): Observation {
  const { serve, level, server } = redirect
  const paths = grounds.evidence === 'twin' ? twinApiPaths(model, redirect, grounds.apiPaths) : []
  const path = paths[0] ?? locationPath(redirect)
  const fix = grounds.evidence === 'twin' ? refusePaths(redirect, paths) : refuse(redirect)
  const params = { server: server.title, code: serve.code, path }
  return {
    at: placeOf(serve.directive),
    subject: level.subject,
    message: { id: grounds.evidence === 'name' ? 'server' : 'path', params },
    witness: () => witnessOf(model, redirect, path),
    ...(fix && { fixes: [fix] }),
  }
}

/** A token that crosses in clear before the redirect is seen. */
function witnessOf(model: NginxModel, redirect: Redirect, path: string): Witness | undefined {
  const { serve } = redirect
  const request =
    answersItself(model, redirect.level, serve.code) && openRequestTo(model, redirect, { path, clear: true })
  if (!request) return undefined
  const summary = {
    en: 'the token has crossed in clear, and a redirect comes back',
    zh: '令牌已以明文传输，随后才返回重定向',
  }
  const headers = [...request.headers, ['Authorization', 'Bearer x']] as const
  return { ...request, headers, provokes: { status: serve.code, summary } }
}

function locationPath({ level }: Redirect): string {
  return locationOf(level)?.directive?.args.at(-1)?.value ?? '/'
}

const title = { en: 'Refuse API requests in clear', zh: '拒绝明文 API 请求' }

/** A rewrite may stand among others that count on it: only a plain return is replaced. */
function refuse({ serve }: Redirect): Fix | undefined {
  if (nameOf(serve.directive) !== 'return') return undefined
  return { title, safety: 'unsafe', edits: [replaceArguments(serve.directive, '403')], changes: ['return'] }
}

/** Beside a redirect in `location /`, the API paths of the TLS server get an answer of their own. */
function refusePaths(redirect: Redirect, paths: readonly string[]): Fix | undefined {
  const location = locationOf(redirect.level)?.directive
  const plain = paths.filter(path => /^\/[\w/.~-]*$/.test(path))
  if (!location || plain.length === 0) return undefined
  const lines = plain.flatMap(path => [`location ^~ ${path} {`, '    return 403;', '}', ''])
  return { title, safety: 'unsafe', edits: [insertBefore(location, lines)], changes: ['*'] }
}
