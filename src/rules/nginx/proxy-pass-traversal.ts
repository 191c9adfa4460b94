import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { ProxyServe } from '../../formats/nginx/serve.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { bare, respelled } from '../../remedies/nginx/words.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { type BackendEscape, backendEscape } from './backend-escapes.ts'
import { handlerOf, passedRequest } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/proxy-pass-traversal',
  format: 'nginx',
  title: { en: 'proxy_pass that leads out of its path', zh: 'proxy_pass 可越出路径' },
  severity: 'high',
  confidence: 'high',
  tags: ['files', 'proxy'],
  messages: {
    outside: {
      en: '`location {text}` with `proxy_pass {argument}` sends {text}../x as {uri}../x to the backend',
      zh: '`location {text}` 与 `proxy_pass {argument}` 会把 {text}../x 作为 {uri}../x 发给后端',
    },
    capture: {
      en: '`location {text}` with `{statement}` sends {path} as {sent} to the backend',
      zh: '`location {text}` 与 `{statement}` 会把 {path} 作为 {sent} 发给后端',
    },
    joined: {
      en: '`location {text}` with `proxy_pass {argument}` sends {text}x as {uri}x to the backend',
      zh: '`location {text}` 与 `proxy_pass {argument}` 会把 {text}x 作为 {uri}x 发给后端',
    },
  },
  defaults: {},
  *check(model) {
    for (const level of model.writers('proxy_pass')) {
      const location = asLocation(level)
      if (!location) continue
      yield* byPath(model, location)
      const found = backendEscape(model, location)
      if (found) yield captured(model, location, found)
    }
  },
})

function* byPath(model: NginxModel, location: Location): Generator<Observation> {
  const { serve, match, internal } = location
  // What leads there from inside (`auth_request /verify`) names it as it is written.
  if (internal) return
  const prefix = match.kind === 'prefix' || match.kind === 'noregex'
  if (serve.kind !== 'proxy' || serve.hasVariables || serve.uri === undefined) return
  // Behind a query the rest of the path is no path any more.
  if (!prefix || !match.pattern.startsWith('/') || serve.uri.includes('?')) return
  // What is put in place of the same is no other path.
  if (serve.uri === match.pattern) return
  if (!match.pattern.endsWith('/')) yield observation(model, location, serve)
  else if (isFolder.test(serve.uri)) yield joined(location, serve)
}

function captured(model: NginxModel, location: Location, { statement, uri, path }: BackendEscape): Observation {
  const { subject, directive, match } = location
  const request = passedRequest(model, handlerOf(location), { path: uri, followed: true })
  const summary = { en: `the backend is asked for ${path}`, zh: `后端收到的路径是 ${path}` }
  const shown = [statement.name, ...statement.args].map(({ raw }) => raw).join(' ')
  return {
    at: placeOf(statement),
    subject,
    message: { id: 'capture', params: { text: match.pattern, statement: shown, path: uri, sent: path } },
    related: directive
      ? [{ at: placeOf(directive), message: { en: 'takes names that begin so', zh: '接受以此开头的名称' } }]
      : [],
    ...(request && { witness: { ...request, provokes: { upstreamSees: path, summary } } }),
  }
}

/** The last name of a path without its slash: no file, no query. */
const isFolder = /^\/(?:[^?]*\/)?[^/?.]+$/

/** The slash is part of what the path replaces: the names behind it are joined to the path. */
function joined({ match, subject, directive }: Location, serve: ProxyServe): Observation {
  const [word] = serve.directive.args
  const params = { text: match.pattern, argument: word?.value ?? '', uri: serve.uri ?? '' }
  const title = { en: `append the slash: ${serve.uri}/`, zh: `补上斜杠：${serve.uri}/` }
  const text = word ? bare(word) : ''
  const edits = word && text.endsWith(serve.uri ?? '/') ? [respelled(serve.directive.file, word, `${text}/`)] : []
  return {
    at: placeOf(serve.directive),
    subject,
    message: { id: 'joined', params },
    severity: 'low',
    related: directive ? [{ at: placeOf(directive), message: { en: 'ends in a slash', zh: '以斜杠结尾' } }] : [],
    ...(edits.length > 0 && { fixes: [{ title, safety: 'unsafe', edits, changes: ['proxy_pass'] }] }),
  }
}

function observation(model: NginxModel, location: Location, serve: ProxyServe): Observation {
  const text = location.match.pattern
  const uri = serve.uri ?? '/'
  const witness = witnessOf(model, location, uri)
  return {
    at: placeOf(location.directive ?? serve.directive),
    subject: location.subject,
    message: { id: 'outside', params: { text, argument: argumentAt(serve.directive, 0), uri } },
    severity: uri.endsWith('/') ? 'high' : 'medium',
    related: [
      {
        at: placeOf(serve.directive),
        message: { en: 'replaces the matched part by its own path', zh: '以自身路径替换匹配部分' },
      },
    ],
    ...(witness && { witness }),
    fixes: fixes(location, uri),
  }
}

const patterns = new WeakMap<Server, ReadonlySet<string>>()

/** Of the locations that take more than one path. */
function patternsOf(server: Server): ReadonlySet<string> {
  const known = patterns.get(server)
  if (known) return known
  const own = server.locations.filter(({ match }) => match.kind !== 'exact')
  const made = new Set(own.map(({ match }) => match.pattern))
  patterns.set(server, made)
  return made
}

function fixes({ directive, match: { pattern }, server }: Location, uri: string): Fix[] {
  const word = directive?.args.at(-1)
  if (!directive || !word || bare(word) !== pattern || !uri.endsWith('/') || patternsOf(server).has(`${pattern}/`))
    return []
  return [
    {
      title: { en: `close the location with a slash: ${pattern}/`, zh: `为 location 补上斜杠：${pattern}/` },
      safety: 'unsafe',
      edits: [respelled(directive.file, word, `${pattern}/`)],
      changes: ['*'],
    },
  ]
}

function witnessOf(model: NginxModel, location: Location, uri: string): Witness | undefined {
  const request = passedRequest(model, handlerOf(location), { path: `${location.match.pattern}../x` })
  const summary = { en: `the backend is asked for ${uri}../x`, zh: `后端收到的路径是 ${uri}../x` }
  return request && { ...request, provokes: { upstreamSees: `${uri}../x`, summary } }
}
