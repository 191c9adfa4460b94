import { parseSize } from '../../formats/nginx/loads/values/number.ts'
import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { defineRule, type Rule, type Witness } from '../rule.ts'
import { answeredRequest, firstOf, sureRequestTo } from './request-to.ts'
import { checkValue, type ValueCheck, type Wrong } from './value-rule.ts'

interface Options {
  /** Bytes for the headers of one request, as nginx writes sizes: `256k`. */
  readonly max: string
  /** Headers in one request (from 1.29.8). */
  readonly maxHeaders: number
}

/** A line that does not fit into one buffer is refused, and all cookies stand in one line. */
const smallest = 1024

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/header-buffers',
  format: 'nginx',
  title: { en: 'room for request headers: too much, or too little', zh: '请求头缓冲区过大或过小' },
  severity: 'low',
  confidence: 'medium',
  tags: ['limits'],
  messages: {
    large: {
      en: '`{setting} {words}` takes more than {max} of headers with one request, in {levels}',
      zh: '`{setting} {words}` 允许一个请求携带超过 {max} 的请求头，位于 {levels}',
    },
    small: {
      en: '`{setting} {words}` refuses cookies that do not fit into {size}, in {levels}',
      zh: '`{setting} {words}` 拒绝放不进 {size} 的 Cookie，位于 {levels}',
    },
    many: {
      en: '`{setting} {words}` takes more than {max} headers with one request, in {levels}',
      zh: '`{setting} {words}` 允许一个请求携带超过 {max} 个请求头，位于 {levels}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      max: { type: 'string', pattern: '^[0-9]{1,9}[kKmM]?$' },
      maxHeaders: { type: 'integer', minimum: 1 },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { max: '256k', maxHeaders: 1000 },
  *check(model, options) {
    for (const check of checks(model, options)) {
      const levels = (): readonly Server[] => model.servers
      for (const found of checkValue(model, { ...check, levels, safety: 'unsafe' })) {
        const witness = found.message.id === 'small' ? refusal : found.message.id === 'large' ? taken : undefined
        const subject = `${found.subject} ${check.setting}`
        yield { ...found, subject, ...(witness && { witness: () => witness(model) }) }
      }
    }
  },
})

/** What is proposed is the default of nginx. */
function checks(
  model: NginxModel,
  { max, maxHeaders }: Options,
): Pick<ValueCheck<Server>, 'setting' | 'wrong' | 'wanted'>[] {
  const large = (setting: string): Wrong => ({ message: 'large', params: { setting, max } })
  return [
    {
      setting: 'large_client_header_buffers',
      wanted: '4 8k',
      wrong([count = '', size = ''], _unset, servers) {
        const bytes = parseSize(size)
        const setting = 'large_client_header_buffers'
        if (bytes * Number(count) > parseSize(max)) return large(setting)
        const refuses = servers.length === 0 || servers.some(server => isTight(model, server))
        return bytes <= smallest && refuses ? { message: 'small', params: { setting, size } } : undefined
      },
    },
    {
      setting: 'client_header_buffer_size',
      wanted: '1k',
      wrong: ([size = '']) => (parseSize(size) > parseSize(max) ? large('client_header_buffer_size') : undefined),
    },
    {
      setting: 'max_headers',
      wanted: '1000',
      wrong: ([count = '']) =>
        Number(count) > maxHeaders
          ? { message: 'many', params: { setting: 'max_headers', max: maxHeaders } }
          : undefined,
    },
  ]
}

/** Neither the first buffer nor a large one takes an ordinary cookie. */
function isTight(model: NginxModel, server: Server): boolean {
  const first = parseSize(model.setting(server, 'client_header_buffer_size').value[0] ?? '')
  const large = parseSize(model.setting(server, 'large_client_header_buffers').value[1] ?? '')
  return first <= smallest && large <= smallest
}

function refusal(model: NginxModel): Witness | undefined {
  for (const server of model.servers) {
    const handler = isTight(model, server) ? model.handlers(server)[0] : undefined
    const request = handler && sureRequestTo(model, handler)
    if (!request) continue
    const cookie = ['Cookie', `session=${'x'.repeat(2048)}`] as const
    const summary = { en: 'a cookie of 2 kB is refused', zh: '2 kB 的 Cookie 被拒绝' }
    return { ...request, headers: [...request.headers, cookie], provokes: { status: 400, summary } }
  }
  return undefined
}

/** More than one of the large buffers holds by default. */
const line = 9 * 1024

/** What the default refuses is taken here: a line that fits into one of the buffers. */
function taken(model: NginxModel): Witness | undefined {
  for (const server of model.servers) {
    const room = [
      model.setting(server, 'large_client_header_buffers').value[1],
      model.text(server, 'client_header_buffer_size'),
    ]
    if (!room.some(size => parseSize(size ?? '') > line)) continue
    const found = firstOf(model.handlers(server), handler => answeredRequest(model, handler))
    if (!found) continue
    const summary = { en: 'a header of 9 kB is taken', zh: '接受 9 kB 的请求头' }
    const large = ['X-Large', 'x'.repeat(line - 20)] as const
    return { ...found.request, headers: [...found.request.headers, large], provokes: { ...found.shows, summary } }
  }
  return undefined
}
