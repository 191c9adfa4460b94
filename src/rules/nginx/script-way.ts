import type { Listener, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { type Directive, isDirective } from '../../tree/index.ts'
import { type Assumed, outcome } from './condition-outcome.ts'
import type { Redirect } from './redirects.ts'

/** A request as conditions see it: who is asked, at which socket, for which path. */
export function asked({ names: [first] }: Server, listener: Listener, url: { host: string; path: string }): Assumed {
  const { tls, port } = listener
  const { host, path } = url
  const usual = port === (tls ? 443 : 80)
  return new Map([
    ['host', host.toLowerCase()],
    ['http_host', usual ? host : `${host}:${port}`],
    ['server_name', first?.value ?? ''],
    ['server_port', String(port)],
    ['scheme', tls ? 'https' : 'http'],
    ['https', tls ? 'on' : ''],
    ['request_method', 'GET'],
    ...['request_uri', 'uri', 'document_uri'].map(name => [name, path] as const),
    ...['args', 'query_string', 'is_args'].map(name => [name, ''] as const),
  ])
}

/** Do the statements of the server, and of the location, surely lead such a request to that answer? */
export function comesTo(model: NginxModel, { level, server, serve }: Redirect, assumed: Assumed): boolean {
  const conditional = level.context.startsWith('if-')
  const place = conditional ? level.parent : level
  const last = conditional ? level.directive : serve.directive
  if (!place || !last?.parent || !place.own.includes(last)) return false
  const met = !conditional || (outcome(model, last, assumed) === true && isFirst(level.own, serve.directive))
  const before = place === server ? [] : server.own
  return met && [...before, ...place.own.slice(0, place.own.indexOf(last))].every(one => goesOn(model, one, assumed))
}

const decides = (statement: Directive): boolean => /^(?:return|rewrite|break)$/.test(nameOf(statement))

const isFirst = (statements: readonly Directive[], answer: Directive): boolean => statements.find(decides) === answer

function goesOn(model: NginxModel, statement: Directive, assumed: Assumed): boolean {
  if (nameOf(statement) !== 'if') return !decides(statement)
  const inside = statement.block?.nodes.filter(isDirective) ?? []
  return !inside.some(decides) || outcome(model, statement, assumed) === false
}
