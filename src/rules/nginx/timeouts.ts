import { parseTime } from '../../formats/nginx/loads/values/time.ts'
import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'
import { isStreaming, streamingWords } from './streaming.ts'
import { passes } from './targets.ts'
import { checkValue, type Wrong } from './value-rule.ts'

interface Options {
  /** Seconds that nginx may wait for a client. */
  readonly max: number
  /** Seconds that nginx may wait for a backend. */
  readonly upstreamMax: number
  /** Requests that one connection has to be good for. */
  readonly minRequests: number
  /** Words in paths where answers or uploads take their time. */
  readonly streaming: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/timeouts',
  format: 'nginx',
  title: { en: 'connections held too long, or cut at once', zh: '连接保持过久，或立即被切断' },
  severity: 'low',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    long: {
      en: '`{setting} {words}` waits longer than {max}s, in {levels}',
      zh: '`{setting} {words}` 等待超过 {max}s，位于 {levels}',
    },
    default: {
      en: '{setting} is written nowhere: the default of {words} is longer than {max}s, in {levels}',
      zh: '没有写 {setting}：默认值 {words} 超过 {max}s，位于 {levels}',
    },
    zero: {
      en: '`{setting} {words}` does not wait at all: it expires at once, in {levels}',
      zh: '`{setting} {words}` 完全不等待：立即超时，位于 {levels}',
    },
    single: {
      en: '`{setting} {words}` closes the connection behind each request, in {levels}',
      zh: '`{setting} {words}` 在每个请求之后关闭连接，位于 {levels}',
    },
    few: {
      en: '`{setting} {words}` closes the connection after fewer than {min} requests, in {levels}',
      zh: '`{setting} {words}` 在不到 {min} 个请求后关闭连接，位于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      max: { type: 'integer', minimum: 1 },
      upstreamMax: { type: 'integer', minimum: 1 },
      minRequests: { type: 'integer', minimum: 0 },
      streaming: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { max: 300, upstreamMax: 300, minRequests: 100, streaming: streamingWords },
  *check(model, options) {
    const ends = (): Level[] => model.servers.flatMap(server => model.handlers(server).map(({ level }) => level))
    const quick = (): Level[] => ends().filter(level => !isStreaming(model, level, options.streaming))
    yield* duration(model, { setting: 'client_header_timeout', max: options.max, usual: 60 }, () => model.servers)
    yield* duration(model, { setting: 'client_body_timeout', max: options.max, usual: 60 }, quick)
    yield* duration(model, { setting: 'send_timeout', max: options.max, usual: 60 }, quick)
    yield* duration(model, { setting: 'keepalive_timeout', max: options.max, usual: 75 }, ends)
    yield* requests(model, options.minRequests, ends)
    for (const family of ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc'])
      for (const what of ['read', 'send', 'connect'])
        yield* duration(model, { setting: `${family}_${what}_timeout`, max: options.upstreamMax, usual: 60 }, () =>
          passes(model)
            .filter(pass => pass.family === family)
            .map(({ handler }) => handler.level)
            .filter(level => !isStreaming(model, level, options.streaming)),
        )
  },
})

interface Duration {
  readonly setting: string
  /** Seconds. */
  readonly max: number
  /** What is proposed where it fits, in seconds. */
  readonly usual: number
}

function* duration(
  model: NginxModel,
  { setting, max, usual }: Duration,
  levels: () => readonly Level[],
): Iterable<Observation> {
  const wrong = ([value = '']: readonly string[], unset: boolean): Wrong | undefined => {
    const time = parseTime(value, true)
    if (Number.isNaN(time)) return undefined
    if (time === 0) return { message: setting === 'keepalive_timeout' ? 'single' : 'zero', params: { setting } }
    return time > max * 1000 ? { message: unset ? 'default' : 'long', params: { setting, max } } : undefined
  }
  yield* named(
    setting,
    checkValue(model, { setting, levels, wrong, wanted: `${Math.min(max, usual)}s`, safety: 'unsafe' }),
  )
}

function* requests(model: NginxModel, min: number, levels: () => Level[]): Iterable<Observation> {
  const setting = 'keepalive_requests'
  const wrong = ([value = '']: readonly string[], unset: boolean): Wrong | undefined =>
    !unset && /^\d{1,9}$/.test(value) && Number(value) < min
      ? { message: Number(value) === 0 ? 'single' : 'few', params: { setting, min } }
      : undefined
  yield* named(
    setting,
    checkValue(model, { setting, levels, wrong, wanted: `${Math.max(min, 1000)}`, safety: 'unsafe' }),
  )
}

/** Several settings may be written at one level: each is a finding of its own. */
function* named(setting: string, found: Iterable<Observation>): Iterable<Observation> {
  for (const one of found) yield { ...one, subject: `${one.subject} ${setting}` }
}
