import type { Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { nameOf } from '../../formats/nginx/syntax.ts'
import { argument, type Directive } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { isChallenge } from './leaks.ts'
import { type Literal, literalOf } from './literal-start.ts'
import { isRegex } from './shadowing-regexes.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/unreachable-location',
  format: 'nginx',
  title: { en: 'a location that no request reaches', zh: '没有请求能到达的 location' },
  severity: 'low',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    answered: {
      en: '`{answer}` of {server} answers every request before {locations} is looked at',
      zh: '{server} 的 `{answer}` 在查找 {locations} 之前就应答了所有请求',
    },
    covered: {
      en: '{location} is never chosen: `{winner}` takes every path that it matches',
      zh: '{location} 永远不会被选中：`{winner}` 会匹配它的所有路径',
    },
  },
  defaults: {},
  *check(model) {
    for (const server of model.servers) {
      const first = answersFirst(server)
      if (first) yield* answered(server, first)
      else if (server.locations.some(isRegex)) yield* covered(server)
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

function* answered(server: Server, answer: Directive): Generator<Observation> {
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
    related: lost
      .slice(0, 20)
      .flatMap(({ directive }) =>
        directive ? [{ at: placeOf(directive), message: { en: 'never looked at', zh: '永远不会被查找' } }] : [],
      ),
  }
}

const shown = ({ directive }: Location): string => `location ${directive?.args.map(({ raw }) => raw).join(' ') ?? ''}`

/** Error pages of the server lead there; how far they come is another question. */
const redirectedTo = (server: Server, { match }: Location): boolean =>
  server.written('error_page').some(one => argument(one, one.args.length - 1)?.startsWith(match.pattern))

/** So many locations of a kind are compared with each other. */
const MOST = 200

/** Regex locations are tried in order, after the prefixes have said whether they may be. */
function* covered(server: Server): Generator<Observation> {
  const seen = new Map<string, Location>()
  const wide: { location: Location; literal: Literal }[] = []
  const prefixes = server.locations
    .filter(({ match: { kind } }) => kind === 'prefix' || kind === 'noregex')
    .slice(0, MOST)
  for (const location of server.locations.filter(isRegex).slice(0, MOST)) {
    const literal = literalOf(location.match.pattern, location.match.kind === 'iregex')
    const key = `${location.match.kind} ${location.match.pattern}`
    const winner =
      seen.get(key) ?? wide.find(one => covers(one.literal, literal))?.location ?? before(prefixes, literal)
    if (winner) yield observation(location, winner)
    seen.set(key, location)
    if (literal?.open) wide.push({ location, literal })
  }
  for (const location of prefixes) {
    const { kind, pattern } = location.match
    const winner = kind === 'prefix' && wide.find(one => startsWith(pattern, one.literal))?.location
    if (winner && location.nested.length === 0) yield observation(location, winner)
  }
}

/** Every path that the second matches begins with what the first asks for. */
const covers = (wide: Literal, other: Literal | undefined): boolean =>
  other !== undefined && startsWith(other.text, wide) && (wide.ignoreCase || !other.ignoreCase)

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

const observation = (location: Location, winner: Location): Observation => ({
  at: placeOf((location.directive ?? winner.directive) as Directive),
  subject: location.subject,
  message: { id: 'covered', params: { location: location.subject, winner: shown(winner) } },
  related: winner.directive
    ? [{ at: placeOf(winner.directive), message: { en: 'takes its requests', zh: '取走其请求' } }]
    : [],
})
