import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import { type Directive, insertFirst } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Severity } from '../rule.ts'
import { outcome } from './condition-outcome.ts'
import { dependsOn } from './depends-on.ts'
import { familyNames, inTunnels, type Place, reachablePlaces } from './open-places.ts'
import { answeredRequest } from './request-to.ts'
import { asLocation } from './statements.ts'
import { isPass } from './targets.ts'

interface Options {
  /** Words that name an administration interface: a part of a path, or of the name of an upstream. Lower case. */
  readonly paths: readonly string[]
  /** Networks that administrators come from. None: this machine only. */
  readonly networks: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/admin-unrestricted',
  format: 'nginx',
  title: { en: 'an administration interface for everybody', zh: '管理界面对所有人开放' },
  severity: 'medium',
  confidence: 'low',
  tags: ['access'],
  messages: {
    open: {
      en: '{level} leads to "{word}" and lets everybody in over {families}: no access rule, password or client certificate',
      zh: '{level} 通向 "{word}"，对 {families} 的所有人开放：没有访问规则、口令或客户端证书',
    },
  },
  schema: {
    type: 'object',
    properties: {
      paths: { type: 'array', items: { type: 'string' } },
      networks: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: {
    paths: [
      ...['admin', 'administrator', 'manage', 'manager', 'management', 'console', 'actuator', 'phpmyadmin', 'pma'],
      ...['adminer', 'kibana', 'grafana', 'jenkins', 'prometheus', 'portainer', 'server-status', '.git'],
    ],
    networks: [],
  },
  *check(model, { paths, networks }, { tunnels = [] }) {
    const words = new Set(paths)
    const seen = new Set<Directive>()
    for (const place of reachablePlaces(model)) {
      const { level, server, serve } = place.handler
      const location = asLocation(level)
      if (!location?.directive || location.internal || seen.has(location.directive)) continue
      if (serve.kind !== 'static' && !isPass(serve)) continue
      const word = adminWord(location, place, words)
      if (!word || place.open.length === 0 || inTunnels(server, tunnels) || guarded(model, location, server)) continue
      seen.add(location.directive)
      yield observation(model, place, { location, word, networks })
    }
  },
})

/** Parts of a path between slashes, and of a name between dots and dashes. */
function adminWord({ match }: Location, { handler: { serve } }: Place, words: ReadonlySet<string>): string | undefined {
  const parts = match.pattern.toLowerCase().split(/[/\\^$()|?*+:[\]]+/)
  const name = isPass(serve)
    ? serve.authority
        .toLowerCase()
        .replace(/^unix:/, '')
        .split(/[^a-z0-9]+/)
    : []
  return [...parts, ...name].find(
    part => words.has(part) && (!part.startsWith('.') || namesFolder(match.pattern, part)),
  )
}

/** `/.git`, `^/(?:x|\.git)/`: not the end of a name, as in `/group/project\.git/info/refs`. */
const namesFolder = (pattern: string, part: string): boolean => {
  const text = pattern.toLowerCase().replaceAll('\\.', '.')
  return ['/', '(', '|', ':'].some(before => text.includes(before + part))
}

/** A client certificate is asked for, or an `if` turns away those it does not know. */
function guarded(model: NginxModel, location: Location, server: Server): boolean {
  if (model.text(server, 'ssl_verify_client') === 'on' && server.listeners.every(({ tls }) => tls)) return true
  for (let level: Level | undefined = location; level && level.context !== 'http'; level = level.parent)
    if (level.children.some(child => turnsAway(model, child))) return true
  return false
}

const identity =
  /^(?:remote_addr|binary_remote_addr|realip_remote_addr|ssl_client_\w+|geoip\w*|http_authorization|cookie_\w+|remote_user)$/

/** What is known of somebody from outside who shows nothing. */
const stranger: ReadonlyMap<string, string> = new Map([
  ['remote_addr', '203.0.113.9'],
  ['realip_remote_addr', '203.0.113.9'],
  ['ssl_client_verify', 'NONE'],
  ['http_authorization', ''],
  ['remote_user', ''],
])

/** By what it looks at; one that a stranger surely does not meet (`if ($remote_addr = 192.0.2.1)`) keeps nobody out. */
const turnsAway = (model: NginxModel, { context, directive, own }: Level): boolean =>
  context.startsWith('if-') &&
  directive !== undefined &&
  own.some(({ name, args }) => name.value === 'return' && /^(?:4\d\d|30\d)$/.test(args[0]?.value ?? '')) &&
  directive.args.some(({ value }) => [...dependsOn(model, value)].some(one => identity.test(one))) &&
  outcome(model, directive, stranger) !== false

interface Found {
  readonly location: Location
  readonly word: string
  readonly networks: readonly string[]
}

function observation(model: NginxModel, place: Place, { location, word, networks }: Found): Observation {
  const { handler, open } = place
  const summary = { en: 'a stranger is let in', zh: '陌生客户端得以进入' }
  return {
    at: placeOf(location.directive as NonNullable<typeof location.directive>),
    subject: location.subject,
    message: { id: 'open', params: { level: location.subject, word, families: familyNames(open) } },
    severity: severityOf(handler.server),
    witness: () => {
      const found = answeredRequest(model, handler)
      return found && { ...found.request, provokes: { ...found.shows, summary } }
    },
    fixes: place.access.rules.at === location ? [] : restricted(location, networks),
  }
}

/** What crosses the wire in clear can be read and repeated as well. */
function severityOf(server: Server): Severity {
  if (plainListeners(server).some(({ reach }) => reach === 'public')) return 'high'
  return server.listeners.some(({ reach }) => reach === 'public') ? 'medium' : 'low'
}

function restricted({ directive }: Location, networks: readonly string[]): Fix[] {
  if (!directive?.block) return []
  const stated = networks.filter(network => /^[\da-f.:]+(?:\/\d+)?$/i.test(network))
  const sources = stated.length > 0 ? stated : ['127.0.0.1', '::1']
  const lines = [...sources.map(source => `allow ${source};`), 'deny all;']
  return [
    {
      title: { en: `let in ${sources.join(', ')} only`, zh: `只放行 ${sources.join('、')}` },
      safety: 'unsafe',
      edits: [insertFirst(directive.file, directive.block, lines)],
      changes: ['allow', 'deny'],
      asks: [
        {
          id: 'networks',
          option: 'networks',
          question: { en: 'Networks that administrators come from', zh: '管理员所在的网段' },
          default: sources.join(', '),
        },
      ],
    },
  ]
}
