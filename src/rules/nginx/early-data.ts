import type { Level, NginxModel, Server } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { dependsOn } from './depends-on.ts'
import { causeSubject, type LevelCause, levelCauses, tlsServers } from './level-causes.ts'
import { insertIntoList } from './list-edits.ts'
import { onlyReads } from './safe-methods.ts'
import { sharedLists } from './sent-headers.ts'
import { type Pass, passes } from './targets.ts'

interface Options {
  /** Names of servers whose applications answer 425 to what must not be repeated, by means of their own. */
  readonly aware: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/early-data',
  format: 'nginx',
  title: { en: 'requests that anybody can repeat', zh: '可被他人重放的请求' },
  severity: 'low',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    untold: {
      en: '`ssl_early_data on` lets requests be repeated by whoever saw them, and {count} places act on them like on any other: {levels}',
      zh: '`ssl_early_data on` 使看到请求的人可以重放它，而有 {count} 处照常处理：{levels}',
    },
  },
  schema: {
    type: 'object',
    properties: { aware: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { aware: [] },
  *check(model, { aware }) {
    if (model.writers('ssl_early_data').length === 0) return
    const servers = tlsServers(model).filter(
      server => !server.names.some(({ value }) => aware.includes(value)) && takesEarly(model, server),
    )
    for (const cause of levelCauses(model, 'ssl_early_data', servers)) {
      const concerned = new Set(cause.levels)
      const untold = passes(model).filter(pass => concerned.has(pass.handler.server) && acts(model, pass))
      const writing = cause.levels.flatMap(server => writesFiles(model, server))
      if (untold.length + writing.length > 0) yield observation(model, cause, { untold, writing })
    }
  },
})

/** Only TLS 1.3 has early data. */
const takesEarly = (model: NginxModel, server: Server): boolean =>
  model.on(server, 'ssl_early_data') &&
  server.listeners.some(
    listener =>
      listener.tls && model.tls(listener, server, 'ssl_protocols').value.some(word => /^tlsv1\.3$/i.test(word)),
  )

/** What it is asked to do may be done twice. */
const acts = (model: NginxModel, pass: Pass): boolean => !tells(model, pass) && !onlyReads(model, pass.handler.level)

/** The application gets the word, or an `if` turns such requests away. From memcached nginx only reads. */
function tells(model: NginxModel, { handler: { level }, family }: Pass): boolean {
  if (family === 'memcached') return true
  const list = family === 'proxy' || family === 'grpc' ? `${family}_set_header` : `${family}_param`
  return model.list(level, list).entries.some(entry => isEarly(model, argumentAt(entry, 1))) || turnsAway(model, level)
}

function turnsAway(model: NginxModel, level: Level): boolean {
  for (let at: Level | undefined = level; at; at = at.parent)
    if (at.written('if').some(({ args }) => args.some(({ value }) => isEarly(model, value)))) return true
  return false
}

/** Places where nginx itself creates, moves and deletes files. */
function writesFiles(model: NginxModel, server: Server): Level[] {
  if (model.writers('dav_methods').length === 0) return []
  return model
    .handlers(server)
    .filter(({ serve, level }) => serve.kind === 'static' && davMethods(model, level) && !turnsAway(model, level))
    .filter(({ level }) => !onlyReads(model, level))
    .map(({ level }) => level)
}

const davMethods = (model: NginxModel, level: Level): boolean => {
  const { origin, value } = model.setting(level, 'dav_methods')
  return origin !== 'default' && !value.every(word => /^off$/i.test(word))
}

const isEarly = (model: NginxModel, value: string): boolean => dependsOn(model, value).has('ssl_early_data')

interface Acting {
  readonly untold: readonly Pass[]
  readonly writing: readonly Level[]
}

function observation(model: NginxModel, cause: LevelCause<Server>, { untold, writing }: Acting): Observation {
  const levels = [...untold.map(({ handler }) => handler.level), ...writing]
  return {
    at: cause.at,
    subject: causeSubject(cause),
    message: { id: 'untold', params: { count: levels.length, levels: summary(levels, level => level.subject) } },
    related: affected(levels),
    fixes: [fix(model, cause, { untold, writing })],
  }
}

/** CGI protocols have no header for it, and nginx has nobody to tell. */
function fix(model: NginxModel, { level }: LevelCause<Server>, { untold, writing }: Acting): Fix {
  if (writing.length > 0 || untold.some(({ family }) => family !== 'proxy' && family !== 'grpc'))
    return {
      title: { en: 'take no early data', zh: '不接受 early data' },
      safety: 'unsafe',
      edits: setAt(level, 'ssl_early_data', 'off'),
      changes: ['ssl_early_data'],
    }
  const passing = new Set(untold)
  const lists = sharedLists(model).filter(({ uses }) => uses.some(({ pass }) => passing.has(pass)))
  return {
    title: { en: 'tell the application about early data', zh: '告知应用 early data' },
    safety: 'unsafe',
    edits: lists.flatMap(list => insertIntoList(list, [`${list.directive} Early-Data $ssl_early_data;`])),
    changes: [...new Set(lists.map(({ directive }) => directive))],
  }
}
