import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { type Escape, escapeBy, patternOf } from './escaping-captures.ts'

/** A request path that a capture takes out of the path which the backend is meant to be asked for. */
export interface BackendEscape extends Escape {
  readonly statement: Directive
}

/** By the groups of a regex location in `proxy_pass`, or by those of the `rewrite … break` that makes the path. */
export function backendEscape(model: NginxModel, location: Location): BackendEscape | undefined {
  const { serve, match } = location
  if (serve.kind !== 'proxy' || location.children.some(({ context }) => context.startsWith('if'))) return undefined
  const scripts = location.own.filter(one => /^(?:rewrite|set)$/.test(nameOf(one)))
  if (serve.uri !== undefined)
    return /regex$/.test(match.kind) && scripts.length === 0 && below(serve.uri)
      ? told(serve.directive, escapeBy(model, location, { ...patternOf(location), template: serve.uri }))
      : undefined
  const [rewrite] = scripts
  const template = rewrite && nameOf(rewrite) === 'rewrite' ? argumentAt(rewrite, 1) : ''
  if (!rewrite || argumentAt(rewrite, 2) !== 'break' || !below(template)) return undefined
  return told(rewrite, escapeBy(model, location, { pattern: argumentAt(rewrite, 0), ignoreCase: false, template }))
}

/** Above `/` nothing lies. */
const below = (template: string): boolean => /^\/[^/$]+\/(?:[^?$]*\/)?\$/.test(template)

/** The query, and what else the request decides, is left out. */
const told = (statement: Directive, found: Escape | undefined): BackendEscape | undefined =>
  found && { statement, ...found, path: found.path.replace(/[?$].*$/, '') }
