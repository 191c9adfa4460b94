import { isAead, last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Observation, type Rule } from '../rule.ts'
import { roleLine, setLine, unsafe, writtenAt } from './placing.ts'

const broken = new Set(['MD5', 'MD4', 'MDC2', 'NONE', '[NULL-DIGEST]', 'RSA-MD5', 'MD5-SHA1'])
const old = new Set(['SHA1', 'SHA', 'SHA-1', 'RSA-SHA1'])

/** The digest protects something: packets of a cipher without authentication, or the control channel. */
const matters = (model: OpenvpnModel): boolean =>
  model.ciphers.possible.some(name => !isAead(name)) || model.wrapping.some(({ kind }) => kind === 'tls-auth')

function observation(model: OpenvpnModel, id: string): Observation | undefined {
  const digest = model.ciphers.digest
  const line = last(model, 'auth')
  const at = line ?? roleLine(model)
  if (!at) return undefined
  return {
    at: writtenAt(line, at),
    subject: 'auth',
    message: { id, params: { digest: line?.params[0] ?? digest.value } },
    severity: id === 'broken' ? 'high' : 'medium',
    fixes: [
      unsafe({
        title: { en: 'Write auth SHA256, on both ends in one window', zh: '改为 auth SHA256，两端须同时修改' },
        edits: [setLine(model, 'auth', 'auth SHA256', ['data-ciphers', 'cipher', 'key', 'cert', 'ca'])],
        changes: ['auth'],
      }),
    ],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/auth-digest',
  format: 'openvpn',
  title: { en: 'Digest of packets', zh: '数据包摘要算法' },
  severity: 'medium',
  confidence: 'high',
  tags: ['crypto', 'digest'],
  messages: {
    broken: { en: 'auth "{digest}" does not protect packets', zh: 'auth "{digest}" 不能保护数据包' },
    old: {
      en: 'auth "{digest}" authenticates packets with SHA-1 while a CBC cipher or tls-auth is in use',
      zh: '使用 CBC 算法或 tls-auth 时，auth "{digest}" 以 SHA-1 验证数据包',
    },
    default: {
      en: 'auth is not written: packets of a CBC cipher or tls-auth are authenticated with {digest}',
      zh: '没有写 auth：CBC 算法或 tls-auth 的数据包以 {digest} 验证',
    },
  },
  defaults: {},
  *check(model) {
    const { value, origin } = model.ciphers.digest
    if (!matters(model)) return
    const id = broken.has(value) ? 'broken' : old.has(value) ? (origin === 'default' ? 'default' : 'old') : undefined
    const found = id === undefined ? undefined : observation(model, id)
    if (found) yield found
  },
})
