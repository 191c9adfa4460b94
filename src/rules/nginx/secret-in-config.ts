import type { Level, NginxModel, Table } from '../../formats/nginx/model.ts'
import { argumentAt, nameOf, valuesOf } from '../../formats/nginx/syntax.ts'
import type { Directive } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule, type Step } from '../rule.ts'
import { named, wordsOf } from './condition-outcome.ts'
import { isCredential, isCredentialHeader } from './credential-names.ts'
import { literalsOf } from './literal-variables.ts'
import { statements } from './statements.ts'

interface Options {
  /** Values that are public by design, such as the write key of a browser analytics service. */
  readonly publicTokens: readonly string[]
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/secret-in-config',
  format: 'nginx',
  title: { en: 'credential in the configuration', zh: '配置中的凭据' },
  severity: 'high',
  confidence: 'high',
  tags: ['host'],
  messages: {
    value: {
      en: '`{directive} {name}` holds a literal credential',
      zh: '`{directive} {name}` 含有明文凭据',
    },
    link: {
      en: '`{directive}` holds the secret of the links literally',
      zh: '`{directive}` 直接写有链接的密钥',
    },
    key: {
      en: '`{directive}` holds a private key literally',
      zh: '`{directive}` 直接写有私钥',
    },
    url: {
      en: 'A URL of `{directive}` holds a user name and its password',
      zh: '`{directive}` 的 URL 中含有用户名和口令',
    },
  },
  schema: {
    type: 'object',
    properties: { publicTokens: { type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  defaults: { publicTokens: [] },
  *check(model, { publicTokens }) {
    const seen = new Set<Directive>()
    for (const { level, entry } of statements(model, ...Object.keys(readers))) {
      const asked = asking[nameOf(entry)]
      if (asked && !asked(argumentAt(entry, 0))) continue
      const found = readers[nameOf(entry)]?.(valuesOf(entry))
      if (found && !publicTokens.includes(found.value)) yield observation(entry, level, found)
      else if (sendsHeader.test(nameOf(entry))) yield* behind(model, { entry, level, publicTokens, seen })
    }
    for (const table of model.tables) {
      const found = lookedUp(table, publicTokens)
      if (found) yield observation(table.directive, model.http ?? model.main, found)
    }
  },
})

/** What the first argument has to be where anything is said at all: few are. */
const asking: Readonly<Record<string, (name: string) => boolean>> = {
  proxy_set_header: isCredentialHeader,
  grpc_set_header: isCredentialHeader,
  fastcgi_param: isCredential,
  uwsgi_param: isCredential,
  scgi_param: isCredential,
}

const sendsHeader = /^(?:proxy|grpc)_set_header$/

interface Sent {
  readonly entry: Directive
  readonly level: Level
  readonly publicTokens: readonly string[]
  readonly seen: Set<Directive>
}

/** The credential of a header by way of one variable, where `set` or a map says it. Short words are switches. */
function* behind(model: NginxModel, { entry, level, publicTokens, seen }: Sent): Generator<Observation> {
  const [name = '', value = ''] = valuesOf(entry)
  const variable = isCredentialHeader(name) ? /^(?:\w+ )?\$(?:\{(\w+)\}|(\w+))$/.exec(value) : null
  const literals = variable && literalsOf(model).get((variable[1] ?? variable[2] ?? '').toLowerCase())
  for (const { at, value: constant } of literals ?? []) {
    const found = seen.has(at) ? undefined : literal(name, constant)
    if (!found || found.value.length < 8 || publicTokens.includes(found.value)) continue
    // `set $api_key …` is told by its own name already.
    if (nameOf(at) === 'set' && assigned(valuesOf(at))) continue
    seen.add(at)
    yield { ...observation(entry, level, found), at: placeOf(at) }
  }
}

interface Secret {
  readonly id: 'value' | 'link' | 'key' | 'url'
  /** What the credential is for; the value itself appears nowhere. */
  readonly name: string
  readonly value: string
}

type Reader = (words: readonly string[]) => Secret | undefined

const header: Reader = ([name = '', value = '']) => (isCredentialHeader(name) ? literal(name, value) : undefined)

const parameter: Reader = ([name = '', value = '']) => (isCredential(name) ? literal(name, value) : undefined)

/** Short words are switches and names of headers. */
const assigned: Reader = ([name = '', value = '']) =>
  isCredential(name) && value.length >= 8 ? (literal(name, value) ?? url([value])) : url([value])

const environment: Reader = ([text = '']) => {
  const at = text.indexOf('=')
  return at === -1 ? undefined : parameter([text.slice(0, at), text.slice(at + 1)])
}

const url: Reader = words => {
  const value = words.map(
    word => /^[a-zA-Z][a-zA-Z0-9+.-]{0,20}:\/\/[^\s/:@$]{1,200}:([^\s/@$]{1,200})@/.exec(word)?.[1],
  )
  const password = value.find(each => each !== undefined && !isPlaceholder(each))
  return password === undefined ? undefined : { id: 'url', name: '', value: password }
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
  const [first = '', operator = '', ...rest] = wordsOf(words)
  const found = proves(first) && /^!?=$/.test(operator) ? literal(first, rest.join(' ')) : undefined
  return found && found.value.length >= 8 && found.value !== 'undefined' ? found : undefined
}

/** A variable by which a request says who it is. */
function proves(variable: string): boolean {
  const [, kind, name = ''] = /^(http|arg|cookie)_(\w+)$/.exec(named(variable) ?? '') ?? []
  return isCredential(name) || (kind === 'http' && name !== 'cookie' && isCredentialHeader(name.replaceAll('_', '-')))
}

/** The keys of `map $http_x_api_key …` are what clients have to say. Patterns and short words are none. */
function lookedUp({ kind, source, entries }: Table, publicTokens: readonly string[]): Secret | undefined {
  if (kind !== 'map' || !proves(source)) return undefined
  const keys = entries
    .map(({ name }) => name.value)
    .filter(key => key.length >= 8 && !/^(?:~|hostnames$|volatile$)/.test(key))
  return keys.map(key => literal(source, key)).find(found => found && !publicTokens.includes(found.value))
}

const readers: Readonly<Record<string, Reader>> = {
  proxy_set_header: header,
  grpc_set_header: header,
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
function literal(name: string, written: string): Secret | undefined {
  const value = written.replace(/^(?:basic|bearer|token|digest)\s+/i, '').trim()
  const open = value === '' || value.includes('$') || /^(?:basic|bearer|token)$/i.test(value) || isPlaceholder(value)
  return open ? undefined : { id: 'value', name, value }
}

/** What a template or a person is to replace, and words that switch a header off. */
const isPlaceholder = (value: string): boolean =>
  /^(?:<.*>|\{\{.*\}\}|__\w+__|%\w+%|@\w+@|x{3,}|\*{3,}|\.{3}|change[-_ ]?me|your[-_ ].*|example|none|null|true|false|on|off|deleted|redacted)$/is.test(
    value,
  )

function observation(entry: Directive, level: Level, { id, name }: Secret): Observation {
  const directive = nameOf(entry)
  return {
    at: placeOf(entry),
    subject: `${level.subject} ${directive} ${name}`.trim(),
    message: { id, params: { directive, name } },
    fixes: [moveOut(entry)],
  }
}

const moveOut = (entry: Directive): Fix => ({
  title: { en: 'move the credential out and replace it', zh: '移出并更换凭据' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [step(entry)],
})

const step = ({ file, name }: Directive): Step => ({
  kind: 'decide',
  id: `nginx/rotate:${file.path}:${name.value}`,
  title: {
    en: `Replace the credential of ${name.value} in ${file.path}`,
    zh: `更换 ${file.path} 中 ${name.value} 的凭据`,
  },
  needs: [],
  risk: 'behaviour',
  question: {
    en: `Issue a new credential, write the statement into a file of its own that only root can read (mode 0600) and include that file where ${name.value} stands now in ${file.path}; then withdraw the old credential`,
    zh: `请签发新凭据，把该语句写入仅 root 可读（0600）的独立文件，在 ${file.path} 中 ${name.value} 所在之处 include 它；然后作废旧凭据`,
  },
})
