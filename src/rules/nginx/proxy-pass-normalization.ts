import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { ProxyServe } from '../../formats/nginx/serve.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { bringsDecoded, byDecodedPath, isRaw, ofText } from './decoded-paths.ts'
import { handlerOf, passedRequest } from './request-to.ts'
import { asLocation } from './statements.ts'
import { firstBypass, guardedLocations, type TwiceDecoded } from './twice-decoded.ts'

interface Options {
  /** Report a path that loses its encoding also where no access rule is concerned. */
  readonly everywhere: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/proxy-pass-normalization',
  format: 'nginx',
  title: { en: 'the application gets another path than the client sent', zh: '应用收到的路径与客户端所发不同' },
  severity: 'low',
  confidence: 'high',
  tags: ['files', 'proxy'],
  messages: {
    decoded: {
      en: '`proxy_pass {argument}` in {level} sends the decoded path: %2F reaches the application as `/`',
      zh: '{level} 中的 `proxy_pass {argument}` 发送解码后的路径：%2F 以 `/` 到达应用',
    },
    bypassed: {
      en: '`proxy_pass {argument}` in {level} sends the decoded path as it is: `{target}` passes by {guarded} and reaches the application as `{sent}`',
      zh: '{level} 中的 `proxy_pass {argument}` 原样发送解码后的路径：`{target}` 绕过 {guarded}，以 `{sent}` 到达应用',
    },
  },
  schema: { type: 'object', properties: { everywhere: { type: 'boolean' } }, additionalProperties: false },
  defaults: { everywhere: false },
  *check(model, { everywhere }) {
    const seen = new Set<Directive>()
    const guarded = guardedLocations(model)
    for (const level of model.writers('proxy_pass')) {
      const location = asLocation(level)
      if (location?.serve.kind !== 'proxy' || seen.has(location.serve.directive)) continue
      if (location.match.kind === 'exact' || (!everywhere && !location.serve.hasVariables)) continue
      const { serve } = location
      const found = judge(model, { location, serve, everywhere }, guarded)
      if (!found) continue
      seen.add(serve.directive)
      yield found
    }
  },
})

interface Case {
  readonly location: Location
  readonly serve: ProxyServe
  readonly everywhere: boolean
}

function judge(
  model: NginxModel,
  { location, serve, everywhere }: Case,
  guarded: (server: Server) => readonly Location[],
): Observation | undefined {
  const loses = serve.hasVariables ? bringsDecoded(model, location, serve) : ofText(location, serve)
  if (!loses || isRaw(location)) return undefined
  const bypass = byDecodedPath(serve) ? firstBypass(model, location, guarded(location.server)) : undefined
  if (bypass) return bypassed(model, location, bypass)
  return everywhere ? decoded(model, location, serve) : undefined
}

const params = ({ subject }: Location, { directive }: ProxyServe): { level: string; argument: string } => ({
  level: subject,
  argument: argumentAt(directive, 0),
})

function decoded(model: NginxModel, location: Location, serve: ProxyServe): Observation {
  const { pattern, kind } = location.match
  const appended = (kind === 'prefix' || kind === 'noregex') && (!serve.hasVariables || byDecodedPath(serve))
  const target = `${pattern.replace(/\/$/, '')}/a%2Fb`
  const request =
    appended && !serve.uri?.includes('?') ? passedRequest(model, handlerOf(location), { path: target }) : undefined
  const summary = { en: 'the application is asked for …/a/b', zh: '应用收到的路径是 …/a/b' }
  return {
    at: placeOf(serve.directive),
    subject: location.subject,
    message: { id: 'decoded', params: params(location, serve) },
    severity: 'low',
    ...(request && { witness: { ...request, provokes: { upstreamSees: '/a/b ', summary } } }),
  }
}

function bypassed(model: NginxModel, location: Location, { place, target, sent }: TwiceDecoded): Observation {
  const serve = location.serve as ProxyServe
  const request = passedRequest(model, handlerOf(location), { path: target })
  const summary = { en: `the application is asked for ${sent}`, zh: `应用收到的路径是 ${sent}` }
  return {
    at: placeOf(serve.directive),
    subject: location.subject,
    message: { id: 'bypassed', params: { ...params(location, serve), target, sent, guarded: place.subject } },
    severity: 'medium',
    related: place.directive
      ? [{ at: placeOf(place.directive), message: { en: 'is not asked', zh: '不会被询问' } }]
      : [],
    ...(request && { witness: { ...request, provokes: { upstreamSees: `GET ${sent} `, summary } } }),
  }
}
