import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { isRegex as isPattern, parseRegex } from '../../formats/nginx/regex/index.ts'
import type { Directive } from '../../tree/index.ts'
import { type Fix, type Observation, placeOf } from '../rule.ts'
import { protectionOf } from './protections.ts'

/** Prefixes that no path can begin with: a regex without its `~`, a host name, a path without its slash. */
export function* slashless(model: NginxModel, locations: readonly Location[]): Generator<Observation> {
  for (const location of locations) {
    const { kind, pattern } = location.match
    const { directive } = location
    if (!directive || pattern === '' || pattern.startsWith('/') || !/^(?:prefix|noregex|exact)$/.test(kind)) continue
    const fix = kind === 'prefix' ? asRegex(directive, pattern) : undefined
    yield {
      at: placeOf(directive),
      subject: location.subject,
      message: { id: 'slashless', params: { location: location.subject } },
      severity: protectionOf(model, location) ? 'medium' : 'low',
      ...(fix && { fixes: [fix] }),
    }
  }
}

/** What only a regex would say is one that lost its `~`. */
function asRegex(directive: Directive, pattern: string): Fix | undefined {
  const [word] = directive.args
  if (!word || !/[\\^$|(]/.test(pattern) || !isPattern(parseRegex(pattern, false))) return undefined
  const span = { start: word.span.start, end: word.span.start }
  return {
    title: { en: 'read it as a regex: ~', zh: '作为正则读取：~' },
    safety: 'unsafe',
    edits: [{ path: directive.file.path, span, text: '~ ' }],
    changes: ['*'],
  }
}
