import type { Level, NginxModel, World } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { atLeast } from '../../target/index.ts'
import { type Directive, insertAfter } from '../../tree/index.ts'
import type { Fix, Observation, Related, Severity, Witness } from '../rule.ts'
import { placeOf } from '../rule.ts'
import { affected, summary, writer } from './affected.ts'
import { firstOf, handlerAt, handlerOf, passedRequest, stated, sureRequestTo, withHeaders } from './request-to.ts'
import { asLocation } from './statements.ts'

/** A list directive: a level that writes one entry drops every inherited one. */
export interface ListDirective {
  readonly name: string
  /** http where nothing is said. */
  readonly world?: World
  /** What makes two entries the same: a header name in lower case, a zone, a path. */
  key(entry: Directive): string
  /** Where an entry stands for several, such as the codes of an `error_page`. */
  parts?(entry: Directive): readonly string[]
  /** Is the level able to use the list at all? */
  uses(model: NginxModel, level: Level): boolean
  severity(lost: readonly string[], entries: readonly Directive[]): Severity
  /** Keys that are decided together: who writes one of them has thought of the others. */
  readonly together?: ReadonlySet<string>
  /** Of the fix that repeats the lines. */
  readonly safety?: Fix['safety']
  /** Entries of a level that switch the list off on purpose: nothing is lost by accident then. */
  deliberate?(entry: Directive): boolean
}

/** The same entries, lost for the same reason, at one or more levels (a snippet that is included often). */
interface Loss {
  readonly list: ListDirective
  readonly first: Directive
  readonly last: Directive
  readonly from: Level
  readonly lost: readonly Directive[]
  readonly levels: Level[]
}

/** One finding per block of entries that drops inherited ones. Message parameters: `directive`, `lost`, `level`, `from`, `count`. */
export function* lostEntries(model: NginxModel, lists: readonly ListDirective[]): Generator<Observation> {
  const losses = new Map<string, Map<Directive, Loss>>()
  for (const list of lists) {
    const byCause = new Map<Directive, Loss>()
    losses.set(list.name, byCause)
    for (const level of model.writers(list.name))
      if (level.world === (list.world ?? 'http')) collect(model, { list, level, byCause })
  }
  for (const byCause of losses.values()) for (const loss of byCause.values()) yield observation(model, loss)
}

interface Asked {
  readonly list: ListDirective
  readonly level: Level
  readonly byCause: Map<Directive, Loss>
}

function collect(model: NginxModel, { list, level, byCause }: Asked): void {
  const from = level.parent && writer(level.parent, list.name)
  const own = level.written(list.name)
  const [first] = own
  const last = own.at(-1)
  if (!from || !first || !last || own.some(entry => list.deliberate?.(entry)) || !list.uses(model, level)) return
  const { entries, goesOn } = model.list(level, list.name)
  if (goesOn) return
  const inForce = keysOf(list, entries)
  const isLost = (entry: Directive): boolean =>
    list.parts ? list.parts(entry).some(part => !inForce.has(part)) : !inForce.has(list.key(entry))
  const lost = model.list(from, list.name).entries.filter(isLost)
  if (lost.length === 0) return
  const known = byCause.get(first)
  if (known) known.levels.push(level)
  else byCause.set(first, { list, first, last, from, lost, levels: [level] })
}

/** What the entries stand for, with what is decided together with it. */
function keysOf({ key, parts, together }: ListDirective, entries: readonly Directive[]): Set<string> {
  const keys = new Set(parts ? entries.flatMap(parts) : entries.map(key))
  if (together && [...together].some(one => keys.has(one))) for (const one of together) keys.add(one)
  return keys
}

/** An answer without a header that the outer level sends whatever the status. */
function witness(model: NginxModel, loss: Loss): Witness | undefined {
  const { list, lost, levels } = loss
  if (list.name === 'proxy_set_header') return passedOn(model, loss)
  if (list.name !== 'add_header') return undefined
  const entry = lost.find(({ args }) => args[2]?.value === 'always' && !args[1]?.value.includes('$'))
  const header = entry && argumentAt(entry, 0)
  // An application may send the header itself.
  const location = levels.map(asLocation).find(one => one && !('authority' in one.serve))
  const request = location && header && sureRequestTo(model, handlerOf(location))
  if (!request) return undefined
  const summary = { en: `the answer has no ${header}`, zh: `响应中没有 ${header}` }
  return { ...request, provokes: { absentHeader: header, summary } }
}

/** Headers that nginx never hands on as the client sends them. */
const ownHeaders = /^(?:host|connection|upgrade|te|expect|keep-alive|transfer-encoding|content-.*|if-.*|range)$/

/** What the client says in place of the entry reaches the application. */
function passedOn(model: NginxModel, { list, lost, levels }: Loss): Witness | undefined {
  const entry = lost.find(one => !ownHeaders.test(list.key(one)))
  const name = entry && argumentAt(entry, 0)
  if (name === undefined) return undefined
  const request = firstOf(levels, level => {
    const handler = handlerAt(model, level)
    return handler?.serve.kind === 'proxy' ? passedRequest(model, handler) : undefined
  })
  const summary = { en: `the application gets the ${name} of the client`, zh: `应用收到客户端自己写的 ${name}` }
  const upstreamSees = `${name}: ${stated}\r\n`
  return request && { ...withHeaders(request, [name, stated]), provokes: { upstreamSees, summary } }
}

function observation(model: NginxModel, loss: Loss): Observation {
  const { list, first, from, lost, levels } = loss
  const keys = [...new Set(lost.map(list.key))]
  return {
    at: placeOf(first),
    subject: `${levels[0]!.subject} ${list.name}`,
    message: { id: 'lost' },
    params: () => ({
      directive: list.name,
      lost: summary(keys),
      level: summary(levels, level => level.subject),
      from: from.subject === '' ? 'http' : from.subject,
      count: keys.length,
    }),
    severity: list.severity(keys, lost),
    related: () => related(loss),
    fixes: () => [repeat(loss), ...merge(model, loss)],
    ...((list.safety ?? 'safe') === 'safe' && { remedy: 'safe' }),
    witness: () => witness(model, loss),
  }
}

const related = ({ lost, levels }: Loss): readonly Related[] => [
  ...lost
    .slice(0, 5)
    .map(entry => ({ at: placeOf(entry), message: { en: 'lost by inheritance', zh: '因继承规则而丢失' } })),
  ...(levels.length > 1 ? affected(levels) : []),
]

/** From 1.29.3 a level can say that it adds to the list, for the levels in it too. A name in both would go out twice. */
function merge(model: NginxModel, { list, last, levels }: Loss): Fix[] {
  const directive = { add_header: 'add_header_inherit', add_trailer: 'add_trailer_inherit' }[list.name]
  if (!directive || !atLeast(model.target.nginx, '1.29.3')) return []
  if (levels.some(level => level.context.startsWith('if') || doubles(model, level, list) || writer(level, directive)))
    return []
  return [
    {
      title: { en: `add to the list (${directive} merge)`, zh: `在列表上追加（${directive} merge）` },
      safety: 'safe',
      edits: [insertAfter(last, [`${directive} merge;`])],
      changes: [directive, list.name],
    },
  ]
}

function doubles(model: NginxModel, level: Level, list: ListDirective): boolean {
  const outer = new Set(level.parent && model.list(level.parent, list.name).entries.map(list.key))
  return (
    level.written(list.name).some(entry => outer.has(list.key(entry))) ||
    model.writers(list.name).some(one => one !== level && isWithin(one, level))
  )
}

function isWithin(inner: Level, outer: Level): boolean {
  let level: Level | undefined = inner
  while (level && level !== outer) level = level.parent
  return level === outer
}

/** The lines as they stand at the outer level, repeated behind the last own one. */
function repeat({ list, last, lost, from }: Loss): Fix {
  const lines = lost.map(({ file, span }) => file.text.slice(span.start, span.end))
  return {
    title: {
      en: `repeat ${lines.length} ${list.name} of ${from.subject}`,
      zh: `重复 ${from.subject} 的 ${lines.length} 行 ${list.name}`,
    },
    safety: list.safety ?? 'safe',
    edits: [insertAfter(last, lines)],
    changes: [list.name],
  }
}
