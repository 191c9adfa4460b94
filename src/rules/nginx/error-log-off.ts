import type { NginxModel, Server, Statement } from '../../formats/nginx/model.ts'
import { valuesOf } from '../../formats/nginx/syntax.ts'
import { type Directive, replaceArguments, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { summary } from './affected.ts'
import { statements } from './statements.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/error-log-off',
  format: 'nginx',
  title: { en: 'errors go nowhere', zh: '错误没有记录' },
  severity: 'medium',
  confidence: 'high',
  tags: ['logging'],
  messages: {
    off: {
      en: '`error_log off` writes to a file named off: the directive has no such word',
      zh: '`error_log off` 会写入名为 off 的文件：该指令没有 off 这个值',
    },
    null: {
      en: '`error_log {path}` throws away every error of {level}',
      zh: '`error_log {path}` 丢弃 {level} 的所有错误',
    },
    quiet: {
      en: '`error_log {path} {word}` leaves out refused requests, failing backends and TLS errors of {level}',
      zh: '`error_log {path} {word}` 不记录 {level} 的拒绝请求、后端失败与 TLS 错误',
    },
  },
  defaults: {},
  *check(model) {
    for (const statement of statements(model, 'error_log')) {
      const id = statement.level.context.includes('location') ? undefined : judge(statement)
      const found = id && observation(model, statement, id)
      if (found) yield found
    }
  },
})

type Id = 'off' | 'null' | 'quiet'

function observation(model: NginxModel, { level, entry }: Statement, id: Id): Observation | undefined {
  const [path = '', word = ''] = valuesOf(entry)
  const all = level === model.http ? model.servers : []
  const servers = all.filter(server => model.list(server, 'error_log').at === level)
  if (servers.length < all.length && servers.length === 0) return undefined
  const some = servers.length < all.length ? summary(servers, ({ subject }) => subject) : level.subject
  return {
    at: placeOf(entry),
    subject: `${level.subject} error_log`,
    message: { id, params: { path, word, level: some || 'main' } },
    ...(servers.length > 0 && servers.every(server => answersAlone(model, server)) && { severity: 'low' }),
    fixes: [id === 'quiet' ? atError(entry) : usualFile(entry)],
  }
}

/** Nothing behind it can fail: it redirects and refuses. */
const answersAlone = (model: NginxModel, server: Server): boolean =>
  model.handlers(server).every(({ serve }) => serve.kind === 'redirect' || serve.kind === 'return')

const usualFile = (entry: Directive): Fix => ({
  title: { en: 'write errors to the usual file', zh: '把错误写入常用文件' },
  safety: 'safe',
  edits: [replaceArguments(entry, '/var/log/nginx/error.log error')],
  changes: ['error_log'],
})

const atError = (entry: Directive): Fix => ({
  title: { en: 'log at level error', zh: '日志级别设为 error' },
  safety: 'safe',
  edits: entry.args[1] ? [replaceWord(entry.file, entry.args[1], 'error')] : [],
  changes: ['error_log'],
})

/** A second log at the same level with enough in it makes the first one a choice. */
function judge({ level, entry }: Statement): 'off' | 'null' | 'quiet' | undefined {
  const [path = '', word = 'error'] = valuesOf(entry)
  if (path === 'off') return 'off'
  if (level.written('error_log').length > 1) return undefined
  if (path === '/dev/null') return 'null'
  return /^(?:emerg|alert|crit)$/.test(word) ? 'quiet' : undefined
}
