import { conditionWords, variableOf } from '../condition-words.ts'
import { isCredential, isCredentialHeader } from './names.ts'

/** A credential that stands literally in a statement. */
export interface Secret {
  readonly id: 'value' | 'link' | 'key' | 'url'
  /** What the credential is for; the value itself appears nowhere. */
  readonly name: string
  readonly value: string
}

/** Gets the arguments of a statement. */
export type Reader = (words: readonly string[]) => Secret | undefined

const header: Reader = ([name = '', value = '']) => (isCredentialHeader(name) ? literal(name, value) : undefined)

/** By `X-Auth-Key` the service that is asked for passwords of mail knows nginx (documentation of auth_http_header). */
const shared: Reader = ([name = '', value = '']) =>
  isCredentialHeader(name) || isCredential(name) || /^x-auth-key$/i.test(name) ? literal(name, value) : undefined

const parameter: Reader = ([name = '', value = '']) => (isCredential(name) ? literal(name, value) : undefined)

/** Short words are switches and names of headers. */
const assigned: Reader = ([name = '', value = '']) =>
  isCredential(name) && value.length >= 8 ? (literal(name, value) ?? url([value])) : url([value])

const environment: Reader = ([text = '']) => {
  const at = text.indexOf('=')
  return at === -1 ? undefined : parameter([text.slice(0, at), text.slice(at + 1)])
}

const url: Reader = words => {
  if (!words.some(word => word.includes('@'))) return inQuery(words)
  const value = words.map(
    word => /^[a-zA-Z][a-zA-Z0-9+.-]{0,20}:\/\/[^\s/:@$]{1,200}:([^\s/@$]{1,200})@/.exec(word)?.[1],
  )
  const password = value.find(each => each !== undefined && !isPlaceholder(each))
  return password === undefined ? inQuery(words) : { id: 'url', name: '', value: password }
}

/** `?api_key=…` that nginx puts in; short values are switches. */
function inQuery(words: readonly string[]): Secret | undefined {
  for (const word of words)
    for (const [, name = '', value = ''] of word.matchAll(/[?&]([\w-]{1,40})=([^&#\s]{8,})/g)) {
      const found = isCredential(name) ? literal(name, value) : undefined
      if (found) return found
    }
  return undefined
}

/** Everything that is no variable and no blank is the secret. */
const link: Reader = ([text = '']) => {
  const value = text.replace(/\$(?:\{\w*\}|\w+)/g, '').trim()
  return /\w/.test(value) && !isPlaceholder(value) ? { id: 'link', name: '', value } : undefined
}

const key: Reader = ([text = '']) =>
  /^data:\s*-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? { id: 'key', name: '', value: text } : undefined

const moreHeaders: Reader = words => {
  const pairs = words.map(word => word.split(/:(.*)/s))
  return pairs.map(([name = '', value = '']) => header([name.trim(), value.trim()])).find(found => found !== undefined)
}

/** A request says it, and the value it has to be stands beside. Whole lists of cookies are no credential. */
const compared: Reader = words => {
  const [first = '', operator = '', ...rest] = conditionWords(words)
  const found = proves(first) && /^!?=$/.test(operator) ? literal(first, rest.join(' ')) : undefined
  return found && found.value.length >= 8 && found.value !== 'undefined' ? found : undefined
}

/** A variable by which a request says who it is. */
export function proves(variable: string): boolean {
  const [, kind, name = ''] = /^(http|arg|cookie)_(\w+)$/.exec(variableOf(variable) ?? '') ?? []
  return isCredential(name) || (kind === 'http' && name !== 'cookie' && isCredentialHeader(name.replaceAll('_', '-')))
}

export const readers: Readonly<Record<string, Reader>> = {
  proxy_set_header: header,
  grpc_set_header: header,
  auth_http_header: shared,
  auth_http: url,
  more_set_input_headers: moreHeaders,
  fastcgi_param: parameter,
  uwsgi_param: parameter,
  scgi_param: parameter,
  set: assigned,
  if: compared,
  env: environment,
  secure_link_md5: link,
  secure_link_secret: link,
  ssl_certificate_key: key,
  proxy_ssl_certificate_key: key,
  proxy_pass: url,
  return: url,
  rewrite: url,
  proxy_redirect: url,
}

/** `Basic` and `Bearer` are not the secret; a value with a variable is not literal. */
export function literal(name: string, written: string): Secret | undefined {
  const value = written.replace(/^(?:basic|bearer|token|digest)\s+/i, '').trim()
  const open = value === '' || value.includes('$') || /^(?:basic|bearer|token)$/i.test(value) || isPlaceholder(value)
  return open ? undefined : { id: 'value', name, value }
}

/** What a template or a person is to replace, and words that switch a header off. */
const isPlaceholder = (value: string): boolean =>
  /^(?:<.*>|\{\{.*\}\}|__\w+__|%\w+%|@\w+@|x{3,}|\*{3,}|\.{3}|change[-_ ]?me|your[-_ ].*|example|none|null|true|false|on|off|deleted|redacted)$/is.test(
    value,
  )
