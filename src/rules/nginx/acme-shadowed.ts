import type { Level, Location, NginxModel, Server } from '../../formats/nginx/model.ts'
import { unitOf } from '../../remedies/nginx/layout.ts'
import { plainListeners } from '../../remedies/nginx/sockets.ts'
import { type Directive, replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { answerOf, gate } from './clear-gate.ts'
import { isChallenge, isEncryptedUrl } from './leaks.ts'
import { twinsOf } from './redirects.ts'
import { answeredRequest, handlerAt, refusedRequest } from './request-to.ts'
import { holders } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/acme-shadowed',
  format: 'nginx',
  title: { en: 'The challenge files of the CA cannot be reached', zh: 'CA 的验证文件无法访问' },
  severity: 'high',
  confidence: 'high',
  tags: ['plaintext'],
  messages: {
    server: {
      en: '{server} answers every request with "{answer}" before "location {location}" is looked at',
      zh: '{server} 在匹配 "location {location}" 之前就对所有请求返回 "{answer}"',
    },
    location: {
      en: '{server} answers challenges from "location {other}", not from "location {location}"',
      zh: '{server} 由 "location {other}" 而不是 "location {location}" 响应验证请求',
    },
    access: {
      en: '{server} refuses the CA in "location {location}": access rules or a password apply to it',
      zh: '{server} 在 "location {location}" 中拒绝 CA：该处受访问控制或密码限制',
    },
  },
  defaults: {},
  check: findings,
})

function* findings(model: NginxModel): Iterable<Observation> {
  for (const server of model.servers) {
    if (!plainListeners(server).some(({ port }) => port === 80)) continue
    for (const location of model.locations(server)) {
      if (!isChallenge(location) || !location.directive) continue
      const found = shadow(model, server, location)
      if (found) yield { ...found, subject: location.subject, witness: () => unanswered(model, server) }
    }
  }
}

type Found = Omit<Observation, 'subject'>

const shown = (location: Location): string => location.directive?.args.map(({ value }) => value).join(' ') ?? ''

function shadow(model: NginxModel, server: Server, location: Location): Found | undefined {
  const params = { server: server.title, location: shown(location) }
  const answer = answersFirst(model, server)
  if (answer) {
    if (ledToTwin(model, location, answer)) return undefined
    const fix = besideLocations(model, server, answer)
    const text = [answer.name, ...answer.args].map(({ value }) => value).join(' ')
    return {
      at: placeOf(answer),
      message: { id: 'server', params: { ...params, answer: text } },
      ...(fix && { fixes: [fix] }),
    }
  }
  const at = placeOf(location.directive as Directive)
  const chosen = model.matchLocation(server, '/.well-known/acme-challenge/token')
  if (chosen.uncertain) return undefined
  if (chosen.location && chosen.location !== location && !isChallenge(chosen.location))
    return { at, message: { id: 'location', params: { ...params, other: shown(chosen.location) } } }
  const { open } = model.access(location)
  return open.ipv4 ? undefined : { at, message: { id: 'access', params } }
}

/** What the CA asks for gets the answer of somebody else: a refusal, or a redirect. */
function unanswered(model: NginxModel, server: Server): Witness | undefined {
  const way = { path: '/.well-known/acme-challenge/token', clear: true }
  const level = server.serve ? server : model.matchLocation(server, way.path).location
  const handler = level && handlerAt(model, level)
  if (!handler) return undefined
  const found = refusedRequest(model, handler, way) ?? answeredRequest(model, handler, way)
  const summary = { en: 'the CA gets this instead of the challenge', zh: 'CA 得到的是此应答而不是验证文件' }
  return found && { ...found.request, provokes: { ...found.shows, summary } }
}

/** A return or rewrite of the server itself, or of an `if` that every plaintext request meets. */
function answersFirst(model: NginxModel, server: Server): Directive | undefined {
  const { serve } = server
  if (serve && 'directive' in serve) return serve.directive
  return answerOf(gate(model, server)?.own ?? [])
}

/** The CA follows a redirect; a TLS server with a challenge location, or with the same folder, answers it then. */
function ledToTwin(model: NginxModel, meant: Location, answer: Directive): boolean {
  const url = answer.args.find(({ value }) => isEncryptedUrl(value))
  if (!url || !/\$\{?(?:request_uri|uri)\b/i.test(url.value)) return false
  return twinsOf(model, meant.server).some(twin => {
    const { location } = model.matchLocation(twin, '/.well-known/acme-challenge/token')
    if (twin.serve !== undefined || location?.serve.kind !== 'static') return false
    return isChallenge(location) || folderOf(location) === folderOf(meant)
  })
}

/** Where its files lie; undefined when it serves none. */
const folderOf = ({ serve }: Location): string | undefined =>
  serve.kind === 'static' && !serve.alias ? serve.root.value.join(' ').replace(/\/$/, '') : undefined

/** Of a snippet's answer every server that includes it has challenges to answer, and no `location /` yet. */
function mayAnswerThere(model: NginxModel, level: Level): boolean {
  const server = model.servers.find(each => each === level)
  const locations = server?.locations ?? []
  return locations.some(isChallenge) && !locations.some(({ match }) => match.pattern === '/')
}

/** Into `location /`, where more exact locations go first. Only where the server has none yet. */
function besideLocations(model: NginxModel, server: Server, answer: Directive): Fix | undefined {
  if (answer.name.value !== 'return' || !server.directive) return undefined
  const all = holders(model, answer)
  if (!all.includes(server) || all.some(level => !mayAnswerThere(model, level))) return undefined
  const statement = onOneLine(answer)
  if (statement === undefined) return undefined
  const unit = unitOf(server.directive)
  return {
    title: { en: 'Answer in "location /" instead', zh: '改为在 "location /" 中响应' },
    safety: 'safe',
    edits: [replaceDirective(answer, ['location / {', `${unit}${statement}`, '}'])],
    changes: ['*'],
  }
}

/** Its words beside each other; undefined where a comment or a line end stands within. */
function onOneLine({ file, name, args, span }: Directive): string | undefined {
  const words = [name, ...args].map(({ raw }) => raw).join(' ')
  const written = file.text.slice(span.start, span.end - 1).trimEnd()
  return words.includes('\n') || written.split(/\s+/).join(' ') !== words.split(/\s+/).join(' ')
    ? undefined
    : `${words};`
}
