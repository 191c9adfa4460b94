import type { NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, walk } from '../../tree/index.ts'
import { statements } from './statements.ts'

/** A name that one statement defines so that others can use it. */
export interface Definition {
  readonly kind: 'limit' | 'cache' | 'format' | 'upstream'
  readonly name: string
  readonly directive: Directive
  /** What would use it: `limit_req`. */
  readonly user: string
}

/** Definitions whose name stands in no statement that could use it. */
export function unusedDefinitions(model: NginxModel): readonly Definition[] {
  const idle = defined(model).filter(each => !isUsed(model, each))
  if (idle.length === 0) return idle
  const said = mentioned(model, idle)
  return idle.filter(each => each.kind === 'limit' || !said.has(spelled(each)))
}

/** nginx tells names of shared memory by every letter, of upstreams and formats without regard to capitals (measured). */
const spelled = ({ kind, name }: Pick<Definition, 'kind' | 'name'>): string =>
  kind === 'upstream' || kind === 'format' ? name.toLowerCase() : name

const zoned: readonly (readonly [definer: string, user: string, kind: Definition['kind'], option: string])[] = [
  ['limit_req_zone', 'limit_req', 'limit', 'zone='],
  ['limit_conn_zone', 'limit_conn', 'limit', 'zone='],
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    one => [`${one}_cache_path`, `${one}_cache`, 'cache', 'keys_zone='] as const,
  ),
]

function defined(model: NginxModel): Definition[] {
  const zones = zoned.flatMap(([definer, user, kind, option]) =>
    statements(model, definer).flatMap(({ entry: directive }) => {
      const word = valuesOf(directive).find(value => value.startsWith(option))
      const name = word?.slice(option.length).replace(/:.*$/s, '')
      return name ? [{ kind, name, directive, user }] : []
    }),
  )
  const formats = statements(model, 'log_format').map(
    ({ entry: directive }): Definition => ({
      ...{ kind: 'format', name: argumentAt(directive, 0), directive, user: 'access_log' },
    }),
  )
  const upstreams = model.upstreams.map(
    ({ name, directive }): Definition => ({ kind: 'upstream', name, directive, user: 'proxy_pass' }),
  )
  return [...zones, ...formats, ...upstreams.filter(({ directive }) => nameOf(directive) === 'upstream')]
}

const models = new WeakMap<NginxModel, Map<string, ReadonlySet<string>>>()

/** Does a statement use it in the way that is meant? */
function isUsed(model: NginxModel, each: Definition): boolean {
  const { kind, user } = each
  const known = models.get(model) ?? new Map<string, ReadonlySet<string>>()
  models.set(model, known)
  const names = known.get(user) ?? namesIn(model, kind, user)
  known.set(user, names)
  return names.has(spelled(each))
}

const passes = ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'memcached'].map(one => `${one}_pass`)

function namesIn(model: NginxModel, kind: Definition['kind'], user: string): ReadonlySet<string> {
  const used = statements(model, ...(kind === 'upstream' ? passes : [user])).map(({ entry }) => entry)
  if (kind === 'upstream') return new Set(used.map(entry => spelled({ kind, name: hostOf(argumentAt(entry, 0)) })))
  if (kind === 'format') return new Set(used.map(entry => spelled({ kind, name: argumentAt(entry, 1) })))
  return new Set(used.flatMap(entry => valuesOf(entry).map(value => value.replace(/^zone=/, ''))))
}

const hostOf = (target: string): string => target.replace(/^\w+:\/\//, '').replace(/[:/].*$/s, '')

/** Of these names those that stand in any other statement: a variable, a module or a script may use them there. Linear. */
function mentioned(model: NginxModel, idle: readonly Definition[]): ReadonlySet<string> {
  const names = new Set(idle.map(spelled))
  const own = new Set(idle.map(({ directive }) => directive))
  const found = new Set([...names].filter(name => !/^[\w.-]+$/.test(name)))
  for (const { nodes } of model.forest.trees)
    for (const directive of walk(nodes)) {
      if (own.has(directive) || (directive.parent && own.has(directive.parent))) continue
      for (const word of wordsIn(directive)) if (names.has(word)) found.add(word)
    }
  return found
}

/** What stands in a statement, as written and in small letters, without the statements in its block; scripts as a whole. */
function wordsIn({ file, span, block }: Directive): string[] {
  const end = block && !block.body ? block.span.start : span.end
  const text = file.text.slice(span.start, end)
  return `${text} ${text.toLowerCase()}`.split(/[^\w.-]+/)
}
