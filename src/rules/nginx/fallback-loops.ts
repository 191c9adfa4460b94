import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { type Observation, placeOf } from '../rule.ts'

/** `location @a { try_files $uri @b; }` and back: a file that is not there gets 500 in place of 404 (measured). */
export function* fallbackLoops(model: NginxModel): Generator<Observation> {
  if (!model.statements('try_files').some(({ entry }) => entry.args.at(-1)?.value.startsWith('@'))) return
  const told = new Set<Directive>()
  for (const { locations } of model.servers) {
    const named = namedIn(locations)
    for (const location of named.values()) {
      const [first, ...more] = loopFrom(named, location)
      if (!first || told.has(first)) continue
      for (const each of [first, ...more]) told.add(each)
      yield observation(location, first, more)
    }
  }
}

/** By what `try_files` calls them: `@app`. */
type Named = ReadonlyMap<string, Location>

/** Of two with one name the first answers. */
function namedIn(locations: readonly Location[]): Named {
  const named = new Map<string, Location>()
  for (const one of locations)
    if (one.match.kind === 'named' && !named.has(one.match.pattern)) named.set(one.match.pattern, one)
  return named
}

/** The statements that lead in a circle from a named location; none where one of them ends somewhere. */
function loopFrom(named: Named, start: Location): readonly Directive[] {
  const found: Directive[] = []
  for (let at: Location | undefined = start; at && found.length < most; at = fallback(named, at)) {
    const entry = onlyWay(at)
    if (!entry) return []
    if (found.includes(entry)) return at === start ? found : []
    found.push(entry)
  }
  return []
}

/** So many fallbacks are followed. */
const most = 20

/** What the location does with a path that no file has: a script could do something else. */
function onlyWay(location: Location): Directive | undefined {
  const [entry] = location.written('try_files')
  const files = entry ? valuesOf(entry).slice(0, -1) : []
  const scripted = ['if', 'rewrite', 'return', 'break'].some(name => location.writes(name))
  return !scripted && files.every(file => /\$\{?uri\b/i.test(file)) ? entry : undefined
}

function fallback(named: Named, location: Location): Location | undefined {
  const [entry] = location.written('try_files')
  return entry && named.get(argument(entry, entry.args.length - 1) ?? '')
}

const observation = ({ subject }: Location, first: Directive, more: readonly Directive[]): Observation => ({
  at: placeOf(first),
  subject: `${subject} try_files`,
  message: {
    id: 'fallback',
    params: { level: subject, fallback: valuesOf(first).at(-1) ?? '' },
  },
  severity: 'medium',
  related: more.map(each => ({ at: placeOf(each), message: { en: 'leads back', zh: '又指回' } })),
})
