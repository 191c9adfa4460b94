import {
  digests,
  every,
  isLegacyCipher,
  last,
  type OpenvpnModel,
  type OptionLine,
  readCipherList,
  shownValue,
} from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { safe, unsafe, writtenAt } from './placing.ts'
import { refused } from './refusals.ts'
import { staticFailure, staticFix } from './static-cipher.ts'

const profiles = new Set(['insecure', 'legacy', 'preferred', 'suiteb'])

const finding = (line: OptionLine, id: string, value: string, fixes: readonly Fix[] = []): Observation => ({
  at: placeOf(line.directive),
  subject: line.name,
  message: { id, params: { name: line.name, value: shownValue(value) } },
  fixes,
})

/** Lists that the daemon refuses at once. */
function* lists(model: OpenvpnModel): Iterable<Observation> {
  const told = new Set(
    refused(model)
      .filter(problem => problem.code === 'invalid-crypto-name')
      .map(problem => problem.span.start),
  )
  for (const line of [
    ...every(model, 'data-ciphers'),
    ...every(model, 'ncp-ciphers'),
    ...every(model, 'cipher'),
    ...every(model, 'compat-mode'),
  ])
    if (told.has(line.directive.span.start)) yield finding(line, 'list', line.params[0] ?? '', listFixes(line, model))
}

function listFixes(line: OptionLine, model: OpenvpnModel): Fix[] {
  const written = line.params[0] ?? ''
  if (line.name !== 'data-ciphers') return []
  const colons = written.replaceAll(',', ':')
  if (colons !== written && readCipherList(colons, model.target).names)
    return [listFix(line, colons, safe, { en: 'Separate the ciphers by colons', zh: '用冒号分隔加密算法' })]
  const unknown = new Set(readCipherList(colons, model.target).unknown)
  const kept = colons.split(':').filter(name => name !== '' && !unknown.has(name))
  if (kept.length === 0 || kept.join(':').length > 127) return []
  return [listFix(line, kept.join(':'), unsafe, { en: 'Drop the unknown ciphers', zh: '去掉未知的加密算法' })]
}

const listFix = (line: OptionLine, value: string, make: typeof safe, title: Fix['title']): Fix =>
  make({ title, edits: [replaceArguments(line.directive, value)], changes: ['data-ciphers'] })

/** Names that only fail once the daemon starts. */
function* later(model: OpenvpnModel): Iterable<Observation> {
  if (last(model, 'providers') || last(model, 'engine')) return
  const digest = last(model, 'auth')
  if (digest?.params[0] && !digests.has(digest.params[0].toUpperCase()))
    yield finding(digest, 'digest', digest.params[0])
  const fallback = last(model, 'data-ciphers-fallback')
  const one = fallback?.params[0]
  if (
    fallback &&
    one !== undefined &&
    (one.includes(':') || readCipherList(one, model.target).names === undefined) &&
    !isLegacyCipher(one.toUpperCase())
  )
    yield finding(fallback, 'fallback', one)
  const profile = last(model, 'tls-cert-profile')
  if (profile?.params[0] && !profiles.has(profile.params[0])) yield finding(profile, 'profile', profile.params[0])
}

/** The one cipher of a tunnel without TLS. */
function* ofSharedKey(model: OpenvpnModel): Iterable<Observation> {
  const failure = staticFailure(model)
  const line = last(model, 'cipher')
  const at = line ?? last(model, 'secret')
  if (!failure || !at || model.verdict.loads === false) return
  yield {
    at: writtenAt(line, at),
    subject: 'cipher',
    message: { id: line ? failure : 'unset', params: { value: shownValue(line?.params[0] ?? '') } },
    fixes: [staticFix(model)],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/invalid-crypto-name',
  format: 'openvpn',
  title: { en: 'Name the crypto library does not know', zh: '加密库不认识的名称' },
  severity: 'critical',
  confidence: 'high',
  tags: ['loads', 'crypto'],
  messages: {
    list: {
      en: '{name} "{value}" brings a cipher that the target cannot use, or is longer than 127 characters: the daemon refuses the file',
      zh: '{name} "{value}" 含有目标无法使用的加密算法，或超过 127 个字符：守护进程拒绝整个文件',
    },
    digest: {
      en: '{name} "{value}" is no digest of the target: the daemon loads the file and stops at start',
      zh: '{name} "{value}" 不是目标支持的摘要算法：文件可加载，但守护进程启动时停止',
    },
    fallback: {
      en: '{name} "{value}" is not one known cipher: the daemon loads the file and stops at start',
      zh: '{name} "{value}" 不是单个已知算法：文件可加载，但守护进程启动时停止',
    },
    profile: {
      en: '{name} "{value}" is none of insecure, legacy, preferred and suiteb: the daemon stops at start',
      zh: '{name} "{value}" 不是 insecure、legacy、preferred、suiteb 之一：守护进程启动时停止',
    },
    unset: {
      en: 'cipher is not written: a tunnel by a shared key takes BF-CBC then, which the library of the target does not have, and the daemon stops at start',
      zh: '没有写 cipher：共享密钥隧道此时使用 BF-CBC，而目标的加密库没有它，守护进程启动时停止',
    },
    unknown: {
      en: 'cipher "{value}" is not in the library of the target: the daemon loads the file and stops at start',
      zh: 'cipher "{value}" 不在目标的加密库中：文件可加载，但守护进程启动时停止',
    },
    mode: {
      en: 'cipher "{value}" is none for a tunnel by a shared key, which takes CBC only: the daemon loads the file and stops at start',
      zh: 'cipher "{value}" 不能用于共享密钥隧道，后者只接受 CBC：文件可加载，但守护进程启动时停止',
    },
  },
  defaults: {},
  *check(model) {
    yield* lists(model)
    yield* later(model)
    yield* ofSharedKey(model)
  },
})
