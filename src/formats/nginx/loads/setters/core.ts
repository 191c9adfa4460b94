import { atLeast } from '../../../../target/index.ts'
import type { Directive } from '../../../../tree/index.ts'
import type { Call, Setter } from '../call.ts'
import { isKnown } from '../modules.ts'
import { note, remember } from '../state.ts'
import { parseNumber } from '../values/number.ts'
import { parseTime } from '../values/time.ts'

const workerProcesses: Setter = call => {
  if (call.arg(0) !== 'auto' && Number.isNaN(parseNumber(call.arg(0)))) call.failWord('value', 0)
}

const priority: Setter = call => {
  if (Number.isNaN(parseNumber(call.arg(0).replace(/^[-+]/, '')))) call.failWord('number', 0)
}

const affinity: Setter = call => {
  const auto = call.arg(0) === 'auto'
  if (auto && call.count > 2) return call.fail('arguments')
  for (let at = auto ? 1 : 0; at < call.count; at++) {
    // A mask is read from its end.
    const bad = [...call.arg(at)].findLast(character => !'01 '.includes(character))
    if (bad !== undefined) return call.failWord('affinity', at, { character: bad })
  }
}

const loadModule: Setter = call => {
  if (call.state.bound) return call.fail('too-late')
  const file = call.arg(0).split('/').at(-1) ?? ''
  const module = file.replace(/\.so$/, '')
  if (call.state.modules.has(module)) return call.fail('module-loaded', { module })
  call.state.modules.add(module)
  if (!isKnown(module)) call.state.foreign = true
}

const connections: Setter = call => {
  if (Number.isNaN(parseNumber(call.arg(0)))) call.failWord('number-word', 0)
}

const use: Setter = call => {
  const method = call.arg(0)
  if (method === 'epoll') return
  // Built only where a switch asks for them, as epoll is there.
  const open = (method === 'select' || method === 'poll') && !call.state.modular
  call.fail('event-type', { word: method }, { word: call.word(0), open })
}

const root: Setter = call => {
  const { seen } = call.frame
  const alias = call.name === 'alias'
  const other = seen.get(alias ? 'root' : 'alias')
  if (other) return call.fail('root-or-alias', { other: alias ? 'root' : 'alias' }, { other })
  if (alias && call.frame.location?.kind === 'named') return call.fail('alias-named')
  const value = call.arg(0)
  if (/\$document_root|\$\{document_root\}/.test(value))
    return call.failWord('root-variable', 0, { variable: 'document_root' })
  if (/\$realpath_root|\$\{realpath_root\}/.test(value))
    return call.failWord('root-variable', 0, { variable: 'realpath_root' })
  call.script(0)
}

/** `error_page 404 500 =200 /uri`. */
const errorPage: Setter = call => {
  const last = call.count - 1
  const change = call.arg(last - 1)
  const changed = call.count > 2 && change.startsWith('=')
  if (changed && change.length > 1 && Number.isNaN(parseNumber(change.slice(1))))
    return call.failWord('bad-value', last - 1)
  call.script(last)
  if (call.refused) return
  for (let at = 0; at < last - (changed ? 1 : 0); at++) {
    const code = parseNumber(call.arg(at))
    if (Number.isNaN(code) || code === 499) return call.failWord('bad-value', at)
    if (code < 300 || code > 599) return call.failWord('error-code', at)
  }
}

const tryFiles: Setter = call => {
  const last = call.count - 1
  const value = call.arg(last)
  for (let at = 0; at < call.count - (value.startsWith('=') ? 1 : 0) && !call.refused; at++) call.script(at)
  if (call.refused || !value.startsWith('=')) return
  const code = parseNumber(value.slice(1))
  // The daemon leaves out the last byte where it has seen a variable.
  if (!(code <= 999)) call.failWord('code', last, { word: value.includes('$') ? value.slice(0, -1) : value })
}

const keepalive: Setter = call => {
  if (Number.isNaN(parseTime(call.arg(0), true))) return call.failWord('value', 0)
  if (call.count === 2 && Number.isNaN(parseTime(call.arg(1), false))) call.failWord('value', 1)
}

const directio: Setter = call => {
  if (call.arg(0) !== 'off' && !/^\d+[kKmMgG]?$/.test(call.arg(0))) call.failWord('value', 0)
}

const aio: Setter = call => {
  const value = call.arg(0)
  if (value === 'off' || value === 'on' || value === 'threads') return
  if (!value.startsWith('threads=')) return call.failWord('value', 0)
  const name = value.slice(8)
  if (name.includes('$')) call.scriptText(name, 0)
  else call.state.poolUses.push({ name, directive: call.directive, word: call.word(0) })
}

const symlinks: Setter = call => {
  let own = ''
  for (let at = 0; at < call.count; at++) {
    const value = call.arg(at)
    if (value.startsWith('from=')) call.scriptText(value.slice(5), at)
    else if (['on', 'off', 'if_not_owner'].includes(value)) {
      if (own !== '') return call.failWord('parameters-duplicate', at, { word: `${own} ${value}` })
      own = value
    } else return call.failWord('parameter', at)
  }
  if (own === '') call.fail('symlinks')
  else if (own === 'off' && call.count === 2) call.fail('symlinks-from')
}

const index: Setter = call => {
  for (let at = 0; at < call.count; at++) {
    if (call.arg(at) === '') return call.failWord('index-empty', at, { word: call.arg(0) })
    call.script(at)
  }
}

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

const mirror: Setter = call => {
  const off = call.arg(0) === 'off'
  const before = note(call.frame, 'mirror')
  if (before === 'off' || (off && before)) return call.fail('duplicate')
  remember(call.frame, 'mirror', off ? 'off' : 'on')
}

const env: Setter = () => undefined

const authRequestSet: Setter = call => {
  const name = call.variable(0)
  if (name === undefined) return
  call.define(name, 0)
  if (!call.refused) call.script(1)
}

const perlSet: Setter = call => {
  const name = call.variable(0)
  if (name !== undefined) call.define(name, 0)
}

const perlHandler: Setter = call => {
  if (note(call.frame, 'perl')) call.failWord('perl-duplicate', 0)
  remember(call.frame, 'perl', true)
}

const starttls: Setter = call => {
  if (!['off', 'on', 'only'].includes(call.arg(0).toLowerCase())) return call.failWord('bad-value', 0)
  const ssl = call.frame.seen.get('ssl')
  if (isOn(ssl) && !isOff(call.directive))
    call.fail('ssl-starttls', { first: 'ssl', second: 'starttls' }, { other: ssl })
}

const isOn = (directive: Directive | undefined): directive is Directive => switchOf(directive) === 'on'
const isOff = (directive: Directive): boolean => switchOf(directive) === 'off'
const switchOf = (directive: Directive | undefined): string | undefined => directive?.args[0]?.value.toLowerCase()

/** `ssl on` in mail, behind a `starttls` of the same block. */
export const mailSsl = (call: Call): void => {
  const starttls = call.frame.seen.get('starttls')
  if (call.world.name === 'mail' && starttls && !isOff(starttls) && isOn(call.directive))
    call.fail('ssl-starttls', { first: 'starttls', second: 'ssl on' }, { other: starttls })
}

const protocol: Setter = call => {
  if (!['pop3', 'imap', 'smtp'].includes(call.arg(0))) call.failWord('mail-protocol', 0)
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

/** Obsolete today; up to 1.25.0 some of them still looked at their value. */
const http2Obsolete: Setter = call => {
  const pushes = call.name.startsWith('http2_push') || call.name === 'http2_max_concurrent_pushes'
  if (atLeast(call.state.target.nginx, pushes ? '1.25.1' : '1.19.7')) {
    const replacement = call.entry.replacedBy ?? ''
    call.fail(replacement ? 'deprecated-replaced' : 'deprecated-obsolete', { replacement }, { warning: true })
    return
  }
  if (call.name === 'http2_push') return push(call)
  if (note(call.frame, call.name)) return call.fail('duplicate')
  remember(call.frame, call.name, true)
  if (call.name === 'http2_push_preload' && !/^(?:on|off)$/i.test(call.arg(0))) call.failWord('flag', 0)
  if (call.name === 'http2_max_concurrent_pushes' && Number.isNaN(parseNumber(call.arg(0)))) call.failWord('number', 0)
}

/** A level pushes nothing, or what its statements say. */
function push(call: Call): undefined {
  const before = note<string>(call.frame, 'http2_push')
  const own = call.arg(0) === 'off' ? 'off' : 'uri'
  remember(call.frame, 'http2_push', own)
  if (before && (own === 'off' || before === 'off'))
    call.fail(before === own ? 'duplicate' : own === 'off' ? 'push-off-uri' : 'push-uri-off')
  else if (own === 'uri') call.script(0)
}

const browsers = ['msie', 'gecko', 'opera', 'safari', 'konqueror']

const browser: Setter = call => {
  if (call.count === 1) return call.arg(0) === 'unlisted' ? undefined : call.failWord('parameter', 0)
  if (!browsers.includes(call.arg(0))) return call.failWord('browser-name', 0)
  if (!/^[\d.]*$/.test(call.arg(1))) call.failWord('browser-version', 1)
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

const certificatePassword: Setter = () => undefined

export const coreSetters: Record<string, Setter> = {
  set_worker_processes: workerProcesses,
  set_priority: priority,
  set_cpu_affinity: affinity,
  set_env: env,
  load_module: loadModule,
  event_connections: connections,
  event_use: use,
  http_core_root: root,
  http_core_error_page: errorPage,
  http_try_files: tryFiles,
  http_core_keepalive: keepalive,
  http_core_directio: directio,
  http_core_set_aio: aio,
  http_disable_symlinks: symlinks,
  http_index_set_index: index,
  http_headers_expires: expires,
  http_headers_add: header,
  http_sub_filter: subFilter,
  http_gzip_disable: gzipDisable,
  http_set_charset_slot: charset,
  http_userid_expires: useridExpires,
  http_userid_mark: useridMark,
  http_mirror: mirror,
  http_auth_request_set: authRequestSet,
  http_perl_set: perlSet,
  http_image_filter: imageFilter,
  http_image_filter_jpeg_quality: quality,
  http_image_filter_webp_quality: quality,
  http_image_filter_sharpen: sharpen,
  mail_ssl_starttls: starttls,
  mail_core_protocol: protocol,
  http_ssl_password_file: certificatePassword,
  http_set_stub_status: () => undefined,
  http_v2_obsolete: http2Obsolete,
  http_perl: perlHandler,
  http_core_internal: () => undefined,
  http_auth_request: () => undefined,
  http_modern_browser: browser,
}
