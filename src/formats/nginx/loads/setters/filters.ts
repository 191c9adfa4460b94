import type { Setter } from '../call.ts'
import { parseNumber } from '../values/number.ts'
import { parseTime } from '../values/time.ts'

const expiresWords = ['epoch', 'max', 'off']

/** `off`, `epoch`, `@15h30m`, `modified +1h`. */
const expires: Setter = call => {
  const at = call.count - 1
  if (call.count === 2 && call.arg(0) !== 'modified') return call.failWord('value', 0)
  const value = call.arg(at)
  if (value.includes('$')) return call.script(at)
  if (call.count === 1 && expiresWords.includes(value)) return
  const daily = value.startsWith('@')
  if (daily && call.count === 2) return call.failWord('expires-daily-modified', at)
  const time = parseTime(value.replace(/^[@+-]/, ''), false)
  if (Number.isNaN(time)) call.failWord('value', at)
  else if (daily && time > 86400) call.failWord('expires-daily', at)
}

const header: Setter = call => {
  call.script(1)
  if (!call.refused && call.count === 3 && call.arg(2) !== 'always') call.failWord('parameter', 2)
}

const subFilter: Setter = call => {
  if (call.arg(0) === '') return call.fail('empty-pattern')
  call.script(0)
  call.script(1)
}

const gzipDisable: Setter = call => {
  for (let at = 0; at < call.count; at++) {
    const value = call.arg(at)
    if (value !== 'msie6' && value !== 'degradation' && !call.refused) call.regex(value, at)
  }
}

const charset: Setter = call => {
  if (call.arg(0).startsWith('$')) call.use(call.arg(0).slice(1), 0)
}

const useridExpires: Setter = call => {
  if (!['max', 'off'].includes(call.arg(0)) && Number.isNaN(parseTime(call.arg(0), false))) call.failWord('value', 0)
}

const useridMark: Setter = call => {
  if (call.arg(0) !== 'off' && !/^[A-Za-z0-9=]$/.test(call.arg(0))) call.failWord('userid-mark', 0)
}

const imageWords: Record<string, number> = { off: 1, test: 1, size: 1, resize: 3, crop: 3, rotate: 2 }

const imageFilter: Setter = call => {
  const wanted = imageWords[call.arg(0)]
  if (wanted === undefined || wanted !== call.count) return call.failWord('parameter', 0)
  for (let at = 1; at < call.count; at++) {
    const value = call.arg(at)
    if (value.includes('$')) call.script(at)
    else if (
      call.arg(0) === 'rotate' ? !['90', '180', '270'].includes(value) : value !== '-' && !(parseNumber(value) > 0)
    )
      return call.failWord('parameter', at)
  }
}

const quality: Setter = call => {
  if (call.arg(0).includes('$')) call.script(0)
  else if (!(parseNumber(call.arg(0)) > 0)) call.failWord('bad-value', 0)
}

/** What is no number counts as none: only the word that stands for the value of the request is refused. */
const sharpen: Setter = call => {
  if (call.arg(0).includes('$')) call.script(0)
  else if (call.arg(0) === '-') call.failWord('bad-value', 0)
}

export const filterSetters: Record<string, Setter> = {
  http_headers_expires: expires,
  http_headers_add: header,
  http_sub_filter: subFilter,
  http_gzip_disable: gzipDisable,
  http_set_charset_slot: charset,
  http_userid_expires: useridExpires,
  http_userid_mark: useridMark,
  http_image_filter: imageFilter,
  http_image_filter_jpeg_quality: quality,
  http_image_filter_webp_quality: quality,
  http_image_filter_sharpen: sharpen,
}
