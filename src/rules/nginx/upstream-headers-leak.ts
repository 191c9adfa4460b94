import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { insertAfter } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { affected, placeOfLevel, summary } from './affected.ts'
import { gather } from './gather.ts'
import { headerName } from './header-name.ts'
import { firstOf, passedRequest } from './request-to.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Headers that tell what the backend is made of. */
  readonly headers: readonly string[]
  /** Upstreams that are known to send none, as the pass names them: `backend`, `127.0.0.1:3000`. */
  readonly noBanner: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/upstream-headers-leak',
  format: 'nginx',
  title: { en: 'backend software named in responses', zh: '响应暴露后端软件' },
  severity: 'low',
  confidence: 'high',
  tags: ['headers', 'info-leak'],
  messages: {
    through: {
      en: '{directive} for {levels} lets {headers} of the backend through',
      zh: '{levels} 的 {directive} 放行后端的 {headers}',
    },
    server: {
      en: '`{directive} Server` passes the Server header of the backend on, for {levels}',
      zh: '`{directive} Server` 转发后端的 Server 头，作用于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      headers: { type: 'array', items: { type: 'string' } },
      noBanner: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: {
    headers: ['X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator', 'Via'],
    noBanner: [],
  },
  *check(model, { headers, noBanner }) {
    const silent = new Set(noBanner.map(name => name.toLowerCase()))
    const groups = new Map<string, Pass[]>()
    for (const pass of passes(model)) {
      if (!/^(?:proxy|fastcgi|uwsgi|scgi)$/.test(pass.family) || silent.has(pass.serve.authority.toLowerCase()))
        continue
      const key = `${pass.family} ${listLevel(model, pass).subject}`
      gather(groups, key, pass)
    }
    for (const group of groups.values()) {
      yield* through(model, group, headers)
      yield* banner(model, group)
    }
  },
})

/** Where the list of hidden headers is written, or would be: the server. */
const listLevel = (model: NginxModel, { handler, family }: Pass): Level =>
  model.list(handler.level, `${family}_hide_header`).at ?? handler.server

function* through(model: NginxModel, group: readonly Pass[], headers: readonly string[]): Generator<Observation> {
  const first = group[0]!
  const directive = `${first.family}_hide_header`
  const hidden = new Set(model.list(first.handler.level, directive).entries.map(headerName))
  const open = headers.filter(header => !hidden.has(header.toLowerCase()))
  const level = listLevel(model, first)
  const last = level.written(directive).at(-1)
  const at = last ? placeOf(last) : placeOfLevel(level)
  if (open.length === 0 || !at) return
  const lines = open.map(header => `${directive} ${header};`)
  yield {
    at,
    subject: `${level.subject} ${directive}`,
    message: {
      id: 'through',
      params: { directive, headers: open, levels: summary(group, ({ handler }) => handler.level.subject) },
    },
    related: affected(group.map(({ handler }) => handler.level)),
    witness: () => firstOf(group, pass => named(model, pass, open[0] as string)),
    fixes: [
      {
        title: { en: `hide ${open.length} headers`, zh: `隐藏 ${open.length} 个响应头` },
        safety: 'safe',
        edits: last ? [insertAfter(last, lines)] : insertAt(level, directive, lines),
        changes: [directive],
      },
    ],
  }
}

/** Where the application sends it. */
function named(model: NginxModel, { handler, family }: Pass, header: string): Witness | undefined {
  const request = family === 'proxy' ? passedRequest(model, handler) : undefined
  const summary = { en: `${header} of the application, if it sends one`, zh: `应用的 ${header}（若其发送）` }
  return request && { ...request, provokes: { header: [header, ''], summary } }
}

function* banner(model: NginxModel, group: readonly Pass[]): Generator<Observation> {
  const first = group[0]!
  const directive = `${first.family}_pass_header`
  const entry = model.list(first.handler.level, directive).entries.find(one => headerName(one) === 'server')
  if (!entry) return
  yield {
    at: placeOf(entry),
    subject: `${first.handler.level.subject} ${directive} server`,
    message: {
      id: 'server',
      params: { directive, levels: summary(group, ({ handler }) => handler.level.subject) },
    },
  }
}
