import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { atLeast, formatVersion } from '../../target/index.ts'
import { expandCiphers } from '../../tls/index.ts'
import { defineRule, type Fix, type Observation, type Rule, type Severity } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type TlsCause, tlsCauses } from './tls-causes.ts'
import { copiesOf } from './tls-copies.ts'

interface Options {
  /** Protocols that may be enabled. */
  readonly allowed: readonly string[]
  /** Protocols that must be enabled. */
  readonly required: readonly string[]
}

const name = 'ssl_protocols'
const order = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/tls-protocols',
  format: 'nginx',
  title: { en: 'TLS protocol versions outside the baseline', zh: 'TLS 协议版本不符合基线' },
  severity: 'high',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    allows: {
      en: '`ssl_protocols {words}` allows {outside}, in force for {servers}',
      zh: '`ssl_protocols {words}` 允许 {outside}，作用于 {servers}',
    },
    'allows-default': {
      en: 'ssl_protocols is written nowhere: nginx {version} allows {outside} by default, for {servers}',
      zh: '没有写 ssl_protocols：nginx {version} 默认允许 {outside}，作用于 {servers}',
    },
    lacks: {
      en: '`ssl_protocols {words}` lacks {missing}, in force for {servers}',
      zh: '`ssl_protocols {words}` 缺少 {missing}，作用于 {servers}',
    },
    'lacks-default': {
      en: 'ssl_protocols is written nowhere: the default of nginx {version} lacks {missing}, for {servers}',
      zh: '没有写 ssl_protocols：nginx {version} 的默认值缺少 {missing}，作用于 {servers}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      allowed: { type: 'array', items: { enum: order }, minItems: 1 },
      required: { type: 'array', items: { enum: order } },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { allowed: ['TLSv1.2', 'TLSv1.3'], required: [] },
  *check(model, options) {
    for (const cause of tlsCauses(model, name)) {
      const words = order.filter(one => cause.words.some(word => word.toLowerCase() === one.toLowerCase()))
      const outside = words.filter(word => !options.allowed.includes(word))
      const missing = options.required.filter(word => !words.includes(word))
      if (outside.length + missing.length > 0) yield observation(model, cause, { words, outside, missing, options })
    }
  },
})

interface Judgement {
  readonly words: readonly string[]
  readonly outside: readonly string[]
  readonly missing: readonly string[]
  readonly options: Options
}

function observation(model: NginxModel, cause: TlsCause, judgement: Judgement): Observation {
  const { outside, missing } = judgement
  const loose = lowersSecurityLevel(model, cause)
  return {
    at: cause.at,
    subject: cause.unset ? 'default' : cause.level.subject,
    message: {
      id: `${outside.length > 0 ? 'allows' : 'lacks'}${cause.unset ? '-default' : ''}`,
      params: {
        words: cause.words.join(' '),
        outside: outside.join(' '),
        missing: missing.join(' '),
        version: formatVersion(model.target.nginx),
        servers: summary(cause.servers, server => server.subject),
      },
    },
    severity: severity(model, judgement, loose),
    related: affected(cause.servers),
    fixes: [fix(cause, judgement, loose)],
  }
}

/** OpenSSL 3 does not negotiate TLS 1.0 and 1.1 at its default security level: configured, not reachable (measured). */
function severity(model: NginxModel, { outside }: Judgement, loose: boolean): Severity {
  if (outside.length === 0) return 'medium'
  const old = outside.every(word => word === 'TLSv1' || word === 'TLSv1.1')
  return old && atLeast(model.target.openssl, '3.0') && !loose ? 'medium' : 'high'
}

/** `@SECLEVEL=0` or `1` in force for a server: somebody meant old clients to get through. */
function lowersSecurityLevel(model: NginxModel, cause: TlsCause): boolean {
  const commands = model.writers('ssl_conf_command').length > 0
  return cause.servers.some(server => {
    const strings = [model.text(server, 'ssl_ciphers'), ...(commands ? cipherStrings(model, server) : [])]
    return strings.some(text => (expandCiphers(text).securityLevel ?? 2) < 2)
  })
}

const cipherStrings = (model: NginxModel, server: Server): string[] =>
  model
    .list(server, 'ssl_conf_command')
    .entries.filter(({ args }) => /^CipherString$/i.test(args[0]?.value ?? ''))
    .map(({ args }) => args[1]?.value ?? '')

function fix(cause: TlsCause, { words, options }: Judgement, loose: boolean): Fix {
  const kept = words.filter(word => options.allowed.includes(word))
  const modern = kept.includes('TLSv1.2') && options.allowed.includes('TLSv1.3') ? ['TLSv1.3'] : []
  const wanted = kept.length === 0 ? options.allowed : [...kept, ...modern, ...options.required]
  const value = order.filter(word => wanted.includes(word)).join(' ')
  return {
    title: { en: `set ssl_protocols to ${value}`, zh: `将 ssl_protocols 设为 ${value}` },
    safety: loose ? 'unsafe' : 'safe',
    edits: [...setAt(cause.level, name, value), ...copiesOf(cause, name).flatMap(server => setAt(server, name, value))],
    changes: [name],
  }
}
