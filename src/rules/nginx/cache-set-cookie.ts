import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { cachedRequest, storedAnswer } from './cache-witness.ts'
import { type CachedPlace, cachedPlaces, looksStatic } from './cached-places.ts'
import { dependsOn } from './depends-on.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { isMadeElsewhere } from './made-elsewhere.ts'
import { firstOf, type RequestTo, withHeaders } from './request-to.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/cache-set-cookie',
  format: 'nginx',
  title: { en: "one client's answer is stored for all", zh: '某个客户端的响应被缓存给所有人' },
  severity: 'high',
  confidence: 'high',
  tags: ['proxy', 'privacy'],
  messages: {
    cookie: {
      en: '`{directive} {headers}` stores answers together with their cookies in zone {zone}: the next client gets them, in {levels}',
      zh: '`{directive} {headers}` 把响应连同其 Cookie 存入缓存区 {zone}：下一个客户端会收到它们，位于 {levels}',
    },
    private: {
      en: '`{directive} {headers}` stores answers in zone {zone} that the application marks as private, in {levels}',
      zh: '`{directive} {headers}` 会把应用标记为私有的响应存入缓存区 {zone}，位于 {levels}',
    },
  },
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, Stored[]>()
    for (const place of cachedPlaces(model)) {
      const ignored = ignoredAt(model, place)
      const kind = ignored && kindOf(model, place, ignored)
      if (ignored && kind) gather(causes, ignored.directive, { kind, place, ignored })
    }
    for (const [directive, found] of causes)
      yield { ...observation(model, directive, found), witness: () => firstOf(found, one => handedOut(model, one)) }
  },
})

interface Ignored {
  readonly directive: Directive
  readonly written: readonly string[]
  /** Lower case. */
  readonly headers: ReadonlySet<string>
}

interface Stored {
  readonly kind: 'cookie' | 'private'
  readonly place: CachedPlace
  readonly ignored: Ignored
}

function ignoredAt(model: NginxModel, { pass, level }: CachedPlace): Ignored | undefined {
  const { value, origin } = model.setting(level, `${pass.family}_ignore_headers`)
  if (origin === 'default') return undefined
  return { directive: origin, written: value, headers: new Set(value.map(word => word.toLowerCase())) }
}

function kindOf(model: NginxModel, place: CachedPlace, { headers }: Ignored): Stored['kind'] | undefined {
  const { level, pass } = place
  const hides = model.list(level, `${pass.family}_hide_header`).entries.some(one => headerName(one) === 'set-cookie')
  const valid = model.setting(level, `${pass.family}_cache_valid`).origin !== 'default'
  const cookie = headers.has('set-cookie') && !hides && (valid || !headers.has('cache-control'))
  const marked = headers.has('cache-control') && validForAll(model, place)
  if (!cookie && !(marked && !looksStatic(level) && !anonymous(model, place))) return undefined
  if (keptApart(model, place)) return undefined
  return cookie ? 'cookie' : 'private'
}

/** What one client got, cookie included, is what the next one gets: the application is not asked. */
function handedOut(model: NginxModel, { kind, place }: Stored): Witness | undefined {
  const own = validForAll(model, place) ? cachedRequest(model, place, {}) : undefined
  if (own && kind === 'private') return privately(model, place, own)
  const summary = {
    en: 'the next client gets the answer and the cookie of the first',
    zh: '下一个客户端得到前一个客户端的响应及其 Cookie',
  }
  const header = ['Set-Cookie', ''] as const
  if (!own) return undefined
  const witness = storedAnswer([withHeaders(own, ['Cookie', 'session=first']), own], summary)
  return { ...witness, provokes: { ...witness.provokes, header } }
}

/** An application that is told who asks marks its answer as private: the next client, who is nobody, gets it. */
function privately(model: NginxModel, { level, pass }: CachedPlace, own: RequestTo): Witness | undefined {
  const replaced = model
    .list(level, `${pass.family}_set_header`)
    .entries.some(one => headerName(one) === 'authorization')
  const summary = {
    en: 'the next client gets the answer that was private to the first',
    zh: '下一个客户端得到本属前一个客户端私有的响应',
  }
  return replaced ? undefined : storedAnswer([withHeaders(own, ['Authorization', 'Bearer first']), own], summary)
}

/** Statuses without a list mean 200, 301 and 302. */
const validForAll = (model: NginxModel, { level, pass }: CachedPlace): boolean =>
  model
    .list(level, `${pass.family}_cache_valid`)
    .entries.some(({ args }) => args.length === 1 || args.some(({ value }) => value === '200' || value === 'any'))

/** The application never learns who asks. */
const anonymous = (model: NginxModel, { level, pass }: CachedPlace): boolean =>
  model
    .list(level, `${pass.family}_set_header`)
    .entries.some(entry => headerName(entry) === 'cookie' && argumentAt(entry, 1) === '')

/** Variables that tell clients apart, or that say what an answer may be used for. */
const telling =
  /^(?:http_cookie|cookie_\w+|http_authorization|remote_user|(?:upstream|sent)_http_(?:set_cookie|cache_control))$/

const keeping = ['no_cache', 'cache_bypass', 'cache_key']

/** Clients who are somebody get no stored answers, none of theirs are stored, or each has entries of its own. */
function keptApart(model: NginxModel, { level, pass }: CachedPlace): boolean {
  return keeping.some(name => {
    const words = model.setting(level, `${pass.family}_${name}`).value
    return words.some(word => [...dependsOn(model, word)].some(variable => telling.test(variable)))
  })
}

/** Whether a file that is not here keeps clients apart. */
const mayKeepApart = (model: NginxModel, { level, pass }: CachedPlace): boolean =>
  keeping.some(name => model.setting(level, `${pass.family}_${name}`).value.some(word => isMadeElsewhere(model, word)))

function observation(model: NginxModel, directive: Directive, found: readonly Stored[]): Observation {
  const kind = found.some(one => one.kind === 'cookie') ? 'cookie' : 'private'
  const worst = found.filter(one => one.kind === kind)
  const { place, ignored } = worst[0]!
  return {
    at: {
      ...placeOf(directive),
      ...(worst.every(one => mayKeepApart(model, one.place)) && { lacks: 'anywhere' as const }),
    },
    subject: `${place.level.subject} ${nameOf(directive)}`,
    message: {
      id: kind,
      params: {
        directive: nameOf(directive),
        headers: ignored.written.join(' '),
        zone: place.zone,
        levels: summary(worst, one => one.place.level.subject),
      },
    },
    ...(kind === 'private' && { severity: 'medium', confidence: 'medium' }),
    related: [
      { at: placeOf(place.switchedOn), message: { en: 'the cache', zh: '缓存在此开启' } },
      ...affected(worst.map(one => one.place.level)),
    ],
  }
}
