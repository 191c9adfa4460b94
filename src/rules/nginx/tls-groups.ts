import type { NginxModel } from '../../formats/nginx/model.ts'
import { atLeast } from '../../target/index.ts'
import { lookUp } from '../../text/index.ts'
import { type Directive, deleteDirective, replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, type Rule } from '../rule.ts'
import { affected, summary } from './affected.ts'
import { causeSubject } from './level-causes.ts'
import { type TlsCause, tlsCauses } from './tls-causes.ts'
import { copiesOf } from './tls-copies.ts'

interface Options {
  /** Groups for the key exchange, by any of their names. */
  readonly allowed: readonly string[]
  /** A list has to name X25519MLKEM768 where OpenSSL has it (3.5). */
  readonly hybrid: boolean
}

export const rule: Rule<NginxModel, Options> = defineRule<NginxModel, Options>({
  id: 'nginx/tls-groups',
  format: 'nginx',
  title: { en: 'key exchange groups', zh: '密钥交换组' },
  severity: 'info',
  confidence: 'high',
  tags: ['tls'],
  messages: {
    others: {
      en: '`ssl_ecdh_curve {words}` offers {groups}, which is not wanted, on {sockets}',
      zh: '`ssl_ecdh_curve {words}` 在 {sockets} 上提供了不在允许之列的 {groups}',
    },
    hybrid: {
      en: '`ssl_ecdh_curve {words}` leaves out {groups} on {sockets}: recorded connections can be read once quantum computers exist',
      zh: '`ssl_ecdh_curve {words}` 在 {sockets} 上没有 {groups}：被录制的连接将来可被量子计算机解读',
    },
  },
  schema: {
    type: 'object',
    properties: { allowed: { type: 'array', items: { type: 'string' } }, hybrid: { type: 'boolean' } },
    additionalProperties: false,
  },
  elsewhere: true,
  defaults: { allowed: ['X25519MLKEM768', 'X25519', 'prime256v1', 'secp384r1'], hybrid: false },
  *check(model, options) {
    if (model.writers('ssl_ecdh_curve').length === 0) return
    const known = options.allowed.filter(name => /^[\w-]+$/.test(name) && (!/MLKEM/i.test(name) || hasHybrid(model)))
    const allowed = new Set(options.allowed.map(usual))
    for (const cause of tlsCauses(model, 'ssl_ecdh_curve')) {
      const written = groupsOf(cause)
      if (written.length === 0) continue
      const others = written.filter(name => !allowed.has(usual(name)))
      const lacks = options.hybrid && hasHybrid(model) && !written.some(name => usual(name) === hybridGroup)
      if (others.length > 0) yield observation(cause, { id: 'others', groups: others, known })
      else if (lacks) {
        const surplus = model.fragment.length === 0 && written.every(name => defaults.has(usual(name)))
        yield observation(cause, { id: 'hybrid', groups: ['X25519MLKEM768'], known, surplus })
      }
    }
  },
})

const hybridGroup = 'x25519mlkem768'

/** What OpenSSL 3.5 offers without a list (SSL_CTX_set1_groups_list(3)). */
const defaults: ReadonlySet<string> = new Set([
  ...[hybridGroup, 'x25519', 'prime256v1', 'x448', 'secp384r1', 'secp521r1'],
  ...['ffdhe2048', 'ffdhe3072'],
])

/** Naming it to an older OpenSSL keeps the daemon from starting. */
const hasHybrid = ({ target }: NginxModel): boolean =>
  !target.assumed.includes('openssl') && atLeast(target.openssl, '3.5')

/** The names of a list; none where OpenSSL chooses. OpenSSL 3.5 marks names with `?`, `*` and `-`, tuples with `/`. */
const groupsOf = ({ words, unset }: TlsCause): readonly string[] =>
  unset || words[0] === 'auto'
    ? []
    : (words[0] ?? '')
        .split(/[:/]/)
        .map(name => name.replace(/^[?*-]+/, ''))
        .filter(name => name !== '' && !/^default$/i.test(name))

const synonyms: Readonly<Record<string, string>> = {
  'p-256': 'prime256v1',
  secp256r1: 'prime256v1',
  'p-384': 'secp384r1',
  'p-521': 'secp521r1',
}

function usual(name: string): string {
  const lower = name.toLowerCase()
  return lookUp(synonyms, lower) ?? lower
}

interface Wrong {
  readonly id: 'others' | 'hybrid'
  readonly groups: readonly string[]
  /** The wanted groups that the target knows. */
  readonly known: readonly string[]
  /** Without the list OpenSSL offers all of it, and the hybrid group: nobody loses anything. */
  readonly surplus?: boolean
}

const observation = (cause: TlsCause, { id, groups, known, surplus }: Wrong): Observation => ({
  at: cause.at,
  subject: causeSubject(cause),
  message: {
    id,
    params: {
      words: cause.words.join(' '),
      groups: groups.join(', '),
      sockets: summary(cause.listeners, ({ subject }) => subject),
    },
  },
  related: affected(cause.servers),
  fixes: [
    ...(surplus && canDelete(cause) ? [deletion(cause)] : []),
    ...(known.length > 0 ? [fix(cause, known.join(':'))] : []),
  ],
})

/** An outer list would take its place. */
const canDelete = ({ level }: TlsCause): boolean => {
  for (let at = level.parent; at; at = at.parent) if (at.writes('ssl_ecdh_curve')) return false
  return true
}

const linesOf = (cause: TlsCause): readonly Directive[] =>
  [cause.level, ...copiesOf(cause, 'ssl_ecdh_curve')].flatMap(level => level.written('ssl_ecdh_curve'))

const deletion = (cause: TlsCause): Fix => ({
  title: { en: 'let OpenSSL choose', zh: '由 OpenSSL 选择' },
  safety: 'safe',
  edits: linesOf(cause).map(deleteDirective),
  changes: ['ssl_ecdh_curve'],
})

const fix = (cause: TlsCause, wanted: string): Fix => ({
  title: { en: `offer ${wanted}`, zh: `提供 ${wanted}` },
  safety: 'unsafe',
  edits: linesOf(cause).map(line => replaceArguments(line, wanted)),
  changes: ['ssl_ecdh_curve'],
})
