import type { NginxModel } from '../../formats/nginx/model.ts'
import { type Attack, attackOn, mayBranch } from '../../formats/nginx/regex/attack.ts'
import { normalizePath } from '../../formats/nginx/resolve/match-location.ts'
import { defineRule, type Observation, placeOf, type Rule, type Severity, type Witness } from '../rule.ts'
import { type ClientRegex, clientRegexes } from './client-regexes.ts'
import { isCoveredHere, requestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/regex-redos',
  format: 'nginx',
  title: { en: 'a regex that a client can make run for long', zh: '客户端可使其长时间运行的正则' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['injection'],
  messages: {
    exponential: {
      en: '`{pattern}` ({kind}) tries twice as many ways with every further "{pump}" in {subject}: one short request holds the worker until PCRE gives up, and is answered with 500',
      zh: '`{pattern}`（{kind}）对 {subject} 中每多一个 "{pump}" 就要尝试两倍的路径：一个短请求即可占住 worker，直到 PCRE 放弃并返回 500',
    },
    mapped: {
      en: '`{pattern}` ({kind}) tries twice as many ways with every further "{pump}" in {subject}: one short request holds the worker until PCRE gives up, and gets the default of the map',
      zh: '`{pattern}`（{kind}）对 {subject} 中每多一个 "{pump}" 就要尝试两倍的路径：一个短请求即可占住 worker，直到 PCRE 放弃并取 map 的默认值',
    },
    closed: {
      en: '`{pattern}` ({kind}) tries twice as many ways with every further "{pump}" in {subject}: one short request holds the worker until PCRE gives up, and gets no answer',
      zh: '`{pattern}`（{kind}）对 {subject} 中每多一个 "{pump}" 就要尝试两倍的路径：一个短请求即可占住 worker，直到 PCRE 放弃并不作应答',
    },
    polynomial: {
      en: '`{pattern}` ({kind}) tries ways that grow with the power {degree} of the number of "{pump}" in {subject}: a long request holds the worker',
      zh: '`{pattern}`（{kind}）要尝试的路径随 {subject} 中 "{pump}" 数量的 {degree} 次方增长：一个长请求即可占住 worker',
    },
  },
  defaults: {},
  *check(model) {
    const jit = model.on(model.main, 'pcre_jit')
    for (const regex of clientRegexes(model, mayBranch)) {
      const attack = attackOn(regex.pattern, regex.ignoreCase, regex.characters)
      if (attack && possible(regex, attack)) yield observation(model, { regex, attack, jit })
    }
  },
})

interface Found {
  readonly regex: ClientRegex
  readonly attack: Attack
  readonly jit: boolean
}

const PUMPS = 40

const encoded = (text: string): string =>
  text.replace(/[^A-Za-z0-9/._~!-]/g, one => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** A path is decoded, and its dots and slashes resolved, before a pattern sees it. */
function possible({ subject }: ClientRegex, { text }: Attack): boolean {
  return !/^\$\{?(?:document_)?uri\}?$/i.test(subject) || normalizePath(encoded(text(PUMPS))) === text(PUMPS)
}

function severityOf({ attack, jit }: Found): Severity {
  if (jit) return 'low'
  return attack.growth === 'exponential' || attack.growth > 3 ? 'medium' : 'low'
}

/** What a match that PCRE gives up is worth, where that is not 500 (measured). */
const ends: Readonly<Record<string, string>> = { map: 'mapped', server_name: 'closed' }

const shortened = (pattern: string): string => (pattern.length > 120 ? `${pattern.slice(0, 119)}…` : pattern)

function observation(model: NginxModel, found: Found): Observation {
  const { regex, attack } = found
  const { growth, pump } = attack
  const witness = growth === 'exponential' ? witnessOf(model, found) : undefined
  return {
    at: placeOf(regex.directive),
    subject: `${regex.kind} ${regex.pattern}`,
    message: {
      id: growth === 'exponential' ? (ends[regex.kind] ?? 'exponential') : 'polynomial',
      params: {
        pattern: shortened(regex.pattern),
        kind: regex.kind,
        pump: JSON.stringify(pump).slice(1, -1),
        subject: regex.subject,
        degree: growth === 'exponential' ? 0 : growth + 1,
      },
    },
    severity: severityOf(found),
    ...(witness && { witness }),
  }
}

/** For a location: the path, when no other location takes it before the pattern runs. */
function witnessOf(model: NginxModel, { regex, attack }: Found): Witness | undefined {
  const location = asLocation(regex.level)
  if (regex.kind !== 'location' || !location || location.parent?.context !== 'server') return undefined
  const path = encoded(attack.text(PUMPS))
  const { location: taker } = model.matchLocation(location.server, path)
  const { server } = location
  if (server.children.some(({ context }) => context.startsWith('if-')) || server.writes('rewrite')) return undefined
  if (server.serve || taker?.match.kind === 'exact' || taker?.match.kind === 'noregex') return undefined
  if (taker && /regex/.test(taker.match.kind)) return undefined
  const request = requestTo({ server, level: location }, path)
  const listener = server.listeners.find(({ subject }) => subject === request?.listener)
  if (!listener || isCoveredHere(model, listener)) return undefined
  if (model.matchServer(listener, request?.headers[0]?.[1] ?? '').server !== server) return undefined
  const summary = { en: 'pcre2_match() gives up: 500', zh: 'pcre2_match() 放弃匹配：500' }
  return request && { ...request, provokes: { status: 500, summary } }
}
