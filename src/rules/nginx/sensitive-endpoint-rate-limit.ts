import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Fix, type Observation, type Rule, type Witness } from '../rule.ts'
import { lacking } from './affected.ts'
import { locationAround } from './browser-pages.ts'
import { clientZone, limitLines } from './limit-edits.ts'
import { keyKind, type LimitZone, zonesAt } from './request-limits.ts'
import { passedRequest } from './request-to.ts'
import { sensitiveWord, sensitiveWords } from './sensitive-paths.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Words in paths, lower case; a plural `s` or `es` counts as the word. */
  readonly paths: readonly string[]
  /** The service that `auth_request` asks limits clients itself. */
  readonly authRequestLimits: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/sensitive-endpoint-rate-limit',
  format: 'nginx',
  title: { en: 'sign-in, codes and orders without a limit per client', zh: '登录、验证码、订单等接口没有按客户端限流' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    none: {
      en: '{level} ("{word}") hands requests to {target} as fast as a client sends them: no limit_req is in force',
      zh: '{level}（"{word}"）不限速地把请求转给 {target}：没有生效的 limit_req',
    },
    key: {
      en: '{level} ("{word}") has a limit_req whose key "{key}" does not tell clients apart',
      zh: '{level}（"{word}"）的 limit_req 使用的键 "{key}" 不能区分客户端',
    },
    dry: {
      en: '{level} ("{word}") only counts requests: `limit_req_dry_run on` is in force',
      zh: '{level}（"{word}"）只计数不拦截：`limit_req_dry_run on` 生效',
    },
  },
  schema: {
    type: 'object',
    properties: {
      paths: { type: 'array', items: { type: 'string', pattern: '^[a-z0-9]{2,40}$' } },
      authRequestLimits: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  defaults: {
    paths: sensitiveWords,
    authRequestLimits: false,
  },
  *check(model, { paths, authRequestLimits }) {
    const words = new Set(paths)
    const seen = new Set<Location>()
    for (const pass of passes(model)) {
      const location = locationAround(pass.handler.level)
      if (!location || location.internal || seen.has(location)) continue
      const word = sensitiveWord(location.match.pattern, words)
      if (word === undefined || !isOpen(model, location, authRequestLimits)) continue
      seen.add(location)
      yield* judge(model, location, { word, pass })
    }
  },
})

/** Strangers get through, and nobody else counts them. */
function isOpen(model: NginxModel, location: Location, authRequestLimits: boolean): boolean {
  const { open, rules, satisfy, authentication } = model.access(location)
  const asked = authentication.some(({ name }) => name.value === 'auth_request')
  const closed = rules.entries.length > 0 && !open.ipv4 && !open.ipv6
  // With `satisfy any` a stranger may still try passwords.
  const trusted = closed && (satisfy === 'all' || authentication.length === 0)
  return !trusted && !(authRequestLimits && asked)
}

interface Found {
  readonly word: string
  readonly pass: Pass
}

function* judge(model: NginxModel, location: Location, { word, pass }: Found): Iterable<Observation> {
  const { level } = pass.handler
  const zones = zonesAt(model, level, 'limit_req')
  const counted = zones.some(zone => ['client', 'open'].includes(keyKind(model, zone, level)))
  const dry = model.on(level, 'limit_req_dry_run')
  const unknown = zones.length === 0 && model.list(level, 'limit_req').entries.length > 0
  if (unknown || (counted && !dry) || !location.directive) return
  const away = location.server.listeners.some(({ reach }) => reach === 'public' || reach === 'private')
  yield {
    at: lacking(location.directive, location),
    subject: location.subject,
    message: {
      id: dry && counted ? 'dry' : zones.length > 0 ? 'key' : 'none',
      params: {
        level: location.subject,
        word,
        target: pass.serve.authority,
        key: zones.map(({ key }) => key).join(', '),
      },
    },
    // Clients of this machine alone: whoever stands in front may count.
    ...(!away && { severity: 'low' }),
    witness: () => (zones.length === 0 || dry ? manyPosts(model, pass) : undefined),
    fixes: dry ? [] : limit(model, location),
  }
}

const tries = 20

/** As many tries as nobody needs who signs in, and the application gets the last one too. */
function manyPosts(model: NginxModel, { handler, family }: Pass): Witness | undefined {
  const own = family === 'proxy' ? passedRequest(model, handler) : undefined
  if (!own) return undefined
  const request = { ...own, method: 'POST', body: 'user=a' }
  const summary = {
    en: `the application gets ${tries} requests one after the other`,
    zh: `应用连续收到 ${tries} 个请求`,
  }
  return {
    ...request,
    before: Array.from({ length: tries - 1 }, () => request),
    provokes: { upstreamSees: 'POST ', summary },
  }
}

function limit(model: NginxModel, location: Location): Fix[] {
  const zone = clientZone(model, { kind: 'limit_req', name: 'sensitive', rest: 'rate=10r/m', fits: isSlow })
  if (!zone) return []
  const status = model.setting(location, 'limit_req_status').origin === 'default' ? ['limit_req_status 429;'] : []
  const lines = limitLines(model, location, [`limit_req zone=${zone.name} burst=5 nodelay;`, ...status])
  return [
    {
      title: { en: 'let a client in 10 times a minute', zh: '每个客户端每分钟限 10 次' },
      safety: 'unsafe',
      edits: [...zone.edits, ...lines],
      changes: ['limit_req_zone', 'limit_req', 'limit_req_status'],
    },
  ]
}

/** At most one request a second. */
function isSlow({ directive }: LimitZone): boolean {
  const rate = directive.args.map(({ value }) => /^rate=(\d+)r\/([sm])$/.exec(value)).find(found => found)
  return rate?.[2] === 'm' ? Number(rate[1]) <= 60 : rate?.[1] === '1'
}
