import { nearest } from '../../../../text/index.ts'
import type { Call, Setter } from '../call.ts'
import { isOneOf } from '../kinds.ts'
import { hint } from '../state.ts'
import { parseNumber, parseSize } from '../values/number.ts'
import { scanScript } from '../values/script.ts'
import { parseTime } from '../values/time.ts'
import { parseUrl } from '../values/url.ts'

const levels = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug']
const debugLevels = [
  'debug_core',
  'debug_alloc',
  'debug_mutex',
  'debug_event',
  'debug_http',
  'debug_mail',
  'debug_stream',
]

const errorLog: Setter = call => {
  if (call.arg(0).startsWith('syslog:')) syslog(call, 0)
  if (call.arg(0).startsWith('memory:')) memory(call)
  let level = ''
  for (let at = 1; at < call.count && !call.refused; at++) {
    const value = call.arg(at)
    if (levels.includes(value)) {
      if (level !== '') call.failWord('log-level-duplicate', at)
      level = value
    } else if (!debugLevels.includes(value) || level !== '') call.failWord('log-level', at)
  }
}

/** The buffer takes a line and its own head, which names the file. */
function memory(call: Call): undefined {
  const size = call.arg(0).slice('memory:'.length)
  if (!(parseSize(size) >= 2099 + call.directive.file.path.length)) call.failWord('buffer-size', 0, { word: size })
}

const facilities = (
  'kern user mail daemon auth intern lpr news uucp clock authpriv ftp ntp audit alert cron local0 local1 local2 ' +
  'local3 local4 local5 local6 local7'
).split(' ')
const severities = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug']

const syslogParameters: Record<string, (call: Call, at: number, value: string) => void> = {
  server: (call, at, value) => {
    const url = parseUrl(value, { defaultPort: 514 })
    if (url.error) call.failWord('syslog-server', at, { error: url.error, word: value })
  },
  facility: (call, at, value) => {
    if (!facilities.includes(value)) call.failWord('syslog-facility', at, { word: value })
  },
  severity: (call, at, value) => {
    if (!severities.includes(value)) call.failWord('syslog-severity', at, { word: value })
  },
  tag: (call, at, value) => {
    if (value.length > 32) call.failWord('syslog-tag-length', at)
    else if (!/^\w*$/.test(value)) call.failWord('syslog-tag', at)
  },
  nohostname: () => undefined,
}

/** `syslog:server=…,facility=…`. */
function syslog(call: Call, at: number): undefined {
  const text = call.arg(at).slice('syslog:'.length)
  const seen = new Set<string>()
  for (const part of text.split(',')) {
    const equals = part.indexOf('=')
    const name = equals === -1 ? part : part.slice(0, equals)
    const known = Object.hasOwn(syslogParameters, name) && (equals !== -1) === (name !== 'nohostname')
    if (!known) return call.failWord('syslog-parameter', at, { word: part })
    if (seen.has(name) && name !== 'nohostname') return call.failWord('syslog-duplicate', at, { word: name })
    seen.add(name)
    syslogParameters[name]?.(call, at, part.slice(equals + 1))
    if (call.refused) return
  }
  if (!seen.has('server')) call.failWord('syslog-no-server', at)
}

/** Names of formats are found whatever their case, although two that differ in case may be made. */
function hasFormat(formats: ReadonlySet<string>, name: string): boolean {
  if (formats.has(name)) return true
  for (const known of formats) if (isOneOf(name, [known])) return true
  return false
}

function format(call: Call, at: number): undefined {
  const name = call.arg(at)
  if (call.count <= at && call.world.name === 'stream') return call.fail('log-no-format')
  if (call.count <= at || hasFormat(call.world.formats, name)) return
  const suggestion = hint(call.state, () => nearest(name, call.world.formats))
  const options = { word: call.word(at), suggestion, open: call.state.partial }
  call.fail('log-format-unknown', { word: name }, options)
}

interface Buffering {
  size: number
  flush: number
}

/** One option of access_log; false when it was refused. */
function option(call: Call, at: number, state: Buffering): boolean {
  const value = call.arg(at)
  if (value.startsWith('buffer=')) {
    state.size = parseSize(value.slice(7))
    if (state.size > 0) return true
    call.failWord('buffer-size', at, { word: value.slice(7) })
  } else if (value.startsWith('flush=')) {
    state.flush = parseTime(value.slice(6), true)
    if (state.flush > 0) return true
    call.failWord('flush-time', at, { word: value.slice(6) })
  } else if (value === 'gzip' || value.startsWith('gzip=')) {
    state.size ||= 65536
    const level = value === 'gzip' ? 1 : parseNumber(value.slice(5))
    if (level >= 1 && level <= 9) return true
    call.failWord('compression', at, { word: value.slice(5) })
  } else if (value.startsWith('if=')) {
    call.scriptText(value.slice(3), at)
    return !call.refused
  } else call.failWord('parameter', at)
  return false
}

const accessLog: Setter = call => {
  const path = call.arg(0)
  if (path === 'off') return call.count > 1 ? call.failWord('parameter', 1) : undefined
  if (path.startsWith('syslog:')) syslog(call, 0)
  else call.script(0)
  if (!call.refused) format(call, 1)
  const state: Buffering = { size: 0, flush: 0 }
  for (let at = 2; at < call.count; at++) if (call.refused || !option(call, at, state)) return
  if (!call.refused) buffered(call, state)
}

/** A buffer goes neither to syslog nor to files whose name depends on the request. */
function buffered(call: Call, { size, flush }: Buffering): undefined {
  const path = call.arg(0)
  if (flush > 0 && !size) call.failWord('log-no-buffer', 0)
  else if (size && path.startsWith('syslog:')) call.fail('log-syslog-buffer')
  else if (size && path.includes('$')) call.fail('log-variable-buffer')
}

const logFormat: Setter = call => {
  const { formats } = call.world
  const name = call.arg(0)
  if (formats.has(name)) return call.failWord('log-format-duplicate', 0)
  formats.add(name)
  let at = 1
  if (call.arg(1).startsWith('escape=')) {
    const escaping = call.arg(1).slice(7)
    if (!['json', 'none', 'default'].includes(escaping)) return call.failWord('log-escape', 1, { word: escaping })
    at = 2
  }
  for (; at < call.count && !call.refused; at++) formatText(call, at)
}

function formatText(call: Call, at: number): undefined {
  const text = call.arg(at)
  if (!text.includes('$')) return
  const word = call.word(at)
  const error = scanScript(text, name => call.use(name, at), true)
  if (error?.id === 'variable-bracket') call.fail('variable-bracket', { variable: error.name }, { word })
  else if (error) call.failWord('parameter', at, { word: badPart(text) })
}

/** The daemon shows the text from the `$` that has no name. */
function badPart(text: string): string {
  const found = /\$(?![A-Za-z0-9_{])|\$\{(?![A-Za-z0-9_])/.exec(text)
  return text.slice(found?.index ?? 0)
}

export const logSetters: Record<string, Setter> = {
  error_log: errorLog,
  http_core_error_log: errorLog,
  mail_core_error_log: errorLog,
  stream_core_error_log: errorLog,
  http_log_set_log: accessLog,
  stream_log_set_log: accessLog,
  http_log_set_format: logFormat,
  stream_log_set_format: logFormat,
}
