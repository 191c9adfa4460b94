import type { Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { RedirectServe } from '../../formats/nginx/serve.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { variablesOf } from '../../formats/nginx/variables/index.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { outcome } from './condition-outcome.ts'
import { tlsServers } from './level-causes.ts'
import { isRedirect, type Redirect } from './redirects.ts'
import { sureRequestTo } from './request-to.ts'
import { statements } from './statements.ts'

interface Options {
  /** Hosts without TLS that a redirect may lead to. */
  readonly allowedHosts: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/redirect-to-plaintext',
  format: 'nginx',
  title: { en: 'redirect from TLS to plain HTTP', zh: '从 TLS 重定向到明文 HTTP' },
  severity: 'medium',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    leaves: {
      en: '{server} sends clients from TLS to {url}',
      zh: '{server} 把客户端从 TLS 重定向到 {url}',
    },
  },
  schema: {
    type: 'object',
    properties: { allowedHosts: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { allowedHosts: [] },
  *check(model, { allowedHosts }) {
    const said = new Set<Directive>()
    for (const found of answers(model)) {
      const { serve, level, server } = found
      if (said.has(serve.directive) || onlyInClear(model, level)) continue
      if (!urlsOf(model, level, serve).some(url => leaves(url, allowedHosts))) continue
      said.add(serve.directive)
      yield { ...observation(level, server, serve), ...witness(model, found) }
    }
    for (const one of conditional(model)) {
      if (said.has(one.directive) || !leaves(one.url, allowedHosts)) continue
      const server = one.servers.find(({ listeners }) => listeners.every(({ tls }) => tls))
      if (!server) continue
      said.add(one.directive)
      yield observation(one.level, server, one)
    }
  },
})

const answers = (model: NginxModel): Redirect[] =>
  tlsServers(model).flatMap(server => model.handlers(server).flatMap(handler => (isRedirect(handler) ? [handler] : [])))

/** A level that requests over TLS do not get to: `if ($scheme = http) { … }`. */
function onlyInClear(model: NginxModel, level: Level): boolean {
  const { directive, context } = level
  return context.startsWith('if') && directive !== undefined && outcome(model, directive, overTls) === false
}

const overTls = new Map([
  ['scheme', 'https'],
  ['https', 'on'],
])

/** The URL, or what it can be where it begins with a variable of few values. */
function urlsOf(model: NginxModel, level: Level, { url, directive }: RedirectServe): readonly string[] {
  if (!/^\$(?!\{?scheme\b)/i.test(url)) return [url]
  const [first] = variablesOf(model).components(url, { level, before: directive })
  return (first?.contents.values ?? []).map(value => value + url.slice(first?.text.length))
}

interface Conditional extends Pick<RedirectServe, 'directive' | 'url'> {
  readonly level: Level
  readonly servers: readonly Server[]
}

/** What redirects some requests, or some answers: `rewrite`, `error_page`, `proxy_redirect` that undoes the scheme. */
function* conditional(model: NginxModel): Generator<Conditional> {
  for (const { level, entry } of statements(model, 'rewrite', 'error_page', 'proxy_redirect')) {
    const [first = '', second = ''] = valuesOf(entry)
    const name = nameOf(entry)
    const url = name === 'error_page' ? (entry.args.at(-1)?.value ?? '') : second
    if (!/^http:\/\//i.test(url) || (name === 'proxy_redirect' && !/https:/i.test(first))) continue
    yield { directive: entry, url, level, servers: serversOf(model, level, name) }
  }
}

/** The server around the level; for http{} those that inherit what it says. */
function serversOf(model: NginxModel, level: Level, name: string): readonly Server[] {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.context === 'server') return [at as Server]
  return tlsServers(model).filter(server => model.list(server, name).at === level)
}

function witness(model: NginxModel, handler: Handler): Pick<Observation, 'witness'> {
  const request = sureRequestTo(model, handler)
  const summary = {
    en: 'a client that came over TLS is sent to plain HTTP',
    zh: '经 TLS 访问的客户端被引导到明文 HTTP',
  }
  return request ? { witness: { ...request, provokes: { header: ['Location', 'http://'], summary } } } : {}
}

function leaves(url: string, allowed: readonly string[]): boolean {
  const host = /^http:\/\/([^/:?]*)/i.exec(url)?.[1]
  return host !== undefined && !allowed.includes(host)
}

function observation(
  level: Level,
  server: Server,
  { directive, url }: Pick<RedirectServe, 'directive' | 'url'>,
): Observation {
  const word = directive.args.find(one => one.value === url && /^http:/i.test(bare(one)))
  return {
    at: placeOf(directive),
    subject: nameOf(directive) === 'return' ? level.subject : `${level.subject} ${url}`,
    message: { id: 'leaves', params: { server: server.subject, url } },
    fixes: !word
      ? []
      : [
          {
            title: { en: 'redirect to https', zh: '重定向到 https' },
            safety: 'unsafe',
            edits: [respelled(directive.file, word, bare(word).replace(/^http:/i, 'https:'))],
            changes: ['*'],
          },
        ],
  }
}
