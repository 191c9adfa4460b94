import type { Handler, Level, NginxModel } from '../../formats/nginx/model.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import type { Edit } from '../../text/index.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { combinedText, insteadOfCombined } from './combined-format.ts'
import { type LogUse, logUses } from './log-uses.ts'
import { evidenceIn } from './query-evidence.ts'
import { usesRealClientHeaders } from './real-client.ts'
import { personalArguments, secretQueries } from './sensitive-paths.ts'
import { mapsFor, pathsOf } from './without-queries.ts'

interface Options {
  /** What a line of the log has to tell. */
  readonly fields: readonly string[]
}

/** Variables that tell it, the one to add first; who has to tell it at all. */
interface Field {
  readonly variables: readonly string[]
  concerns?(model: NginxModel, handler: Handler): boolean
}

const fields: Readonly<Record<string, Field>> = {
  time: { variables: ['time_iso8601', 'time_local', 'msec'] },
  address: { variables: ['remote_addr', 'realip_remote_addr', 'proxy_protocol_addr'] },
  method: { variables: ['request_method', 'request'] },
  path: { variables: ['request_uri', 'uri', 'document_uri', 'request', 'request_path'] },
  status: { variables: ['status'] },
  agent: { variables: ['http_user_agent'] },
  duration: { variables: ['request_time'] },
  id: { variables: ['request_id', 'http_x_request_id', 'upstream_http_x_request_id'] },
  tls: {
    variables: ['ssl_protocol'],
    concerns: (_model, { server }) => server.listeners.some(({ tls }) => tls),
  },
  forwarded: {
    variables: ['http_x_forwarded_for', 'proxy_add_x_forwarded_for', 'realip_remote_addr', 'http_forwarded'],
    concerns: (model, { level }) => isBehindProxy(model, level),
  },
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/log-fields',
  format: 'nginx',
  title: { en: 'access log that cannot answer questions', zh: '访问日志缺少必要字段' },
  severity: 'info',
  confidence: 'medium',
  tags: ['logging'],
  messages: {
    lacks: {
      en: 'log format {name} tells no {fields} of requests to {levels}',
      zh: '日志格式 {name} 没有记录 {levels} 请求的 {fields}',
    },
  },
  schema: {
    type: 'object',
    properties: { fields: { type: 'array', items: { enum: Object.keys(fields) } } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { fields: Object.keys(fields) },
  *check(model, options) {
    for (const use of logUses(model)) {
      const handlers = use.handlers.filter(({ serve }) => serve.kind !== 'redirect' && serve.kind !== 'return')
      if (handlers.length === 0) continue
      const told = toldBy(model, use)
      const missing = options.fields.filter(name => lacks(model, { name, told, handlers }))
      if (missing.length > 0) yield observation(model, { use, missing, handlers })
    }
  },
})

const isBehindProxy = (model: NginxModel, level: Level): boolean =>
  usesRealClientHeaders(model, level) || model.list(level, 'set_real_ip_from').entries.length > 0

interface Asked {
  readonly name: string
  readonly told: ReadonlySet<string>
  readonly handlers: readonly Handler[]
}

function lacks(model: NginxModel, { name, told, handlers }: Asked): boolean {
  const field = fields[name]
  if (!field || field.variables.some(variable => told.has(variable))) return false
  return field.concerns === undefined || handlers.some(handler => field.concerns?.(model, handler))
}

/** Variables of the format, what maps make of them, and the names of the members of a JSON object. */
function toldBy(model: NginxModel, { variables, format }: LogUse): Set<string> {
  const told = new Set(variables)
  for (const { variable, source } of model.tables)
    if (told.has(variable)) for (const [, name = ''] of source.matchAll(/\$\{?(\w+)/g)) told.add(name.toLowerCase())
  if (format && isJson(format.text))
    for (const [, name = ''] of format.text.matchAll(/"(\w+)"\s*:/g)) told.add(name.toLowerCase())
  return told
}

interface Found {
  readonly use: LogUse
  readonly missing: readonly string[]
  readonly handlers: readonly Handler[]
}

const isJson = (text: string): boolean => /^\s*\{\s*"/.test(text)

const observation = (model: NginxModel, { use, missing, handlers }: Found): Observation => ({
  at: use.at,
  subject: use.subject,
  message: {
    id: 'lacks',
    params: {
      name: use.name,
      fields: missing.map(name => `$${fields[name]?.variables[0]}`).join(', '),
      levels: summary(handlers, ({ level }) => level.subject),
    },
  },
  related: affected(handlers.map(({ level }) => level)),
  fixes: use.line ? extendCombined(model, use, missing) : extend(model, use, missing),
})

const title = (count: number): Fix['title'] => ({ en: `log ${count} more fields`, zh: `增加 ${count} 个日志字段` })

/** Do queries of these places tell something about people, as nginx/log-query-string sees it by default? */
const isPersonal = (model: NginxModel, handlers: readonly Handler[]): boolean =>
  [...new Set(handlers.map(({ server }) => server))].some(server => evidenceIn(model, server, usual))

const usual = { paths: new Set(secretQueries), args: new Set(personalArguments) }

/**
 * The built-in format cannot be changed: one of its own takes its place. That is written by us, so it tells no query
 * strings that nginx/log-query-string would take out again.
 */
function extendCombined(model: NginxModel, { line, handlers }: LogUse, missing: readonly string[]): Fix[] {
  const personal = isPersonal(model, handlers)
  const base = personal ? pathsOf(combinedText) : combinedText
  const text = `${base} ${missing.map(name => `"$${fields[name]?.variables[0]}"`).join(' ')}`
  const name = personal ? 'without_queries_more' : 'combined_more'
  const edits = line ? insteadOfCombined(model, line, { name, text, lines: mapsFor(model, text) }) : []
  if (edits.length === 0) return []
  const changes = ['access_log', 'log_format', ...(personal ? ['map'] : [])]
  return [{ title: title(missing.length), safety: 'unsafe', edits, changes }]
}

/** Behind the last word: nginx joins the words of a format. */
function extend(model: NginxModel, { format, handlers }: LogUse, missing: readonly string[]): Fix[] {
  if (!format) return []
  const { directive } = format
  const path = missing.includes('path') && isPersonal(model, handlers) ? 'uri' : 'request_uri'
  const names = missing.map(name => (name === 'path' ? path : (fields[name]?.variables[0] ?? '')))
  const edits = isJson(format.text)
    ? newMembers(directive, names)
    : insertAfterWord(directive, directive.args.length - 1, `' ${names.map(name => `"$${name}"`).join(' ')}'`)
  if (edits.length === 0) return []
  return [
    {
      title: title(missing.length),
      safety: 'unsafe',
      edits,
      changes: ['log_format'],
    },
  ]
}

/** In front of the brace that ends the object, where the last word of the format has it. */
function newMembers({ file, args }: Directive, names: readonly string[]): Edit[] {
  const word = args.at(-1)
  const brace = word && /\}\s*'$/.test(word.raw) ? word.raw.lastIndexOf('}') : -1
  if (!word || brace === -1) return []
  const at = word.span.start + brace
  const text = names.map(name => `,"${name}":"$${name}"`).join('')
  return [{ path: file.path, span: { start: at, end: at }, text }]
}
