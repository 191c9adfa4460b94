import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { type Directive, isDirective, type Node, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { isHidden } from './led-to.ts'
import { onlyName, openToForeignNames, perhapsOpen, usualPorts } from './open-names.ts'
import { firstOf, passedRequest } from './request-to.ts'
import { type SentHeaders, sentHeaders } from './sent-headers.ts'

const hostHeaders = new Set(['host', ':authority', 'x-forwarded-host'])

/** Sent by the client as it likes, whichever server its request selected. In lower case. */
const chosenByClient = /\$\{?(?:http_|arg_|cookie_|args\b|query_string\b|request_uri\b)/

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/host-spoofing',
  format: 'nginx',
  title: { en: 'the backend gets a host name that the client chose', zh: '后端收到由客户端指定的主机名' },
  severity: 'medium',
  confidence: 'high',
  tags: ['proxy'],
  messages: {
    client: {
      en: '`{directive} {header} {value}` hands a host name chosen by the client to the backend, for {levels}',
      zh: '`{directive} {header} {value}` 把客户端指定的主机名交给后端，作用于 {levels}',
    },
    open: {
      en: '`{directive} {header} {value}` follows any name a client asks for: {servers} also answers names it does not list',
      zh: '`{directive} {header} {value}` 随客户端请求的任意名称而变：{servers} 也会应答未列出的名称',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    const causes = new Map<Directive, SentHeaders[]>()
    for (const sent of sentHeaders(model))
      for (const entry of sent.entries.entries) if (hostHeaders.has(headerName(entry))) gather(causes, entry, sent)
    for (const [entry, uses] of causes) {
      const found = argumentAt(entry, 1).includes('$') && judge(model, entry, uses)
      if (found)
        yield { ...found, witness: () => firstOf(uses, use => witnessOf(model, entry, { use, id: found.message.id })) }
    }
  },
})

function judge(model: NginxModel, entry: Directive, uses: readonly SentHeaders[]): Observation | undefined {
  const value = argumentAt(entry, 1)
  const usual = usualDeciders(value)
  if (!usual && chosenByClient.test(value.toLowerCase())) return observation(model, 'client', entry, uses)
  const who = (use: SentHeaders): ReadonlySet<string> => usual ?? tracedDeciders(model, value, use)
  const client = uses.filter(use => who(use).has('client'))
  if (client.length > 0) return observation(model, 'client', entry, client)
  const open = uses.filter(use => who(use).has('host') && openToForeignNames(model, use.pass.handler.server))
  return open.length > 0 ? observation(model, 'open', entry, open) : undefined
}

/** Names that select the server as well: a server that answers for its own names alone has checked them. */
const selecting = /^(?:host|ssl_server_name)$/

/** Who has a say in a value: the usual ones are known by sight. */
function usualDeciders(value: string): ReadonlySet<'client' | 'host'> | undefined {
  if (!/^\$(?:host|server_name|proxy_host)(?::\$(?:server|proxy)_port)?$/i.test(value)) return undefined
  return /^\$host(?::|$)/i.test(value) ? onlyHost : nobody
}

/** Through `set` and groups of patterns too. What a `map` lets through was looked at. */
function tracedDeciders(model: NginxModel, value: string, { pass }: SentHeaders): ReadonlySet<'client' | 'host'> {
  const found = new Set<'client' | 'host'>()
  const inside = isHidden(pass.handler.level)
  for (const { contents } of variablesOf(model).components(value, { level: pass.handler.level }))
    for (const { by, variable, via } of contents.values ? [] : contents.traces)
      if (by === 'client' && !(inside && path.test(variable)) && !via.some(checks))
        found.add(selecting.test(variable) ? 'host' : 'client')
  return found
}

/** Whoever leads to an `internal` location says this of it: an application in `X-Accel-Redirect`. */
const path = /^(?:(?:document_)?uri|args|query_string|arg_\w+)$/

const onlyHost: ReadonlySet<'host'> = new Set(['host'])
const nobody: ReadonlySet<never> = new Set()

/** A map that hands on what it does not know checks nothing. */
const checks = ({ name, block }: Directive): boolean =>
  name.value === 'server_name' || (name.value === 'map' && !(block?.nodes ?? []).some(handsOn))

const handsOn = (node: Node): boolean =>
  isDirective(node) && node.name.value === 'default' && (node.args[0]?.value.includes('$') ?? false)

function observation(
  model: NginxModel,
  id: 'client' | 'open',
  entry: Directive,
  uses: readonly SentHeaders[],
): Observation {
  const servers = [...new Set(uses.map(use => use.pass.handler.server))]
  return {
    at: placeOf(entry),
    subject: `${uses[0]!.entries.at?.subject ?? ''} ${headerName(entry)}`,
    message: {
      id,
      params: {
        directive: nameOf(entry),
        header: argumentAt(entry, 0),
        value: argumentAt(entry, 1),
        levels: summary(uses, use => use.pass.handler.level.subject),
        servers: summary(servers, server => server.subject),
      },
    },
    severity: id === 'client' ? 'medium' : 'low',
    ...(id === 'open' && servers.every(server => perhapsOpen(model, server)) && { confidence: 'low' }),
    related: affected(uses.map(use => use.pass.handler.level)),
    fixes: fixes(model, entry, servers),
  }
}

function fixes(model: NginxModel, entry: Directive, servers: readonly Server[]): Fix[] {
  const header = entry.args[0]?.raw ?? 'Host'
  // Around a fragment other servers may say their names by the same line.
  const alone = entry.parent !== undefined || model.fragment.length === 0
  const named = alone && servers.every(server => onlyName(server) !== undefined)
  const plain = /^\$(?:\{(?:http_)?host\}|(?:http_)?host)$/.test(entry.args[1]?.value.toLowerCase() ?? '')
  // `$host` follows the client too where the server answers names that it does not list.
  if (!plain || (!named && servers.some(server => openToForeignNames(model, server)))) return []
  const value = named ? '$server_name' : '$host'
  return [
    {
      title: { en: `send ${value} as ${header}`, zh: `以 ${value} 作为 ${header}` },
      safety: named && servers.every(usualPorts) ? 'safe' : 'unsafe',
      edits: [replaceArguments(entry, `${header} ${value}`)],
      changes: [nameOf(entry)],
    },
  ]
}

const foreign = 'attacker.example'

/**
 * A name that nobody lists, where the server answers those. Else an absolute request target selects the server, and
 * `$http_host` still holds the Host header (measured on 1.18 to 1.31).
 */
function witnessOf(
  model: NginxModel,
  entry: Directive,
  { use, id }: { use: SentHeaders; id: string },
): Witness | undefined {
  const { handler, family } = use.pass
  const value = argumentAt(entry, 1)
  const summary = { en: `the backend sees the host ${foreign}`, zh: `后端看到的主机名是 ${foreign}` }
  const provokes = { upstreamSees: foreign, summary }
  if (family !== 'proxy') return undefined
  if (id === 'open') {
    const request = /^\$\{?host\}?$/i.test(value.toLowerCase())
      ? firstOf(handler.server.listeners, listener => passedRequest(model, handler, { host: foreign, listener }))
      : undefined
    return request && { ...request, provokes }
  }
  const own = /\$\{?http_host\b/i.test(value.toLowerCase()) ? passedRequest(model, handler) : undefined
  const name = own?.headers[0]?.[1]
  if (!own || name === undefined) return undefined
  const target = `${own.tls ? 'https' : 'http'}://${name}${own.target}`
  return { ...own, ...(own.tls && { serverName: name }), target, headers: [['Host', foreign]], provokes }
}
