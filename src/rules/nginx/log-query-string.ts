import type { Handler, NginxModel, Server } from '../../formats/nginx/model.ts'
import type { Edit } from '../../text/index.ts'
import { type Directive, insertFirst, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { combinedText, insteadOfCombined } from './combined-format.ts'
import type { UsedFormat } from './log-formats.ts'
import { type LogUse, logUses } from './log-uses.ts'
import { evidenceIn } from './query-evidence.ts'
import { queryVariables } from './query-variables.ts'
import { personalArguments, secretQueries } from './sensitive-paths.ts'
import { mapsFor, pathsOf } from './without-queries.ts'

interface Options {
  /** Words in paths, lower case; a plural `s` or `es` counts as the word. */
  readonly paths: readonly string[]
  /** Query parameters that carry personal data, lower case. */
  readonly args: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/log-query-string',
  format: 'nginx',
  title: { en: 'query strings with personal data in the access log', zh: '访问日志记录含个人信息的查询串' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['logging', 'privacy'],
  messages: {
    writes: {
      en: 'log format {name} writes query strings ({variables}) of {servers}, which have {evidence}',
      zh: '日志格式 {name} 记录 {servers} 的查询串（{variables}），其中有 {evidence}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      paths: { type: 'array', items: { type: 'string' } },
      args: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  defaults: { paths: secretQueries, args: personalArguments },
  *check(model, { paths, args }) {
    const words = { paths: new Set(paths), args: new Set(args) }
    const evidence = new Map<Server, string>()
    for (const server of model.servers) {
      const found = evidenceIn(model, server, words)
      if (found !== undefined) evidence.set(server, found)
    }
    if (evidence.size === 0) return
    for (const use of logUses(model)) {
      const handlers = use.handlers.filter(({ server }) => evidence.has(server))
      const variables = handlers.length > 0 ? queryVariables(model, use) : []
      if (variables.length > 0) yield observation(model, { use, variables, handlers }, evidence)
    }
  },
})

interface Found {
  readonly use: LogUse
  readonly variables: readonly string[]
  readonly handlers: readonly Handler[]
}

function observation(model: NginxModel, { use, variables, handlers }: Found, why: Map<Server, string>): Observation {
  const servers = [...new Set(handlers.map(({ server }) => server))]
  return {
    at: use.at,
    subject: use.subject,
    message: {
      id: 'writes',
      params: {
        name: use.name,
        variables: variables.join(', '),
        servers: summary(servers, ({ title }) => title),
        evidence: why.get(servers[0]!) ?? '',
      },
    },
    related: affected(servers),
    fixes: use.format ? pathsOnly(model, use.format) : use.line ? ownFormat(model, use.line) : [],
  }
}

const title = { en: 'log paths without query strings', zh: '只记录不含查询串的路径' }

function ownFormat(model: NginxModel, line: Directive): Fix[] {
  const text = pathsOf(combinedText)
  const edits = insteadOfCombined(model, line, { name: 'without_queries', text, lines: mapsFor(model, text) })
  return edits.length > 0 ? [{ title, safety: 'unsafe', edits, changes: ['access_log', 'log_format', 'map'] }] : []
}

function pathsOnly(model: NginxModel, { directive }: UsedFormat): Fix[] {
  const block = model.http?.directive?.block
  const file = model.http?.directive?.file
  const edits: Edit[] = []
  for (const word of directive.args.slice(1)) {
    const raw = pathsOf(word.raw)
    if (raw !== word.raw) edits.push(replaceWord(directive.file, word, raw))
  }
  const added = edits.map(({ text }) => text).join(' ')
  const lines = mapsFor(model, added)
  if (!block || !file || edits.length === 0) return []
  return [
    {
      title,
      safety: 'unsafe',
      edits: [...(lines.length > 0 ? [insertFirst(file, block, lines)] : []), ...edits],
      changes: ['log_format', 'map'],
    },
  ]
}
