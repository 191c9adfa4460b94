import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf } from '../../formats/nginx/syntax.ts'
import { type Component, lineBreaks } from '../../formats/nginx/variables/index.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Witness } from '../rule.ts'
import { headerSinks, type Sink } from './header-sinks.ts'
import { handlerAt, openRequestTo } from './request-to.ts'
import { asLocation } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/http-splitting',
  format: 'nginx',
  title: { en: 'line breaks of the client in a header', zh: '客户端的换行进入头部' },
  severity: 'high',
  confidence: 'high',
  tags: ['injection'],
  messages: {
    response: {
      en: '`{directive}` puts {variable} into a response header: %0d%0a in the request begins a header line of the client’s own, in {level}',
      zh: '`{directive}` 把 {variable} 写入响应头：请求中的 %0d%0a 会开始一行由客户端伪造的头，位于 {level}',
    },
    request: {
      en: '`{directive}` puts {variable} into the request to the backend: %0d%0a begins a line of the client’s own, in {level}',
      zh: '`{directive}` 把 {variable} 写入发往后端的请求：%0d%0a 会开始一行由客户端伪造的内容，位于 {level}',
    },
    partial: {
      en: '`{directive}` puts {variable} into a header or the request line: one of CR and LF gets through, which lenient readers take for a line end, in {level}',
      zh: '`{directive}` 把 {variable} 写入头部或请求行：CR 或 LF 之一可以通过，宽松的解析器会当作换行，位于 {level}',
    },
  },
  defaults: {},
  *check(model) {
    for (const sink of headerSinks(model)) {
      const parts = isAsSent(sink) ? sink.parts.filter(({ variable }) => !isPath(variable)) : sink.parts
      const worst = parts.find(part => breaks(part) === 'both') ?? parts.find(part => breaks(part) !== 'none')
      if (worst) yield observation(model, sink, worst)
    }
  },
})

const isPath = (variable = ''): boolean => /^(?:document_)?uri$/.test(variable)

/** Behind `rewrite ^ $request_uri;` the path is as the client wrote it, its escapes with it (measured). */
function isAsSent({ level, directive }: Sink): boolean {
  const rewrite = asSentIn(level)
  if (!rewrite || !/^(?:return|rewrite)$/.test(nameOf(directive))) return rewrite !== undefined
  if (rewrite.file === directive.file) return rewrite.span.start < directive.span.start
  return level.own.indexOf(rewrite) < level.own.indexOf(directive)
}

const known = new WeakMap<Level, Directive | 'none'>()

/** The first such rewrite of a level, looked for once: the level may hold very many headers. */
function asSentIn(level: Level): Directive | undefined {
  const found = known.get(level) ?? level.written('rewrite').find(takesAsSent) ?? 'none'
  known.set(level, found)
  return found === 'none' ? undefined : found
}

const takesAsSent = (rewrite: Directive): boolean =>
  /^(?:\^|\^?\(?\.\*\)?\$?)$/.test(argumentAt(rewrite, 0)) &&
  /^\$(?:request_uri|\{request_uri\})$/i.test(argumentAt(rewrite, 1))

const breaks = (part: Component): ReturnType<typeof lineBreaks> =>
  part.variable === undefined ? 'none' : lineBreaks(part.contents)

function observation(model: NginxModel, sink: Sink, part: Component): Observation {
  const { directive, level, side } = sink
  const both = breaks(part) === 'both'
  const via = part.contents.traces.flatMap(trace => trace.via).slice(0, 3)
  const witness = both ? witnessOf(model, sink, part) : undefined
  return {
    at: placeOf(directive),
    subject: `${level.subject} ${nameOf(directive)} ${part.text}`,
    message: {
      id: both ? side : 'partial',
      params: { directive: nameOf(directive), variable: part.text, level: level.subject },
    },
    severity: both ? 'high' : 'low',
    confidence: part.contents.certain ? 'high' : 'medium',
    related: via.map(one => ({ at: placeOf(one), message: { en: 'the value comes through here', zh: '值由此传入' } })),
    ...(witness && { witness }),
    fixes: fixes(sink),
  }
}

const tail = /\$(?:\{(?:document_)?uri\}|(?:document_)?uri)(?:\$(?:is_args|\{is_args\})\$(?:args|\{args\}))?(["']?)$/i

/** `$request_uri` is the same path as the client wrote it, query included. A backend gets it undecoded, which may be new. */
function fixes({ directive, word }: Sink): Fix[] {
  const name = nameOf(directive)
  if (!/^(?:return|rewrite|error_page|proxy_pass)$/.test(name) || !absolute.test(word.raw) || !tail.test(word.raw))
    return []
  const safe = name === 'return' && /^["']?https?:\/\/[^$/]+\$/.test(word.raw)
  return [
    {
      title:
        name === 'proxy_pass'
          ? { en: 'send $request_uri', zh: '发送 $request_uri' }
          : { en: 'redirect to $request_uri', zh: '重定向到 $request_uri' },
      safety: safe ? 'safe' : 'unsafe',
      edits: [replaceWord(directive.file, word, word.raw.replace(tail, '$$request_uri$1'))],
      changes: ['*'],
    },
  ]
}

/** A host, literal or not, right in front of the path: nothing else holds a part of it. */
const absolute = /^["']?(?:https?|\$\{?scheme\}?):\/\/(?:[^$/\s]+|\$\{?(?:host|http_host|server_name)\}?(?::\d+)?)\$/i

/** Where the path itself arrives undisturbed: a prefix location, or the server's own script. */
function witnessOf(model: NginxModel, { level, side, directive }: Sink, part: Component): Witness | undefined {
  const location = asLocation(level)
  const prefix = location ? location.match : { kind: 'prefix', pattern: '/' }
  if (side !== 'response' || !isPath(part.variable) || !/^(?:prefix|noregex)$/.test(prefix.kind)) return undefined
  const handler = handlerAt(model, level)
  const request = handler && openRequestTo(model, handler, { path: `${prefix.pattern}%0d%0aX-Injected:%20yes` })
  if (!request || nameOf(directive) === 'add_trailer') return undefined
  const summary = { en: 'the response has a header that the client wrote', zh: '响应中出现由客户端写入的头' }
  return { ...request, provokes: { header: ['X-Injected', 'yes'], summary } }
}
