import type { NginxModel } from '../../formats/nginx/model.ts'
import { insertAt } from '../../remedies/nginx/set-at.ts'
import { type Expansion, expandCiphers, forwardSecret, needsSecret, type Suite, weakInNginx } from '../../tls/index.ts'
import { deleteDirective, replaceWord } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { type CipherCause, cipherCauses, rewritten } from './cipher-causes.ts'
import { allTlsServers, causeSubject, speaksTls12 } from './level-causes.ts'
import { tls13Commands } from './tls-commands.ts'

interface Options {
  /** Names of the only TLS 1.2 suites that may be enabled; empty: any that is not weak. */
  readonly allowed: readonly string[]
  /** Suites without forward secrecy (static RSA) are findings too. */
  readonly forwardSecrecy: boolean
  /** The directive has to be written. */
  readonly explicit: boolean
}

const name = 'ssl_ciphers'

/** Six AEAD suites with forward secrecy, in Mozilla's order (guideline 6.0, intermediate). */
const recommended = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
]

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/weak-ciphers',
  format: 'nginx',
  title: { en: 'weak TLS cipher suites', zh: '弱 TLS 密码套件' },
  severity: 'high',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    weak: {
      en: '`{setting}` enables {count} weak suites ({suites}), in force for {servers}',
      zh: '`{setting}` 启用了 {count} 个弱套件（{suites}），作用于 {servers}',
    },
    legacy: {
      en: '`{setting}` names {suites}, which only OpenSSL builds with weak ciphers offer, in force for {servers}',
      zh: '`{setting}` 写有 {suites}，只有编入弱算法的 OpenSSL 才会提供，作用于 {servers}',
    },
    unusable: {
      en: '`{setting}` names {suites}, for which nginx has no keys: they are never negotiated, in force for {servers}',
      zh: '`{setting}` 写有 {suites}，nginx 没有其密钥，永远不会协商，作用于 {servers}',
    },
    outside: {
      en: '`{setting}` enables {count} suites outside the baseline ({suites}), in force for {servers}',
      zh: '`{setting}` 启用了 {count} 个基线之外的套件（{suites}），作用于 {servers}',
    },
    tls13: {
      en: '`ssl_conf_command Ciphersuites` enables {suites}, in force for {servers}',
      zh: '`ssl_conf_command Ciphersuites` 启用了 {suites}，作用于 {servers}',
    },
    absent: {
      en: 'ssl_ciphers is written nowhere: the default `{words}` applies to {servers}',
      zh: '没有写 ssl_ciphers：默认值 `{words}` 作用于 {servers}',
    },
  },
  schema: {
    type: 'object',
    properties: {
      allowed: { type: 'array', items: { type: 'string' } },
      forwardSecrecy: { type: 'boolean' },
      explicit: { type: 'boolean' },
    },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { allowed: [], forwardSecrecy: false, explicit: false },
  *check(model, options) {
    const servers = allTlsServers(model).filter(server => speaksTls12(model, server))
    for (const cause of cipherCauses(model, servers)) {
      const found = judge(cause, options)
      if (found) yield observation(cause, found, options)
    }
    yield* suitesOfTls13(model)
  },
})

/** A tag of 64 bits, and no encryption at all: no TLS library offers them by default. */
const weak13: ReadonlySet<string> = new Set(['TLS_AES_128_CCM_8_SHA256', 'TLS_SHA256_SHA256', 'TLS_SHA384_SHA384'])

/** `ssl_ciphers` says nothing about TLS 1.3. */
function* suitesOfTls13(model: NginxModel): Generator<Observation> {
  for (const [entry, servers] of tls13Commands(model)) {
    const [, word] = entry.args
    const names = word?.value.split(':') ?? []
    const weak = names.filter(one => weak13.has(one))
    if (!word || weak.length === 0) continue
    const left = names.filter(one => !weak13.has(one)).join(':')
    const title = { en: `remove ${weak.join(', ')}`, zh: `移除 ${weak.join('、')}` }
    const edits = [left === '' ? deleteDirective(entry) : replaceWord(entry.file, word, left)]
    yield {
      at: placeOf(entry),
      subject: `Ciphersuites ${servers[0]}`,
      message: { id: 'tls13', params: { suites: weak.join(', '), servers: summary(servers) } },
      severity: 'medium',
      fixes: [{ title, safety: left === '' ? 'unsafe' : 'safe', edits, changes: ['ssl_conf_command'] }],
    }
  }
}

interface Judgement {
  readonly id: 'weak' | 'legacy' | 'unusable' | 'outside' | 'absent'
  readonly suites: readonly Suite[]
  readonly expansion: Expansion
}

function judge(cause: CipherCause, options: Options): Judgement | undefined {
  const expansion = expandCiphers(cause.words.join(' '))
  if (cause.unset) return options.explicit ? { id: 'absent', suites: [], expansion } : undefined
  const weak = expansion.suites.filter(weakInNginx)
  if (weak.length > 0) return { id: 'weak', suites: weak, expansion }
  const outside = expansion.suites.filter(suite => refused(suite, options))
  if (outside.length > 0) return { id: 'outside', suites: outside, expansion }
  // `HIGH` and `ALL` match legacy suites on paper only: what counts is a word that names them.
  const legacy = expansion.legacy.filter(suite =>
    expansion.added.some(({ suites }) => suites.every(one => one.legacy) && suites.includes(suite)),
  )
  if (legacy.length > 0) return { id: 'legacy', suites: legacy, expansion }
  const unusable = expansion.added.filter(({ suites }) => suites.every(needsSecret))
  const suites = unusable.flatMap(word => word.suites).filter(one => expansion.suites.includes(one))
  return suites.length > 0 ? { id: 'unusable', suites, expansion } : undefined
}

const refused = (suite: Suite, { allowed, forwardSecrecy }: Options): boolean =>
  (allowed.length > 0 && !allowed.includes(suite.name)) || (forwardSecrecy && !forwardSecret(suite))

function observation(cause: CipherCause, judgement: Judgement, options: Options): Observation {
  const { id, suites } = judgement
  return {
    at: cause.at,
    subject: cause.command ? `CipherString ${cause.levels[0]?.subject}` : causeSubject(cause),
    message: {
      id,
      params: {
        setting: cause.command ? 'ssl_conf_command CipherString' : name,
        count: suites.length,
        suites: summary(suites, suite => suite.name),
        words: cause.words.join(' '),
        servers: summary(cause.levels, server => server.subject),
      },
    },
    severity: id === 'weak' ? 'high' : id === 'outside' ? 'medium' : 'low',
    related: affected(cause.levels),
    fixes: fixes(cause, judgement, options),
  }
}

function fixes(cause: CipherCause, judgement: Judgement, options: Options): Fix[] {
  const list = options.allowed.length > 0 ? options.allowed : recommended
  const changed = cause.command?.name.value ?? name
  const replace: Fix = {
    title: { en: 'replace the cipher string by the baseline list', zh: '将密码套件串替换为基线列表' },
    safety: 'unsafe',
    edits: cause.unset ? insertAt(cause.level, name, [`${name} ${list.join(':')};`]) : rewritten(cause, list.join(':')),
    changes: [changed],
  }
  const shorter = withoutNames(cause.words.join(' '), judgement)
  if (!shorter || cause.unset) return [replace]
  const remove: Fix = {
    title: {
      en: `remove ${judgement.suites.length} suites from ${changed}`,
      zh: `从 ${changed} 中移除 ${judgement.suites.length} 个套件`,
    },
    safety: 'safe',
    edits: rewritten(cause, shorter),
    changes: [changed],
  }
  return [remove, replace]
}

/** The string without the words that add nothing but refused suites, when that alone cures it and leaves something. */
function withoutNames(text: string, { suites, expansion }: Judgement): string | undefined {
  if (/[\s,]/.test(text)) return undefined
  const guilty = new Set(
    expansion.added
      .filter(({ suites: own }) => own.length > 0 && own.every(one => suites.includes(one)))
      .map(({ word }) => word),
  )
  const cured = text
    .split(':')
    .filter(word => !guilty.has(word))
    .join(':')
  const after = expandCiphers(cured)
  const left = [...after.suites, ...after.legacy].some(suite => suites.includes(suite))
  return guilty.size > 0 && !left && after.suites.length > 0 ? cured : undefined
}
