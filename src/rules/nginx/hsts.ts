import type { Entries, Handler, Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Serve } from '../../formats/nginx/serve.ts'
import { isApiPath, isApiServer } from '../../remedies/nginx/api.ts'
import { hsts, hstsLine, isHsts } from '../../remedies/nginx/hsts.ts'
import { extended } from '../../remedies/nginx/response-header.ts'
import { type Directive, insertLast } from '../../tree/index.ts'
import { defineRule, type Observation, type Rule, type Witness } from '../rule.ts'
import { lacking } from './affected.ts'
import { locationAround } from './browser-pages.ts'
import { addHeader, type HstsOptions, hstsSchema, judged } from './hsts-value.ts'
import { constantOf } from './hsts-variable.ts'
import { isLocation } from './leaks.ts'
import { isHidden } from './led-to.ts'
import { setByMore } from './more-headers.ts'
import { answeredRequest, firstOf, handlerAt } from './request-to.ts'

export const rule: Rule<NginxModel, HstsOptions> = defineRule<NginxModel, HstsOptions>({
  id: 'nginx/hsts',
  format: 'nginx',
  title: { en: 'Browsers are not told to stay on TLS', zh: '未要求浏览器始终使用 TLS' },
  severity: 'medium',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    absent: {
      en: '{server} sends no Strict-Transport-Security',
      zh: '{server} 未发送 Strict-Transport-Security',
    },
    lost: {
      en: '{level} has an add_header list of its own, without Strict-Transport-Security',
      zh: '{level} 有自己的 add_header 列表，其中没有 Strict-Transport-Security',
    },
    weak: {
      en: 'Strict-Transport-Security is "{value}", less than "{wanted}"',
      zh: 'Strict-Transport-Security 为 "{value}"，低于 "{wanted}"',
    },
    errors: {
      en: 'Strict-Transport-Security "{value}" is missing from error pages: "always" is not written',
      zh: '错误页缺少 Strict-Transport-Security "{value}"：未写 "always"',
    },
  },
  schema: hstsSchema,
  elsewhere: true,
  defaults: { minAge: 31_536_000, includeSubDomains: false, preload: false, apis: false },
  check: findings,
})

/** One finding for each list or entry that decides, whatever number of servers share it. */
function* findings(model: NginxModel, options: HstsOptions): Iterable<Observation> {
  const said = new Set<unknown>()
  for (const server of model.servers.filter(each => isConcerned(model, each, options))) {
    // A list that drops the header of an outer one is what header-inheritance tells.
    const lists = listsOf(model, server).filter(({ entry, level }) => entry !== undefined || !dropped(model, level))
    if (lists.length === 0) continue
    const sent = lists.some(({ entry }) => entry !== undefined)
    if (!sent) yield* absent(model, server, options)
    for (const { entry, level } of sent ? lists.filter(list => !said.has(list.entry ?? list.level)) : []) {
      said.add(entry ?? level)
      yield* entry
        ? once(judged({ entry, level, constant: constantOf(model, entry, level) }, options), said)
        : lost(model, level, options)
    }
  }
}

/** A constant that several entries read is told once. */
function* once(found: Iterable<Observation>, said: Set<unknown>): Iterable<Observation> {
  for (const one of found) {
    const place = `${one.at.file.path}:${one.at.span.start}`
    if (!said.has(place)) yield one
    said.add(place)
  }
}

/** Others reach it over TLS, and it has something a browser shows. */
function isConcerned(model: NginxModel, server: Server, { apis }: HstsOptions): boolean {
  const secure = server.listeners.some(({ tls, reach }) => tls && (reach === 'public' || reach === 'private'))
  if (!secure || model.on(server, 'ssl_reject_handshake') || (!apis && isApiServer(server))) return false
  const handlers = model.handlers(server)
  const shown = handlers.filter(({ serve }) => serve.kind !== 'redirect' && !showsNothing(serve))
  const forPrograms = shown.some(isApi) || handlers.some(({ serve }) => serve.kind === 'grpc')
  return shown.length > 0 && (apis || !(forPrograms && shown.every(each => isApi(each) || isBuiltIn(each))))
}

/** Refusals, answers without a body, and what only programs speak. */
const showsNothing = (serve: Serve): boolean =>
  serve.kind === 'grpc' || (serve.kind === 'return' && (serve.code >= 400 || !serve.text))

const isApi = ({ level }: Handler): boolean => isApiPath(locationAround(level)?.match.pattern ?? '')

/** The page that nginx was built with, where nobody thought of another. */
const isBuiltIn = ({ level, serve }: Handler): boolean =>
  serve.kind === 'static' && !isLocation(level) && serve.root.origin === 'default'

interface List {
  /** The level that writes the list; the server when nobody does. */
  readonly level: Level
  readonly entry: Directive | undefined
}

/** The header as each place that answers sends it. */
function listsOf(model: NginxModel, server: Server): List[] {
  const lists = new Map<Level, Entries>()
  for (const { level, serve } of model.handlers(server)) {
    if (showsNothing(serve) || isHidden(level) || setByMore(model, level, 'strict-transport-security')) continue
    const list = model.list(level, 'add_header')
    lists.set(list.at ?? server, list)
  }
  return Array.from(lists, ([level, { entries }]) => ({ level, entry: entries.findLast(isHsts) }))
}

/** Does the level replace a list that has the header? */
const dropped = (model: NginxModel, level: Level): boolean =>
  level.writes('add_header') &&
  level.parent !== undefined &&
  model.list(level.parent, 'add_header').entries.some(isHsts)

function* absent(model: NginxModel, server: Server, { minAge }: HstsOptions): Iterable<Observation> {
  const { directive } = server
  if (!directive?.block) return
  const { file, block } = directive
  const proxied = model.handlers(server).every(({ serve }) => serve.kind === 'proxy' || serve.kind === 'redirect')
  yield {
    at: { file: directive.file, span: directive.name.span, lacks: block.span },
    subject: server.subject,
    message: { id: 'absent', params: { server: server.title } },
    // The application may send the header itself, which the files do not show.
    ...(proxied && { confidence: 'medium' }),
    witness: () => firstOf(model.handlers(server), handler => without(model, handler)),
    fixes: () => {
      const { edits, lines } = hsts(model, server, minAge)
      return [addHeader([...(lines.length > 0 ? [insertLast(file, block, lines)] : []), ...edits])]
    },
    remedy: 'safe',
  }
}

function* lost(model: NginxModel, level: Level, { minAge }: HstsOptions): Iterable<Observation> {
  const last = level.written('add_header').at(-1)
  if (!last) return
  yield {
    at: lacking(last, level),
    subject: level.subject,
    message: { id: 'lost', params: { level: level.subject } },
    witness: () => firstOf([handlerAt(model, level)], handler => handler && without(model, handler)),
    fixes: () => [addHeader(extended(level, hstsLine(minAge)))],
  }
}

/** Of nginx itself: an application may send the header. */
function without(model: NginxModel, handler: Handler): Witness | undefined {
  const found = 'authority' in handler.serve ? undefined : answeredRequest(model, handler)
  const name = 'Strict-Transport-Security'
  const summary = { en: `the answer has no ${name}`, zh: `响应中没有 ${name}` }
  return found?.request.tls ? { ...found.request, provokes: { absentHeader: name, summary } } : undefined
}
