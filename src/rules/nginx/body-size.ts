import type { Level, NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { locationAround } from './browser-pages.ts'
import { checkValue } from './value-rule.ts'

interface Options {
  /** As nginx writes sizes: `100m`. */
  readonly max: string
  /** The limit has to be written. */
  readonly explicit: boolean
  /** Words in paths of locations that take large files. Lower case. */
  readonly uploads: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/body-size',
  format: 'nginx',
  title: { en: 'request bodies without a useful limit', zh: '请求体没有有效上限' },
  severity: 'low',
  confidence: 'high',
  tags: ['limits'],
  messages: {
    unlimited: {
      en: '`client_max_body_size 0` takes request bodies of any size, in {levels}',
      zh: '`client_max_body_size 0` 接受任意大小的请求体，位于 {levels}',
    },
    large: {
      en: '`client_max_body_size {words}` is above {max}, in {levels}',
      zh: '`client_max_body_size {words}` 超过 {max}，位于 {levels}',
    },
    absent: {
      en: 'client_max_body_size is written nowhere: the default of 1m holds for {levels}',
      zh: '没有写 client_max_body_size：{levels} 使用默认值 1m',
    },
  },
  schema: {
    type: 'object',
    properties: {
      max: { type: 'string', pattern: '^[0-9]{1,15}[kKmMgG]?$' },
      explicit: { type: 'boolean' },
      uploads: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { max: '100m', explicit: false, uploads: [] },
  check: (model, { max, explicit, uploads }) =>
    checkValue(model, {
      setting: 'client_max_body_size',
      levels: () =>
        model.servers
          .flatMap(server => model.handlers(server).map(({ level }) => level))
          .filter(level => !takesFiles(level, uploads)),
      wrong: ([value = '1m'], unset) => {
        if (unset) return explicit ? { message: 'absent', wanted: '1m' } : undefined
        const bytes = sizeOf(value)
        if (bytes === 0) return { message: 'unlimited' }
        return bytes !== undefined && bytes > (sizeOf(max) ?? 0) ? { message: 'large', params: { max } } : undefined
      },
      wanted: max,
      safety: 'unsafe',
    }),
})

const takesFiles = (level: Level, words: readonly string[]): boolean =>
  words.length > 0 &&
  (locationAround(level)?.match.pattern.toLowerCase() ?? '').split(/[^a-z0-9]+/).some(part => words.includes(part))

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1048576, g: 1073741824 }

/** nginx sizes: a number with k, m or g in either case (ngx_parse_offset). */
export function sizeOf(text: string): number | undefined {
  const found = /^(\d{1,15})([kmg]?)$/i.exec(text)
  return found ? Number(found[1]) * (units[(found[2] ?? '').toLowerCase()] ?? 1) : undefined
}
