import type { Level, NginxModel, Server, ServerName } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Component, choosesHost, endsHost, variablesOf } from '../../formats/nginx/variables/index.ts'
import { type Directive, replaceWord, type Word } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { errorPages } from './error-redirects.ts'
import { takesOwnNames, turnsAwayForeignNames } from './foreign-names.ts'
import { perhapsOpen } from './open-names.ts'
import { type Redirect, redirectsOf, splitUrl } from './redirects.ts'
import { openRequestTo } from './request-to.ts'
import { rewriteRedirects } from './rewrite-redirects.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/redirect-host',
  format: 'nginx',
  title: { en: 'A redirect goes where the client says', zh: '重定向目标由客户端决定' },
  severity: 'medium',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    client: {
      en: '{server} redirects to "{variable}", which is what the client sent: any name reaches this server',
      zh: '{server} 重定向到 "{variable}"，即客户端发送的值：任何主机名都能到达该 server',
    },
    label: {
      en: '{server} redirects to "{variable}": "{name}" takes whatever label the client writes',
      zh: '{server} 重定向到 "{variable}"："{name}" 接受客户端写入的任意子域名',
    },
    argument: {
      en: '{server} redirects to "{variable}", which anybody can fill in by a link',
      zh: '{server} 重定向到 "{variable}"，任何人都可用链接填入其值',
    },
    name: {
      en: '{server} redirects to "$server_name", which is always its first name: "{first}"',
      zh: '{server} 重定向到 "$server_name"，它始终是第一个名称："{first}"',
    },
  },
  defaults: {},
  check: findings,
})

function* findings(model: NginxModel): Iterable<Observation> {
  const said = new Set<Directive>()
  for (const server of model.servers)
    if (server.listeners.some(({ reach }) => reach === 'public' || reach === 'private'))
      yield* ofServer(model, server, said)
}

/** `said`: error pages of http{} are in force in many servers. */
function* ofServer(model: NginxModel, server: Server, said: Set<Directive>): Iterable<Observation> {
  const open = (isOpen(server) || server.names.some(staysWithin)) && !turnsAwayForeignNames(model, server)
  const always = redirectsOf(model, server)
  const whole = new Set(always.map(({ serve }) => serve.directive))
  const some = rewriteRedirects(model, server).filter(({ serve }) => !whole.has(serve.directive))
  for (const each of [...always, ...some, ...errorPages(model, server)]) {
    const { directive } = each.serve
    const redirect = spelledOut(model, each)
    const found = said.has(directive) ? undefined : judged(model, redirect, open)
    if (!found) continue
    if (nameOf(directive) === 'error_page') said.add(directive)
    const shown = always.includes(each) && witness(model, redirect, found.message.params?.variable)
    const unsure = isOwnName(found) && perhapsOpen(model, server) && { confidence: 'low' as const }
    yield { ...found, at: placeOf(directive), subject: each.level.subject, ...shown, ...unsure }
  }
}

/** The name that selects the server, too. */
const isOwnName = ({ message: { id, params } }: Said): boolean =>
  id === 'client' && /^\$\{?(?:http_)?host\b/i.test(String(params?.variable))

type Said = Pick<Observation, 'message' | 'fixes' | 'severity'>

function judged(model: NginxModel, redirect: Redirect, open: boolean): Said | undefined {
  if (isPinned(model, redirect)) return undefined
  const found = spoken(redirect, open) ?? composed(model, redirect, open)
  return found && { ...found, ...labelOnly(found, redirect.server) }
}

/** `set $to https://$http_host; return 301 $to;`: the URL as it is put together. */
function spelledOut(model: NginxModel, redirect: Redirect): Redirect {
  const { serve, level } = redirect
  if (!/^\$(?!\{?scheme\b)/i.test(serve.url)) return redirect
  const [first] = variablesOf(model).components(serve.url, { level, before: serve.directive })
  const [made, ...others] = new Set(first?.contents.traces.map(({ via }) => via[0]))
  const value = made && nameOf(made) === 'set' ? argumentAt(made, 1) : ''
  if (!first || others.length > 0 || !/^https?:\/\//i.test(value)) return redirect
  return { ...redirect, serve: { ...serve, url: value + serve.url.slice(first.text.length) } }
}

/** A wildcard lets clients choose a label below a domain of the server's own, no other host. */
function labelOnly({ message }: Said, server: Server): Said | undefined {
  const name = server.names.find(staysWithin)
  if (message.id !== 'client' || !name || isOpen(server)) return undefined
  if (/forwarded|http_host/i.test(String(message.params?.variable))) return undefined
  return { message: { id: 'label', params: { ...message.params, name: name.value } }, severity: 'low' }
}

/** The server's default socket takes any name; the header comes with any request. */
function witness(model: NginxModel, redirect: Redirect, variable: unknown): Pick<Observation, 'witness'> {
  if (/server_name/i.test(String(variable ?? ''))) return firstName(model, redirect)
  const request = openRequestTo(model, redirect)
  const name = /^\$\{?(host|http_host|http_x_forwarded_host)\b/i.exec(String(variable ?? ''))?.[1]?.toLowerCase()
  const isDefault = redirect.server.listeners.some(
    one => one.subject === request?.listener && one.defaultServer === redirect.server,
  )
  if (!request || request.tls || name === undefined) return {}
  const forwarded = name === 'http_x_forwarded_host'
  if (!forwarded && !isDefault) return {}
  const sent = ['attacker.example'] as const
  const headers = forwarded
    ? [...request.headers, ['X-Forwarded-Host', ...sent] as const]
    : [['Host', ...sent] as const]
  const summary = { en: 'the client is sent to a host that the request named', zh: '客户端被引导到请求中指定的主机' }
  return { witness: { ...request, headers, provokes: { header: ['Location', sent[0]], summary } } }
}

/** Who asks for the second name is sent to the first. */
function firstName(model: NginxModel, redirect: Redirect): Pick<Observation, 'witness'> {
  const [first, second] = redirect.server.names
  if (first?.kind !== 'exact' || second?.kind !== 'exact') return {}
  const request = openRequestTo(model, redirect, { host: second.value })
  const summary = {
    en: `a client of ${second.value} is sent to ${first.value}`,
    zh: `访问 ${second.value} 的客户端被引导到 ${first.value}`,
  }
  return request ? { witness: { ...request, provokes: { header: ['Location', `//${first.value}`], summary } } } : {}
}

/** Names nobody listed reach the server: it is the default of a socket, or has a name that matches many. */
const isOpen = (server: Server): boolean =>
  server.names.some(name => name.kind !== 'exact' && name.kind !== 'catch-all' && !staysWithin(name)) ||
  server.listeners.some(({ defaultServer }) => defaultServer === server)

/** `*.example.com`, `~\.example\.com$`: names of one domain, which belongs to whoever wrote it. */
const staysWithin = ({ kind, value }: ServerName): boolean =>
  kind === 'wildcard-start' || kind === 'dot' || (kind === 'regex' && /\\\.[\w-]+\\\.[a-z]+\$$/i.test(value))

/** `if ($host = name)` around the redirect leaves the client that name; only for the variable it compares. */
function isPinned(model: NginxModel, { level, server, serve }: Redirect): boolean {
  const variable = /^\$\{?(host|http_host)\b\}?(?::\d+)?$/i
    .exec(splitUrl(serve.url)?.authority ?? '')?.[1]
    ?.toLowerCase()
  if (variable === undefined) return false
  for (let at: Level | undefined = level; at; at = at.parent) {
    if (at.directive?.name.value !== 'if') continue
    if (takesOwnNames(model, server, { test: at.directive, variable })) return true
  }
  return false
}

function spoken({ serve, server }: Redirect, open: boolean): Pick<Observation, 'message' | 'fixes'> | undefined {
  const authority = splitUrl(serve.url)?.authority ?? ''
  const variable = /\$\{?(host|http_host|http_x_forwarded_host|server_name)\b\}?/i.exec(authority)
  if (!variable) return undefined
  const fixes = literalFix(server, serve.directive, variable[0])
  const name = variable[1]?.toLowerCase()
  if (name === 'server_name') {
    const [first, ...more] = server.names
    if (!first || (more.length === 0 && first.kind === 'exact')) return undefined
    return { message: { id: 'name', params: { server: server.title, first: first.value } } }
  }
  if (!open && name !== 'http_x_forwarded_host') return undefined
  return { message: { id: 'client', params: { server: server.title, variable: variable[0] } }, ...fixes }
}

/** The same by way of `set`, `map` or a group: whatever lets the client choose more than a label. */
function composed(
  model: NginxModel,
  { serve, server, level }: Redirect,
  open: boolean,
): Pick<Observation, 'message' | 'fixes'> | undefined {
  const authority = splitUrl(serve.url)?.authority
  // A URL that begins with a variable may be a whole one.
  const text = authority ?? (serve.url.startsWith('$') ? serve.url : '')
  if (!text.includes('$')) return undefined
  const parts = variablesOf(model).components(text, { level, before: serve.directive })
  const end = parts.findIndex(beginsPath)
  const host = authority === undefined ? pastPath(parts) : end === -1 ? parts : parts.slice(0, end)
  const guilty = host.find(({ variable, contents }) => variable !== undefined && choosesHost(contents))
  const sources = guilty?.contents.traces.filter(({ by }) => by === 'client') ?? []
  if (authority === undefined && (guilty !== host[0] || !sources.some(isArgument))) return undefined
  if (!guilty || !(open || sources.some(({ variable }) => variable !== 'host' && variable !== 'http_host')))
    return undefined
  const variable = guilty.text.startsWith('$') ? guilty.text : `$${guilty.variable}`
  const id = sources.some(isArgument) ? 'argument' : 'client'
  return { message: { id, params: { server: server.title, variable } } }
}

/** `$1/` with a group that is empty or begins with `/`: what is left can only begin a whole URL where it stands first. */
function pastPath(parts: readonly Component[]): readonly Component[] {
  for (const [at, { contents }] of parts.entries()) {
    if (!endsHost({ ...contents, empty: false })) return parts.slice(at)
    if (!contents.empty) return []
  }
  return []
}

/** `https://example.com$1` with a group that begins with `/`: an empty last part leaves the host as it is. */
const beginsPath = ({ variable, contents }: Component, at: number, parts: readonly Component[]): boolean =>
  variable !== undefined && endsHost(at === parts.length - 1 ? { ...contents, empty: false } : contents)

/** What a link can carry to the browser of somebody else; a group of the path may hold `http:host`. */
const isArgument = ({ variable }: { readonly variable: string }): boolean =>
  /^(?:arg_|(?:uri|document_uri|request_uri)$)/.test(variable)

/** With one exact name there is only one right answer. */
function literalFix(server: Server, directive: Directive, variable: string): { fixes?: readonly Fix[] } {
  const [only, ...more] = server.names
  const word = directive.args.find(({ raw }) => raw.includes(variable))
  if (!word || only?.kind !== 'exact' || more.length > 0 || !/^[\w.-]+$/.test(only.value)) return {}
  return {
    fixes: [
      {
        title,
        safety: 'safe',
        edits: [literal(directive, word, [variable, only.value])],
        changes: [nameOf(directive)],
      },
    ],
  }
}

const title = { en: 'Write the name itself', zh: '直接写出主机名' }

const literal = (
  directive: Directive,
  word: Word,
  [variable, name]: readonly [string, string],
): ReturnType<typeof replaceWord> =>
  replaceWord(
    directive.file,
    word,
    word.raw.replace(variable, () => name),
  )
