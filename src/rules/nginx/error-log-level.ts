import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { argumentAt } from '../../formats/nginx/syntax.ts'
import { insertAfterWord } from '../../remedies/nginx/words.ts'
import type { Directive } from '../../tree/index.ts'
import { replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { statements } from './statements.ts'

interface Options {
  /** The log has to be at least this verbose. */
  readonly minimum: string
}

const levels = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/error-log-level',
  format: 'nginx',
  title: { en: 'verbosity of the error log', zh: '错误日志级别' },
  severity: 'info',
  confidence: 'medium',
  tags: ['logging'],
  messages: {
    debug: {
      en: '`error_log {path} {word}` writes headers and bodies of requests to the log, in {level}',
      zh: '`error_log {path} {word}` 把请求头与请求体写入日志，位于 {level}',
    },
    quiet: {
      en: '`error_log {path} {word}` is less verbose than {minimum}, in {level}',
      zh: '`error_log {path} {word}` 的级别低于 {minimum}，位于 {level}',
    },
  },
  schema: { type: 'object', properties: { minimum: { enum: levels } }, additionalProperties: false },
  defaults: { minimum: 'emerg' },
  *check(model, { minimum }) {
    for (const { level, entry } of statements(model, 'error_log')) {
      const id = judge(entry, minimum)
      if (id) yield observation(level, entry, { id, minimum })
    }
  },
})

/** nginx logs at `error` when no level is written. */
const verbosity = (entry: Directive): string => entry.args[1]?.value ?? 'error'

function judge(entry: Directive, minimum: string): 'debug' | 'quiet' | undefined {
  const word = verbosity(entry)
  if (/^debug(?:_http)?$/.test(word)) return 'debug'
  return levels.indexOf(word) > levels.indexOf(minimum) ? 'quiet' : undefined
}

interface Judgement {
  readonly id: 'debug' | 'quiet'
  readonly minimum: string
}

function observation(level: Level, entry: Directive, { id, minimum }: Judgement): Observation {
  const word = entry.args[1]
  const wanted = id === 'debug' ? 'error' : minimum
  return {
    at: placeOf(entry),
    subject: `${level.subject} ${entry.args[0]?.value}`,
    message: {
      id,
      params: { path: argumentAt(entry, 0), word: verbosity(entry), minimum, level: level.subject || 'main' },
    },
    fixes: [
      {
        title: { en: `log at level ${wanted}`, zh: `日志级别设为 ${wanted}` },
        safety: 'safe',
        edits: word ? [replaceWord(entry.file, word, wanted)] : insertAfterWord(entry, 0, wanted),
        changes: ['error_log'],
      },
    ],
  }
}
