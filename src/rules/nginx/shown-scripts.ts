import type { Handler, Location, NginxModel } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import type { Observation } from '../rule.ts'
import { placeOf } from '../rule.ts'
import { letsNobodyIn } from './bare-servers.ts'
import { movedBefore } from './moved-before.ts'
import { openRequestTo } from './request-to.ts'
import { foldersOf, type ScriptLocation, scriptLocations } from './script-locations.ts'
import { isRegex } from './shadowing-regexes.ts'
import { followsPath } from './static-trees.ts'

/** A place that hands out as files what a location behind it was to run. */
interface Shown {
  readonly script: ScriptLocation
  readonly by: Location
  readonly path: string
}

/** `location ~ \.(php|css)$ { expires 1h; }` in front of `location ~ \.php$`: clients read the scripts. */
export function* shownScripts(model: NginxModel): Generator<Observation> {
  for (const script of scriptLocations(model)) {
    const shown = shownBy(model, script)
    if (shown) yield observation(model, shown)
  }
}

/** One place answers for all scripts that are tried, and has the same files. */
function shownBy(model: NginxModel, script: ScriptLocation): Shown | undefined {
  const { location, ending } = script
  const { kind, pattern } = location.match
  const folder = foldersOf(location).find(one => one !== '/uploads/') ?? '/'
  const paths = ['index', 'a/index', 'x1', 'admin/login']
    .map(name => `${folder}${name}.${ending}`)
    .filter(path => matchRegex(pattern, path, kind === 'iregex') !== false)
  const choices = paths.map(path => model.matchLocation(location.server, path))
  const by = choices[0]?.location
  const path = paths[0]
  if (!by || path === undefined || choices.some(one => one.location !== by || one.uncertain)) return undefined
  return by !== location && handsOut(model, by, location) ? { script, by, path } : undefined
}

function handsOut(model: NginxModel, by: Location, script: Location): boolean {
  const { serve, match, internal } = by
  if (serve.kind !== 'static' || serve.alias || internal || match.kind === 'exact') return false
  const root = model.text(script, 'root')
  return followsPath(serve) && root !== '' && model.text(by, 'root') === root && !letsNobodyIn(model, by)
}

function observation(model: NginxModel, { script: { location, pass }, by, path }: Shown): Observation {
  const handler: Handler = { server: by.server, level: by, serve: by.serve }
  const fix = isRegex(by) ? movedBefore(location, by) : undefined
  const place = location.directive ?? pass.serve.directive
  return {
    at: placeOf(place),
    subject: location.subject,
    message: { id: 'unrun', params: { script: written(location), by: written(by), path } },
    related: by.directive ? [{ at: placeOf(by.directive), message: { en: 'takes it first', zh: '优先匹配' } }] : [],
    witness: () => {
      const request = openRequestTo(model, handler, { path })
      const summary = { en: 'the source of a script', zh: '脚本的源代码' }
      return request && { ...request, provokes: { status: 200, summary } }
    },
    ...(fix && { fixes: [fix] }),
  }
}

const written = ({ directive, match }: Location): string =>
  `location ${directive?.args.map(({ raw }) => raw).join(' ') ?? match.pattern}`
