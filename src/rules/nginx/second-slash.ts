import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { type Directive, replaceArguments } from '../../tree/index.ts'
import { type Observation, placeOf } from '../rule.ts'
import { summary } from './affected.ts'
import { letsNobodyIn } from './bare-servers.ts'
import { gather } from './gather.ts'
import { protectionOf, unprotected } from './protections.ts'
import { sameContent } from './same-content.ts'

interface Passed {
  readonly location: Location
  readonly protection: Directive
  readonly other: Location
  readonly path: string
}

/** With `merge_slashes off` `//admin/` is no path below `/admin/`, yet it names the same file. */
export function* secondSlash(model: NginxModel): Generator<Observation> {
  if (model.writers('merge_slashes').length === 0) return
  const causes = new Map<Directive, Passed[]>()
  for (const server of model.servers) {
    const { value, origin } = model.setting(server, 'merge_slashes')
    if (origin === 'default' || value[0]?.toLowerCase() !== 'off') continue
    for (const location of server.locations) {
      const found = passed(model, location)
      if (found) gather(causes, origin, found)
    }
  }
  for (const [directive, found] of causes) yield observation(directive, found)
}

function passed(model: NginxModel, location: Location): Passed | undefined {
  const { kind, pattern } = location.match
  if (!/^(?:prefix|noregex|exact)$/.test(kind) || !pattern.startsWith('/') || pattern === '/') return undefined
  const protection = protectionOf(model, location)
  if (protection?.kind !== 'access') return undefined
  const path = `/${pattern}`
  const { location: other, uncertain } = model.matchLocation(location.server, path)
  if (!other || uncertain || !unprotected(model, other, protection)) return undefined
  const denied = location.serve.kind === 'static' && 'authority' in other.serve && letsNobodyIn(model, location)
  return denied || sameContent(model, location, other) === true
    ? { location, protection: protection.directive, other, path }
    : undefined
}

const shown = ({ directive }: Location): string => directive?.args.map(({ raw }) => raw).join(' ') ?? ''

/** Files are the same for sure; an application may know better. */
function observation(directive: Directive, found: readonly Passed[]): Observation {
  const { location, protection, other, path } = found[0]!
  const files = found.some(one => one.location.serve.kind === 'static' && one.other.serve.kind === 'static')
  return {
    at: placeOf(directive),
    subject: `${location.server.subject} merge_slashes`,
    message: {
      id: 'slashes',
      params: {
        protection: protection.name.value,
        locations: summary(found.map(one => `location ${shown(one.location)}`)),
        path,
        winner: `location ${shown(other)}`,
      },
    },
    severity: files ? 'high' : 'medium',
    confidence: files ? 'high' : 'low',
    related: found.slice(0, 20).flatMap(one => ({
      at: placeOf(one.protection),
      message: { en: 'the protection', zh: '该保护' },
    })),
    fixes: [
      {
        title: { en: 'merge slashes', zh: '合并斜杠' },
        safety: 'unsafe',
        edits: [replaceArguments(directive, 'on')],
        changes: ['*'],
      },
    ],
  }
}
