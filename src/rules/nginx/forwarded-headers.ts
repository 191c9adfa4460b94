import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Severity, type Witness } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { isEdge } from './edge.ts'
import { insertIntoList } from './list-edits.ts'
import { firstOf, passedRequest, stated, withHeaders } from './request-to.ts'
import { type SentHeaders, type SharedList, sharedLists } from './sent-headers.ts'

interface Options {
  /** Headers by which a backend knows its client, lower case. */
  readonly headers: readonly string[]
  /** Backends (as written in `proxy_pass`, without scheme) that ignore all of them. */
  readonly ignoredBy: readonly string[]
}

/** What tells the truth, by header. */
const truth: Readonly<Record<string, string>> = {
  'x-forwarded-for': '$proxy_add_x_forwarded_for',
  'x-real-ip': '$remote_addr',
  'x-forwarded-proto': '$scheme',
  'x-forwarded-host': '$host',
}

const spelling: Readonly<Record<string, string>> = {
  'x-forwarded-for': 'X-Forwarded-For',
  'x-real-ip': 'X-Real-IP',
  'x-forwarded-proto': 'X-Forwarded-Proto',
  'x-forwarded-host': 'X-Forwarded-Host',
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/forwarded-headers',
  format: 'nginx',
  title: { en: 'the backend gets forwarded headers made by the client', zh: '后端收到由客户端伪造的转发头' },
  severity: 'medium',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    untouched: {
      en: '{directive} for {levels} leaves {headers} of the client as they are',
      zh: '{levels} 的 {directive} 原样放行客户端的 {headers}',
    },
    copied: {
      en: '`{directive} {header} {value}` hands the value of the client on, for {levels}',
      zh: '`{directive} {header} {value}` 原样转交客户端的值，作用于 {levels}',
    },
    appended: {
      en: '`{directive} {header} {value}` puts the address behind what the client wrote, for {levels}: nothing stands in front of {servers}',
      zh: '`{directive} {header} {value}` 把地址附在客户端所写内容之后，作用于 {levels}：{servers} 之前没有代理',
    },
  },
  schema: {
    type: 'object',
    properties: {
      headers: { type: 'array', items: { type: 'string' } },
      ignoredBy: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: {
    headers: ['x-forwarded-for', 'x-real-ip', 'x-forwarded-proto', 'x-forwarded-host'],
    ignoredBy: [],
  },
  *check(model, { headers, ignoredBy }) {
    for (const shared of sharedLists(model)) {
      const uses = shared.uses.filter(({ pass }) => !ignoredBy.includes(pass.serve.authority))
      const list = uses.length < shared.uses.length ? { ...shared, uses } : shared
      yield* untouched(model, handsOn(model, list), headers)
      yield* copied(model, list, headers)
      if (headers.includes('x-forwarded-for')) yield* appended(model, list)
    }
  },
})

/** `proxy_pass_request_headers off` sends none of the client's headers. */
const handsOn = (model: NginxModel, list: SharedList): SharedList => ({
  ...list,
  uses: list.uses.filter(
    ({ pass: { family, handler } }) =>
      model.text(handler.level, `${family}_pass_request_headers`).toLowerCase() !== 'off',
  ),
})

function* untouched(model: NginxModel, list: SharedList, headers: readonly string[]): Generator<Observation> {
  const [first] = list.uses
  const missing = headers.filter(header => !first?.named(header))
  const line = list.written?.written(list.directive)[0]
  const at = line ? placeOf(line) : first && (placeOfLevel(list.server) ?? placeOf(first.pass.serve.directive))
  if (!first || !at || missing.length === 0) return
  yield {
    at,
    subject: `${(list.written ?? list.server).subject} ${list.directive}`,
    message: {
      id: 'untouched',
      params: {
        directive: list.directive,
        headers: missing.map(header => spelling[header] ?? header),
        levels: summary(list.uses, use => use.pass.handler.level.subject),
      },
    },
    related: affected(list.uses.map(use => use.pass.handler.level)),
    witness: () => forged(model, list, preferred(missing)),
    fixes: missing.every(header => truth[header] !== undefined) ? [overwrite(model, list, missing)] : [],
  }
}

/** Of X-Forwarded-For there may be more than one writer. */
const preferred = (missing: readonly string[]): string =>
  missing.find(header => header !== 'x-forwarded-for') ?? (missing[0] as string)

const forgeries: Readonly<Record<string, string>> = {
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'attacker.example',
}

/** What the client says reaches the application as it is. */
function forged(model: NginxModel, { uses }: SharedList, header: string): Witness | undefined {
  const value = forgeries[header] ?? stated
  const name = spelling[header] ?? header
  const request = firstOf(uses, ({ pass }) =>
    pass.family === 'proxy' ? passedRequest(model, pass.handler) : undefined,
  )
  const summary = { en: `the application gets the ${name} of the client`, zh: `应用收到客户端自己写的 ${name}` }
  const upstreamSees = `${name}: ${value}\r\n`
  return request && { ...withHeaders(request, [name, value]), provokes: { upstreamSees, summary } }
}

const overwrite = (model: NginxModel, list: SharedList, missing: readonly string[]): Fix => ({
  title: { en: `set ${missing.length} forwarded headers`, zh: `设置 ${missing.length} 个转发头` },
  safety: 'unsafe',
  edits: insertIntoList(
    list,
    missing.map(header => `${list.directive} ${spelling[header]} ${truthAt(model, list, header)};`),
  ),
  changes: [list.directive],
})

/** Where clients come by themselves, what they wrote is worth nothing. */
const truthAt = (model: NginxModel, list: SharedList, header: string): string | undefined =>
  header === 'x-forwarded-for' && list.uses.every(use => isEdge(model, use)) ? '$remote_addr' : truth[header]

function* appended(model: NginxModel, list: SharedList): Generator<Observation> {
  const entry = list.uses[0]?.named('x-forwarded-for')
  if (!entry || !/^\$\{?proxy_add_x_forwarded_for\}?$/i.test(argumentAt(entry, 1))) return
  const uses = list.uses.filter(use => isEdge(model, use))
  if (uses.length === 0) return
  const servers = [...new Set(uses.map(({ pass }) => pass.handler.server.subject))]
  const found = copy(list, entry, { severity: 'low', uses })
  const { params } = found.message
  yield {
    ...found,
    message: { id: 'appended', params: { ...params, servers: summary(servers) } },
    fixes: uses.length < list.uses.length ? [] : [addressAlone(list, entry)],
  }
}

const addressAlone = (list: SharedList, entry: Directive): Fix => ({
  title: { en: 'send the address alone', zh: '只发送客户端地址' },
  safety: 'unsafe',
  edits: [replaceArguments(entry, `${entry.args[0]?.raw ?? 'X-Forwarded-For'} $remote_addr`)],
  changes: [list.directive],
})

/** Trusting the header is right only where realip has taken the address from a closed list of proxies. */
function* copied(model: NginxModel, list: SharedList, headers: readonly string[]): Generator<Observation> {
  const [first] = list.uses
  if (!first || model.list(first.pass.handler.level, 'set_real_ip_from').entries.length > 0) return
  for (const header of headers) {
    const entry = first.named(header)
    if (entry && copies(model, first, entry))
      yield {
        ...copy(list, entry, { severity: 'medium', uses: list.uses }),
        witness: () => (isOwn(entry, header) ? forged(model, list, header) : undefined),
      }
  }
}

const isOwn = (entry: Directive, header: string): boolean =>
  argumentAt(entry, 1)
    .toLowerCase()
    .replace(/[{}]/g, '')
    .includes(`$http_${header.replaceAll('-', '_')}`)

/** Directly or through `map` and `set`: one of these headers as the client wrote it. */
function copies(model: NginxModel, { pass: { handler } }: SentHeaders, entry: Directive): boolean {
  const value = argumentAt(entry, 1)
  if (!value.includes('$') || /^\$(?:proxy_add_x_forwarded_for|remote_addr|scheme|host|server_name)$/i.test(value))
    return false
  const parts = variablesOf(model).components(value, { level: handler.level, before: entry })
  return parts.some(
    ({ contents: { values, traces } }) =>
      values === undefined && traces.some(({ by, variable }) => by === 'client' && claims.has(variable)),
  )
}

const claims: ReadonlySet<string> = new Set(Object.keys(truth).map(header => `http_${header.replaceAll('-', '_')}`))

interface Copy {
  readonly severity: Severity
  readonly uses: readonly SentHeaders[]
}

const copy = (list: SharedList, entry: Directive, { severity, uses }: Copy): Observation => ({
  at: placeOf(entry),
  subject: `${(list.written ?? list.server).subject} ${entry.args[0]?.value.toLowerCase()}`,
  message: {
    id: 'copied',
    params: {
      directive: list.directive,
      header: argumentAt(entry, 0),
      value: argumentAt(entry, 1),
      levels: summary(uses, use => use.pass.handler.level.subject),
    },
  },
  severity,
  related: affected(uses.map(use => use.pass.handler.level)),
})
