import type { Location, NginxModel } from '../../formats/nginx/model.ts'
import { nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import { lookUp } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { type Observation, placeOf, type Witness } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { gather } from './gather.ts'
import { protectionOf } from './protections.ts'
import { firstOf, handlerOf, sureRequestTo } from './request-to.ts'
import { sameContent } from './same-content.ts'

interface Fallback {
  readonly location: Location
  readonly protection: Directive
  /** The `error_page` that leads on. */
  readonly page: Directive
  readonly other: Location
  /** Else the service that decides gave no answer. */
  readonly refused: boolean
}

/** `deny all; error_page 403 = @app;`: whoever is refused gets the same from `@app`, which asks nobody (measured). */
export function* refusedFallbacks(model: NginxModel): Generator<Observation> {
  if (!model.statements('error_page').some(({ entry }) => leadsOn(entry))) return
  const byPage = new Map<Directive, Fallback[]>()
  for (const server of model.servers) {
    const named = server.locations.filter(({ match }) => match.kind === 'named')
    if (named.length === 0) continue
    for (const { level } of model.handlers(server)) {
      const found = level.context === 'location' ? fallbackOf(model, level as Location, named) : undefined
      if (found) gather(byPage, found.page, found)
    }
  }
  for (const found of byPage.values()) yield observation(model, found)
}

function fallbackOf(model: NginxModel, location: Location, named: readonly Location[]): Fallback | undefined {
  const protection = protectionOf(model, location)
  if (protection?.kind !== 'access') return undefined
  const codes = lookUp(codesOf, nameOf(protection.directive)) ?? ['401', '403']
  for (const page of model.list(location, 'error_page').entries) {
    const words = valuesOf(page)
    const code = codes.find(one => words.includes(one))
    const other = code && named.find(one => nameIs(one, words.at(-1)))
    const { ipv4, ipv6 } = other ? model.access(other).open : { ipv4: false, ipv6: false }
    if (other && (ipv4 || ipv6) && sameContent(model, location, other) === true)
      return { location, protection: protection.directive, page, other, refused: code !== '500' }
  }
  return undefined
}

/** Statuses of somebody who is not let in. A service that `auth_request` cannot ask makes it 500 (measured). */
const codesOf: Readonly<Record<string, readonly string[]>> = {
  allow: ['403'],
  deny: ['403'],
  auth_request: ['401', '403', '500'],
}

/** Few pages are of refusals and of a named location. */
const leadsOn = ({ args }: Directive): boolean =>
  args.at(-1)?.value.startsWith('@') === true && args.some(({ value }) => /^(?:40[13]|500)$/.test(value))

const nameIs = ({ match: { pattern } }: Location, word: string | undefined): boolean =>
  word === `@${pattern.replace(/^@/, '')}`

const shown = (directive: Directive): string => [directive.name, ...directive.args].map(({ raw }) => raw).join(' ')

/** One for each `error_page`, however many locations it stands for. */
function observation(model: NginxModel, found: readonly Fallback[]): Observation {
  const { location, protection, page, other } = found[0] as Fallback
  const refused = found.some(each => each.refused)
  const locations = found.map(each => each.location)
  const protections = [...new Set(found.map(each => each.protection))]
  return {
    at: placeOf(page),
    subject: `${location.subject} error_page`,
    message: {
      id: refused ? 'refused' : 'unasked',
      params: {
        page: shown(page),
        protection: nameOf(protection),
        location: summary(locations, ({ subject }) => subject),
        other: other.directive?.args.map(({ raw }) => raw).join(' ') ?? '',
      },
    },
    severity: refused ? 'high' : 'medium',
    confidence: 'high',
    related: [
      ...protections
        .slice(0, most)
        .map(each => ({ at: placeOf(each), message: { en: 'the protection', zh: '该保护' } })),
      ...(locations.length > 1 ? affected(locations) : []),
    ],
    witness: () =>
      firstOf(found, each =>
        each.refused && each.other.serve.kind === 'proxy' ? handedOn(model, each.location) : undefined,
      ),
  }
}

/** So many protections are shown. */
const most = 20

function handedOn(model: NginxModel, location: Location): Witness | undefined {
  const request = sureRequestTo(model, handlerOf(location))
  const summary = { en: 'the refused request reaches the application', zh: '被拒绝的请求到达应用' }
  return request && { ...request, provokes: { upstreamSees: 'GET ', summary } }
}
