import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Rule, type Severity } from '../rule.ts'
import { type ListDirective, lostEntries } from './lost-entries.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/directive-inheritance',
  format: 'nginx',
  title: { en: 'entries of a list lost by inheritance', zh: '因继承规则丢失列表项' },
  severity: 'medium',
  confidence: 'high',
  tags: ['headers', 'inheritance'],
  messages: {
    lost: {
      en: '{directive} in {level} drops entries of {from}: {lost}',
      zh: '{level} 中的 {directive} 使 {from} 的条目失效：{lost}',
    },
  },
  defaults: {},
  check: model => lostEntries(model, lists),
})

const first = (entry: Directive): string => argumentAt(entry, 0).toLowerCase()

/** Headers and parameters whose loss changes whom the backend believes it talks to. */
const identity = /^(?:host|x-forwarded-.*|x-real-ip|forwarded|authorization|proxy-authorization|early-data|http_proxy)$/

const passesOn =
  (...kinds: readonly string[]) =>
  (_model: NginxModel, level: Level): boolean =>
    handsOn(level, kinds)

/** Does the level, or one below it that inherits from it, hand requests on in one of these ways? */
function handsOn(level: Level, kinds: readonly string[]): boolean {
  const serve = (level as { serve?: { kind: string } }).serve
  return (serve !== undefined && kinds.includes(serve.kind)) || level.children.some(child => handsOn(child, kinds))
}

/** A protocol switch needs both. */
const connection: ReadonlySet<string> = new Set(['upgrade', 'connection'])

const headers = (name: string, kinds: readonly string[]): ListDirective => ({
  name,
  key: first,
  uses: passesOn(...kinds),
  together: connection,
  severity: (lost, entries) =>
    lost.some(key => identity.test(key)) || entries.some(one => blanked(one) || tellsUser(one)) ? 'medium' : 'low',
})

/** `proxy_set_header X ""` keeps a client's header from the backend: losing it lets the header through. */
const blanked = (entry: Directive): boolean => entry.args[1]?.value === ''

/** What authentication found out: without it the client's own header says who the user is. */
const tellsUser = (entry: Directive): boolean =>
  /\$\{?(?:remote_user|ssl_client_\w+|jwt_\w+|upstream_http_\w+)\b/i.test(entry.args[1]?.value ?? '')

const plain = (name: string, severity: Severity, kinds?: readonly string[]): ListDirective => ({
  name,
  key: first,
  uses: kinds ? passesOn(...kinds) : () => true,
  severity: () => severity,
})

/** The status codes of an `error_page`. */
const codes = (entry: Directive): string[] => valuesOf(entry).filter(value => /^\d+$/.test(value))

const zone = (entry: Directive): string => valuesOf(entry).find(value => value.startsWith('zone=')) ?? first(entry)

const lists: readonly ListDirective[] = [
  headers('proxy_set_header', ['proxy']),
  headers('grpc_set_header', ['grpc']),
  headers('fastcgi_param', ['fastcgi']),
  headers('uwsgi_param', ['uwsgi']),
  headers('scgi_param', ['scgi']),
  plain('proxy_hide_header', 'low', ['proxy']),
  plain('fastcgi_hide_header', 'low', ['fastcgi']),
  plain('proxy_cookie_flags', 'low', ['proxy']),
  { ...plain('error_page', 'low'), key: entry => codes(entry).join(', '), parts: codes },
  plain('sub_filter', 'low'),
  { ...plain('auth_http_header', 'low'), world: 'mail' },
  { ...plain('limit_req', 'medium'), key: zone },
  plain('limit_conn', 'medium'),
  {
    ...plain('access_log', 'low'),
    deliberate: entry => first(entry) === 'off',
    parts: entry => (first(entry) === 'off' ? [] : [first(entry)]),
    // A file of its own is what most mean; the way to the central log goes unnoticed. Another format may hide secrets.
    severity: lost => (lost.some(key => key.startsWith('syslog:')) ? 'medium' : 'low'),
    safety: 'unsafe',
  },
]
