import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { matchRegex } from '../../formats/nginx/regex/index.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { isChallenge } from './leaks.ts'
import { type Literal, literalOf } from './literal-start.ts'
import { answeredElsewhere } from './other-location.ts'
import { takesAnyCase, takesEndings } from './path-endings.ts'
import { answeredRequest, firstOf } from './request-to.ts'
import { isRegex } from './shadowing-regexes.ts'
import { slashless } from './slashless-locations.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/unreachable-location',
  format: 'nginx',
  title: { en: 'a location that no request reaches', zh: '没有请求能到达的 location' },
  severity: 'low',
  confidence: 'high',
  tags: ['routing'],
  yieldsTo: ['nginx/root-exposure'],
  messages: {
    answered: {
      en: '`{answer}` of {server} answers every request before {locations} is looked at',
      zh: '{server} 的 `{answer}` 在查找 {locations} 之前就应答了所有请求',
    },
    covered: {
      en: '{location} is never chosen: `{winner}` takes every path that it matches',
      zh: '{location} 永远不会被选中：`{winner}` 会匹配它的所有路径',
    },
    slashless: {
      en: '{location} is never chosen: every path begins with a slash',
      zh: '{location} 永远不会被选中：所有路径都以斜杠开头',
    },
    named: {
      en: '{location} is never chosen: `{winner}` before it has the name',
      zh: '{location} 永远不会被选中：前面的 `{winner}` 已用此名称',
    },
    nearly: {
      en: '{location} is chosen for nothing but paths with a line feed: `{winner}` takes all others that it matches',
      zh: '{location} 只会因含换行符的路径被选中：它匹配的其余路径都由 `{winner}` 处理',
    },
  },
  defaults: {},
  *check(model) {
    const clear = new Set<string>()
    for (const server of model.servers) {
      const first = answersFirst(server)
      if (first) yield* answered(model, server, first)
      else yield* beside(model, server.locations, clear)
      yield* slashless(model, server.locations)
      for (const { location, ...found } of namedTwice(server)) yield observation(model, location, found)
    }
  },
})

/** The unconditional answer of the server, unless an `if` can end the script before it. */
function answersFirst(server: Server): Directive | undefined {
  const { serve } = server
  if (!serve || !('directive' in serve) || serve.kind === 'rewrite') return undefined
  const escapes = server.children.some(
    child => child.context === 'if-in-server' && child.own.some(one => /^(?:break|rewrite)$/.test(nameOf(one))),
  )
  return escapes ? undefined : serve.directive
}

function* answered(model: NginxModel, server: Server, answer: Directive): Generator<Observation> {
  const lost = server.locations.filter(
    one => one.match.kind !== 'named' && !isChallenge(one) && !redirectedTo(server, one),
  )
  if (lost.length === 0) return
  const names = lost.slice(0, 3).map(shown)
  yield {
    at: placeOf(answer),
    subject: `${server.subject} ${nameOf(answer)}`,
    message: {
      id: 'answered',
      params: {
        answer: [answer.name, ...answer.args]
          .map(({ raw }) => raw)
          .join(' ')
          .slice(0, 80),
        server: server.title,
        locations: names.join(', ') + (lost.length > 3 ? ` +${lost.length - 3}` : ''),
      },
    },
    witness: () => firstOf(lost, location => unasked(model, server, location)),
    related: lost
      .slice(0, 20)
      .flatMap(({ directive }) =>
        directive ? [{ at: placeOf(directive), message: { en: 'never looked at', zh: '永远不会被查找' } }] : [],
      ),
  }
}

/** The answer of the server for a path of the location. */
function unasked(model: NginxModel, server: Server, { match, serve }: Location): Witness | undefined {
  const first = server.serve
  if (!first || /regex|named/.test(match.kind) || ('code' in serve && 'code' in first && serve.code === first.code))
    return undefined
  const found = answeredRequest(model, { level: server, server, serve: first }, { path: match.pattern })
  const summary = { en: 'the server answers, not the location', zh: '应答来自 server，而不是该 location' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}

const shown = ({ directive }: Location): string => `location ${directive?.args.map(({ raw }) => raw).join(' ') ?? ''}`

/** Error pages of the server lead there; how far they come is another question. */
const redirectedTo = (server: Server, { match }: Location): boolean =>
  server.written('error_page').some(one => argument(one, one.args.length - 1)?.startsWith(match.pattern))

/** So many locations of a kind are compared with each other. */
const MOST = 200

/**
 * Locations of one block, and of the blocks in it, which are searched in the same way. `clear`: patterns that stand
 * beside each other and of which each is chosen for something. Most servers have the same.
 */
function* beside(model: NginxModel, locations: readonly Location[], clear: Set<string>): Generator<Observation> {
  // Not by calling itself: blocks may be nested ten thousand deep.
  const open = [locations]
  for (let group = open.pop(); group; group = open.pop()) {
    if (group.some(isRegex))
      for (const { location, ...found } of lostIn(group, clear)) yield observation(model, location, found)
    for (let at = group.length - 1; at >= 0; at--)
      if (group[at]?.nested.length) open.push((group[at] as Location).nested)
  }
}

function lostIn(group: readonly Location[], clear: Set<string>): readonly Lost[] {
  const patterns = patternsOf(group)
  if (clear.has(patterns)) return none
  const lost = [...covered(group)]
  if (lost.length === 0) clear.add(patterns)
  return lost
}

const none: readonly Lost[] = []

/** All that decides whether a location is covered, without two lists giving the same text. */
const patternsOf = (group: readonly Location[]): string =>
  group
    .map(
      ({ match: { kind, pattern }, nested }) => `${kind}${nested.length > 0 ? '+' : ' '}${pattern.length} ${pattern}`,
    )
    .join('')

interface Regex {
  readonly location: Location
  readonly literal: Literal | undefined
}

/** Regex locations are tried in order, after the prefixes have said whether they may be. */
function* covered(locations: readonly Location[]): Generator<Lost> {
  const seen = new Map<string, Location>()
  const wide: Wide[] = []
  const of = (...kinds: readonly string[]): Location[] => locations.filter(({ match }) => kinds.includes(match.kind))
  const prefixes = of('prefix', 'noregex').slice(0, MOST)
  const exact = new Map(of('exact').map(one => [one.match.pattern, one]))
  const earlier: Location[] = []
  for (const location of locations.filter(isRegex).slice(0, MOST)) {
    const literal = literalOf(location.match.pattern, location.match.kind === 'iregex')
    const key = `${location.match.kind} ${location.match.pattern}`
    const alike = seen.get(key) ?? earlier.find(one => takesAnyCase(one, location) || takesEndings(one, location))
    const winner = alike ?? wideOf(wide, literal, 'open') ?? before(prefixes, literal)
    const found = winner ? { winner } : (single({ location, literal }, exact, earlier) ?? aside(wide, literal))
    if (found) yield { location, ...found }
    seen.set(key, location)
    earlier.push(location)
    if (literal?.open || literal?.line) wide.push({ location, literal })
  }
  for (const location of prefixes)
    if (location.match.kind === 'prefix' && location.nested.length === 0) yield* overruled(location, wide)
}

interface Wide {
  readonly location: Location
  readonly literal: Literal
}

/** A prefix all of whose paths a regex takes. */
function* overruled(location: Location, wide: readonly Wide[]): Generator<Lost> {
  const over = wide.filter(({ literal }) => startsWith(location.match.pattern, literal))
  const winner = over.find(({ literal }) => literal.open) ?? over[0]
  if (winner) yield { location, winner: winner.location, nearly: !winner.literal.open }
}

interface Found {
  readonly winner: Location
  /** Paths with a line feed are not the winner's. */
  readonly nearly?: boolean
  /** Both have one name (measured: the first answers). */
  readonly named?: true
}

interface Lost extends Found {
  readonly location: Location
}

const wideOf = (wide: readonly Wide[], literal: Literal | undefined, how: 'open' | 'line'): Location | undefined =>
  wide.find(one => one.literal[how] && covers(one.literal, literal))?.location

function aside(wide: readonly Wide[], literal: Literal | undefined): Found | undefined {
  const winner = wideOf(wide, literal, 'line')
  return winner && { winner, nearly: true }
}

/** A pattern for one path: an exact location takes it, or an earlier regex. `$` lets a line feed follow it. */
function single(
  { literal }: Regex,
  exact: ReadonlyMap<string, Location>,
  earlier: readonly Location[],
): Found | undefined {
  if (!literal?.end || literal.ignoreCase) return undefined
  const { text, end } = literal
  const winner = exact.get(text) ?? earlier.find(one => takes(one, text))
  if (!winner) return undefined
  return { winner, nearly: end === 'end-line' && !earlier.some(one => takes(one, `${text}\n`)) }
}

const takes = ({ match: { kind, pattern } }: Location, path: string): boolean =>
  Boolean(matchRegex(pattern, path, kind === 'iregex'))

/** Every path that the second matches begins with what the first asks for; with a `/` every path does. */
const covers = (wide: Literal, other: Literal | undefined): boolean =>
  wide.text === '' ||
  wide.text === '/' ||
  (other !== undefined && startsWith(other.text, wide) && (wide.ignoreCase || !other.ignoreCase))

const startsWith = (text: string, { text: start, ignoreCase }: Literal): boolean =>
  ignoreCase ? text.toLowerCase().startsWith(start.toLowerCase()) : text.startsWith(start)

/** A `^~` under which every path of the pattern falls, and no longer prefix takes some of them back. */
function before(prefixes: readonly Location[], literal: Literal | undefined): Location | undefined {
  if (!literal || literal.ignoreCase || literal.text === '') return undefined
  const around = prefixes.filter(({ match }) => literal.text.startsWith(match.pattern))
  const longest = around.reduce<Location | undefined>(
    (a, b) => (a && a.match.pattern.length >= b.match.pattern.length ? a : b),
    undefined,
  )
  const inside = prefixes.some(
    ({ match }) => match.kind === 'prefix' && match.pattern !== literal.text && match.pattern.startsWith(literal.text),
  )
  return longest?.match.kind === 'noregex' && !inside && longest.nested.length === 0 ? longest : undefined
}

function* namedTwice({ locations }: Server): Generator<Lost> {
  const seen = new Map<string, Location>()
  for (const location of locations) {
    const { kind, pattern } = location.match
    const winner = kind === 'named' ? seen.get(pattern) : undefined
    if (winner) yield { location, winner, named: true }
    else if (kind === 'named') seen.set(pattern, location)
  }
}

const observation = (model: NginxModel, location: Location, { winner, nearly, named }: Found): Observation => ({
  at: placeOf((location.directive ?? winner.directive) as Directive),
  subject: location.subject,
  message: {
    id: named ? 'named' : nearly ? 'nearly' : 'covered',
    params: { location: location.subject, winner: shown(winner) },
  },
  related: winner.directive
    ? [{ at: placeOf(winner.directive), message: { en: 'takes its requests', zh: '取走其请求' } }]
    : [],
  witness: () => (named ? undefined : answeredElsewhere(model, location, winner)),
})
