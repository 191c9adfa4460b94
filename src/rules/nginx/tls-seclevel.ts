import type { NginxModel, Server } from '../../formats/nginx/model.ts'
import { setAt } from '../../remedies/nginx/set-at.ts'
import { expandCiphers } from '../../tls/index.ts'
import { type Directive, replaceWord } from '../../tree/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { saysCiphers } from './cipher-causes.ts'
import { gather } from './gather.ts'
import { allTlsServers, levelCauses } from './level-causes.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/tls-seclevel',
  format: 'nginx',
  title: { en: 'lowered OpenSSL security level', zh: '降低了 OpenSSL 安全级别' },
  severity: 'high',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    ciphers: {
      en: '`ssl_ciphers` sets @SECLEVEL={level}: TLS 1.0, TLS 1.1 and short keys become negotiable again for {servers}',
      zh: '`ssl_ciphers` 设置了 @SECLEVEL={level}：{servers} 又可协商 TLS 1.0、TLS 1.1 和短密钥',
    },
    command: {
      en: '`ssl_conf_command CipherString` sets @SECLEVEL={level}: TLS 1.0, TLS 1.1 and short keys become negotiable again for {servers}',
      zh: '`ssl_conf_command CipherString` 设置了 @SECLEVEL={level}：{servers} 又可协商 TLS 1.0、TLS 1.1 和短密钥',
    },
  },
  elsewhere: true,
  defaults: {},
  *check(model) {
    const commanded = decidedByCommand(model)
    const others = allTlsServers(model).filter(server => !commanded.has(server))
    for (const cause of levelCauses(model, 'ssl_ciphers', others)) {
      const text = cause.words.join(' ')
      const level = expandCiphers(text).securityLevel
      if (cause.unset || level === undefined || level >= 2) continue
      const kept = withoutLevel(text)
      yield {
        at: cause.at,
        subject: cause.level.subject,
        message: { id: 'ciphers', params: { level, servers: summary(cause.levels, server => server.subject) } },
        related: affected(cause.levels),
        fixes:
          kept === undefined
            ? []
            : [
                {
                  title: { en: 'remove @SECLEVEL from ssl_ciphers', zh: '从 ssl_ciphers 中移除 @SECLEVEL' },
                  safety: 'unsafe',
                  edits: setAt(cause.level, 'ssl_ciphers', kept),
                  changes: ['ssl_ciphers'],
                },
              ],
      }
    }
    yield* commands(commanded)
  },
})

/** The string without its level; undefined when nothing else is in it. */
function withoutLevel(text: string): string | undefined {
  const kept = text.replace(/:?@SECLEVEL=\d/g, '').replace(/^:/, '')
  return kept === '' || /[\s,]/.test(kept) ? undefined : kept
}

/**
 * The servers whose level `ssl_conf_command CipherString` sets, each with the entry that does. OpenSSL is given
 * `ssl_ciphers` first, then the commands in order; a string without a level leaves the one before (measured).
 */
function decidedByCommand(model: NginxModel): Map<Server, Directive> {
  const found = new Map<Server, Directive>()
  if (model.writers('ssl_conf_command').length === 0) return found
  for (const server of allTlsServers(model)) {
    const { entries } = model.list(server, 'ssl_conf_command')
    const last = entries.findLast(entry => saysCiphers(entry) && levelOf(entry) !== undefined)
    if (last) found.set(server, last)
  }
  return found
}

const levelOf = ({ args }: Directive): number | undefined => expandCiphers(args[1]?.value ?? '').securityLevel

function* commands(decided: ReadonlyMap<Server, Directive>): Generator<Observation> {
  const causes = new Map<Directive, string[]>()
  for (const [server, entry] of decided) gather(causes, entry, server.subject)
  for (const [entry, servers] of causes) {
    const word = entry.args[1]
    const level = levelOf(entry)
    if (!word || level === undefined || level >= 2) continue
    const kept = withoutLevel(word.value)
    yield {
      at: placeOf(entry),
      subject: `CipherString ${servers[0]}`,
      message: { id: 'command', params: { level, servers: summary(servers) } },
      fixes:
        kept === undefined
          ? []
          : [
              {
                title: { en: 'remove @SECLEVEL from CipherString', zh: '从 CipherString 中移除 @SECLEVEL' },
                safety: 'unsafe',
                edits: [replaceWord(entry.file, word, kept)],
                changes: ['ssl_conf_command'],
              },
            ],
    }
  }
}
