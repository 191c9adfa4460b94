import type { Setter } from '../call.ts'
import { parseNumber, parseOffset } from '../values/number.ts'
import { parseTime } from '../values/time.ts'

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
  if (call.arg(0) !== 'off' && Number.isNaN(parseOffset(call.arg(0)))) call.failWord('value', 0)
}

const aio: Setter = call => {
  const value = call.arg(0)
  // On Linux a build has it or not; asked of one without.
  if (value === 'on') return call.fail('aio-build', {}, { word: call.word(0), open: true })
  if (value === 'off' || value === 'threads') return
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

export const coreSetters: Record<string, Setter> = {
  http_core_root: root,
  http_core_error_page: errorPage,
  http_try_files: tryFiles,
  http_core_keepalive: keepalive,
  http_core_directio: directio,
  http_core_set_aio: aio,
  http_disable_symlinks: symlinks,
  http_index_set_index: index,
  http_ssl_password_file: () => undefined,
  http_core_internal: () => undefined,
}
