import type { Level, Location, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Localized } from '../../message/index.ts'
import { argument } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Severity, type Witness } from '../rule.ts'
import { type HostPattern, intended, registered, type Weakness, weaknessOf } from './foreign-hosts.ts'
import { headerName } from './header-name.ts'
import { type OriginCheck, originChecks } from './origin-checks.ts'
import { refererPatterns } from './referer-patterns.ts'
import { answeredRequest, handlerAt, handlerOf, openRequestTo, withHeaders } from './request-to.ts'
import { asLocation } from './statements.ts'

interface Options {
  readonly domains: readonly string[]
  readonly httpsOnly: boolean
}

const accepts = (en: string, zh: string): Localized => ({
  en: `\`{pattern}\` on {variable} accepts "{value}": ${en}`,
  zh: `对 {variable} 的 \`{pattern}\` 会接受 "{value}"：${zh}`,
})

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/origin-regex',
  format: 'nginx',
  title: { en: 'a check of the origin that foreign sites pass', zh: '外部网站可通过的来源检查' },
  severity: 'high',
  confidence: 'high',
  tags: ['headers'],
  messages: {
    dot: accepts('an unescaped `.` takes any character', '未转义的 `.` 匹配任意字符'),
    end: accepts('nothing ends the host (`$`)', '主机名之后没有结尾（`$`）'),
    start: accepts('nothing begins the host (`^`)', '主机名之前没有开头（`^`）'),
    scheme: accepts(
      'nothing stands before the scheme (`^`); browsers send no such origin',
      '协议之前没有开头（`^`）；浏览器不会发送这样的来源',
    ),
    shape: accepts('an origin is a scheme and a host, nothing else', '来源只由协议和主机组成'),
    insecure: accepts('plaintext http is accepted', '接受明文 http'),
    misspelled: {
      en: '`{variable}` is the header Referrer, which nobody sends: the value is always empty',
      zh: '`{variable}` 对应无人发送的 Referrer 头：其值始终为空',
    },
    undecided: {
      en: '`{pattern}` on {variable} uses syntax that only PCRE can read: whether foreign sites pass was not decided',
      zh: '对 {variable} 的 `{pattern}` 使用了只有 PCRE 能读的语法：无法判断外部网站能否通过',
    },
  },
  schema: {
    type: 'object',
    properties: {
      domains: { type: 'array', items: { type: 'string' } },
      httpsOnly: { type: 'boolean' },
    },
  },
  defaults: { domains: [], httpsOnly: false },
  *check(model, options) {
    for (const check of [...originChecks(model), ...refererPatterns(model)]) {
      const found = judge(model, check, options)
      if (found) yield found
    }
    yield* misspelled(model)
  },
})

const variables: Readonly<Record<HostPattern['header'], string>> = {
  origin: '$http_origin',
  referer: '$http_referer',
  host: '$http_host',
}

function judge(model: NginxModel, check: OriginCheck, { domains, httpsOnly }: Options): Observation | undefined {
  const hosts = intended(check)
  const params = { pattern: check.pattern, variable: variables[check.header] }
  const at = { at: placeOf(check.directive), subject: `${variables[check.header]} ${check.pattern}` }
  if (!hosts) return { ...at, message: { id: 'undecided', params }, severity: 'info', confidence: 'low' }
  if (hosts.length === 0) return undefined
  const weakness = weaknessOf(check, { trusted: trust(hosts, domains), httpsOnly })
  if (!weakness) return undefined
  const witness = witnessOf(model, check, weakness)
  const fix = fixOf(check, hosts)
  return {
    ...at,
    message: { id: weakness.kind, params: { ...params, value: weakness.value } },
    severity: severityOf(check, weakness),
    ...(witness && { witness }),
    fixes: fix ? [fix] : [],
  }
}

/** Names under the stated domains, else under the domains the pattern itself means. `*`: every name. */
function trust(hosts: readonly string[], domains: readonly string[]): (host: string) => boolean {
  if (domains.includes('*')) return () => true
  const own = new Set(hosts.map(registered))
  if (domains.length === 0) return host => own.has(registered(host))
  return host => domains.some(domain => host === domain || host.endsWith(`.${domain}`))
}

function severityOf({ header }: HostPattern, { kind, value }: Weakness): Severity {
  const registrable = /\.[a-z]{2,}/i.test(value.replace(/^https?:\/\//, ''))
  if (kind === 'scheme' || kind === 'shape' || kind === 'insecure' || !registrable) return 'low'
  return header === 'origin' ? 'high' : 'medium'
}

function* misspelled(model: NginxModel): Generator<Observation> {
  const wrong = /^\(?\$\{?http_referrer\}?$/i
  const report = (at: Observation['at'], subject: string): Observation => ({
    at,
    subject: `misspelled ${subject}`,
    message: { id: 'misspelled', params: { variable: '$http_referrer' } },
    severity: 'medium',
  })
  for (const { directive, source } of model.tables) if (wrong.test(source)) yield report(placeOf(directive), 'map')
  for (const level of model.writers('if'))
    for (const directive of level.written('if'))
      if (wrong.test(argumentAt(directive, 0))) yield report(placeOf(directive), level.subject)
}

/** Escapes dots, anchors both ends; only when no foreign host passes then and the host that is meant still does. */
function fixOf(check: OriginCheck, hosts: readonly string[]): Fix | undefined {
  const { pattern, directive } = check
  const word = [directive.name, ...directive.args].find(({ raw }) => raw.includes(pattern))
  if (!word || /[|[]|\\Q|\(\?[^:]/.test(pattern) || hosts.length !== 1) return undefined
  const dotted = pattern.replace(/(?<=[a-z0-9-])\.(?=[a-z0-9-])/gi, '\\.')
  const begun = dotted.startsWith('^') ? dotted : /^https?/.test(dotted) ? `^${dotted}` : undefined
  const tail = check.header === 'referer' ? '(?:[:/]|$)' : '(?::\\d+)?$'
  const repaired = begun && (/\$$|\/$/.test(begun) ? begun : begun + tail)
  const trusted = trust(hosts, [])
  if (!repaired || intended({ ...check, pattern: repaired })?.join() !== hosts.join()) return undefined
  if (weaknessOf({ ...check, pattern: repaired }, { trusted, httpsOnly: false })) return undefined
  const start = word.span.start + word.raw.indexOf(pattern)
  return {
    title: { en: 'escape the dots and anchor the pattern', zh: '转义点号并为正则加上锚点' },
    safety: 'unsafe',
    edits: [{ path: directive.file.path, span: { start, end: start + pattern.length }, text: repaired }],
    changes: ['*'],
  }
}

/** The response names the foreign origin as allowed. */
function witnessOf(model: NginxModel, check: OriginCheck, { value }: Weakness): Witness | undefined {
  if (check.header === 'referer') return referred(model, check, value)
  const location = check.header === 'origin' ? echoing(check) : undefined
  if (!location || location.serve.kind !== 'static' || /regex|named/.test(location.match.kind)) return undefined
  const { kind, pattern } = location.match
  const passing = ({ directive }: Level): boolean =>
    directive?.args.some(({ value }) => /\$\{?http_origin\b/i.test(value)) ?? false
  const way = { path: kind === 'exact' ? pattern : `${pattern}x`, passing }
  const request = openRequestTo(model, handlerOf(location), way)
  const summary = { en: 'a foreign origin is allowed', zh: '外部来源被允许' }
  return (
    request && {
      ...request,
      headers: [...request.headers, ['Origin', value]],
      provokes: { header: ['Access-Control-Allow-Origin', value], summary },
    }
  )
}

/** `if ($http_referer !~ …) { return 403; }`, `if ($invalid_referer) { return 403; }` let the foreign page pass. */
function referred(model: NginxModel, check: OriginCheck, value: string): Witness | undefined {
  const { directive, level, uses } = check
  const gate = check.behindScheme
    ? uses[0]?.directive
    : valuesOf(directive)[1]?.startsWith('!~')
      ? directive
      : undefined
  const place = level.context.startsWith('if-') ? level.parent : level
  const handler = gate && nameOf(gate) === 'if' && place ? handlerAt(model, place) : undefined
  const found = handler && answeredRequest(model, handler, { passing: one => one.directive === gate })
  const summary = { en: 'a foreign page is let in', zh: '来自外部页面的请求获准' }
  return found && { ...withHeaders(found.request, ['Referer', value]), provokes: { ...found.shows, summary } }
}

/** The location that sends the origin back once the check has passed. */
function echoing({ uses, variable, directive: entry }: OriginCheck): Location | undefined {
  if (variable !== undefined && !/^\$\{?http_origin\}?$/i.test(argument(entry, 0) ?? '')) return undefined
  const use = uses.find(({ directive }) => {
    const shown = (argument(directive, 1) ?? '').replace(/[{}]/g, '').toLowerCase()
    const header = nameOf(directive) === 'add_header' && headerName(directive) === 'access-control-allow-origin'
    return header && shown === `$${variable ?? 'http_origin'}`
  })
  const level = use?.level.context === 'if-in-location' ? use.level.parent : use?.level
  return level && asLocation(level)
}
