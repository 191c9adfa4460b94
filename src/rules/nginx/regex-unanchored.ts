import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { samplesOf } from '../../formats/nginx/regex/variants.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { defineRule, placeOf, type Rule, type Witness } from '../rule.ts'
import { handlerOf, passedRequest, refusedRequest } from './request-to.ts'
import { paramOf } from './script-locations.ts'
import { isRegex } from './shadowing-regexes.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/regex-unanchored',
  format: 'nginx',
  title: { en: 'a location that matches in the middle of a path', zh: '可在路径中间匹配的 location' },
  severity: 'info',
  confidence: 'medium',
  tags: ['injection'],
  messages: {
    script: {
      en: '{location} hands {path} to a script interpreter: nothing ends the pattern `{pattern}`',
      zh: '{location} 会把 {path} 交给脚本解释器：正则 `{pattern}` 没有结尾锚点',
    },
    access: {
      en: '{location} has access rules for {path} too: nothing begins or ends the pattern `{pattern}`',
      zh: '{location} 的访问规则也作用于 {path}：正则 `{pattern}` 首尾都没有锚点',
    },
  },
  defaults: {},
  *check(model) {
    for (const location of model.locations()) {
      if (!isRegex(location) || !location.directive) continue
      const id = purpose(model, location)
      const path = id && longer(location)
      if (path)
        yield {
          at: placeOf(location.directive),
          subject: location.subject,
          message: { id, params: { location: location.subject, path, pattern: location.match.pattern } },
          witness: () => reached(model, location, path),
        }
    }
  },
})

/** What hangs on the choice of this location. */
function purpose(model: NginxModel, location: Location): 'script' | 'access' | undefined {
  if (/^(?:fastcgi|uwsgi|scgi)$/.test(location.serve.kind)) return runsOne(model, location) ? undefined : 'script'
  const { rules, authentication } = model.access(location)
  return [...rules.entries, ...authentication].some(one => location.own.includes(one)) ? 'access' : undefined
}

/** Whatever the path: always the same script. */
function runsOne(model: NginxModel, location: Location): boolean {
  const script = location.serve.kind === 'fastcgi' ? paramOf(model, location, 'SCRIPT_FILENAME') : undefined
  return script !== undefined && !argumentAt(script, 1).includes('$')
}

/** A path with something of another name before and behind what the pattern means. */
function longer({ match: { pattern, kind } }: Location): string | undefined {
  const ignoreCase = kind === 'iregex'
  for (const text of samplesOf(pattern, ignoreCase, '') ?? []) {
    const bare = text.startsWith('/') ? text : `/${text}`
    if (bare.endsWith('/')) continue
    const accepted = [`/other${bare}`, `${bare}.other`, `/other${bare}.other`]
    if (accepted.every(path => matchRegex(pattern, path, ignoreCase))) return accepted[2]
  }
  return undefined
}

function reached(model: NginxModel, location: Location, path: string): Witness | undefined {
  const handler = handlerOf(location)
  const summary = { en: 'the location takes a path of another name', zh: '该 location 处理了其他名称的路径' }
  if (location.serve.kind === 'fastcgi') {
    const request = passedRequest(model, handler, { path })
    return request && { ...request, provokes: { upstreamSees: path, summary } }
  }
  const found = refusedRequest(model, handler, { path })
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}
