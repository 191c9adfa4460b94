import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { gather } from './gather.ts'
import type { Redirect } from './redirects.ts'

const known = new WeakMap<NginxModel, ReadonlyMap<Server, readonly Redirect[]>>()

/** Redirects that a `rewrite` makes of some paths, to where its pattern or the request says. */
export function rewriteRedirects(model: NginxModel, server: Server): readonly Redirect[] {
  const found = known.get(model) ?? collect(model)
  known.set(model, found)
  return found.get(server) ?? []
}

function collect(model: NginxModel): ReadonlyMap<Server, readonly Redirect[]> {
  const found = new Map<Server, Redirect[]>()
  for (const level of model.writers('rewrite')) {
    const server = serverOf(level)
    if (!server) continue
    const own = level
      .written('rewrite')
      .filter(isRedirect)
      .map(directive => redirect(directive, level, server))
    for (const each of own) gather(found, server, each)
  }
  return found
}

function serverOf(level: Level): Server | undefined {
  for (let at: Level | undefined = level; at; at = at.parent) if (at.context === 'server') return at as Server
  return undefined
}

const isRedirect = (rewrite: Directive): boolean =>
  argumentAt(rewrite, 1).includes('$') &&
  (/^(?:redirect|permanent)$/.test(argumentAt(rewrite, 2)) || /^(?:https?:\/\/|\$scheme)/.test(argumentAt(rewrite, 1)))

const redirect = (directive: Directive, level: Level, server: Server): Redirect => ({
  level,
  server,
  serve: {
    kind: 'redirect',
    directive,
    code: argumentAt(directive, 2) === 'permanent' ? 301 : 302,
    url: argumentAt(directive, 1),
  },
})
