import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import type { Edit } from '../../text/index.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { lackingAt, removeLines, roleLine, safe, setLine, unsafe } from './placing.ts'

const low = (model: OpenvpnModel): boolean => (model.tls.minimum.value ?? '1.0') < '1.2'

const raised = (model: OpenvpnModel): Edit =>
  setLine(model, 'tls-version-min', 'tls-version-min 1.2', ['remote-cert-tls', 'key', 'cert', 'ca'])

function* minimum(model: OpenvpnModel): Iterable<Observation> {
  const { value, origin } = model.tls.minimum
  if (!low(model)) return
  const line = last(model, 'tls-version-min')
  const compat = origin === 'default' ? last(model, 'compat-mode') : undefined
  const at = line ?? compat ?? roleLine(model)
  if (!at) return
  yield {
    at: value === undefined ? lackingAt(at) : placeOf(at.directive),
    subject: 'minimum',
    message: value === undefined ? { id: 'absent' } : { id: 'low', params: { value } },
    fixes: [
      safe({
        title: { en: 'Write tls-version-min 1.2', zh: '改为 tls-version-min 1.2' },
        edits: [raised(model)],
        changes: ['tls-version-min'],
      }),
    ],
  }
}

function* maximum(model: OpenvpnModel): Iterable<Observation> {
  const line = last(model, 'tls-version-max')
  const value = line?.params[0]
  if (!line || value === undefined || value >= '1.2') return
  yield {
    at: placeOf(line.directive),
    subject: 'maximum',
    message: { id: 'maximum', params: { value } },
    fixes: [
      unsafe({
        title: { en: 'Delete tls-version-max', zh: '删除 tls-version-max' },
        edits: [...removeLines([line]), ...(low(model) ? [raised(model)] : [])],
        changes: ['tls-version-max', 'tls-version-min'],
      }),
    ],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/tls-version-min',
  format: 'openvpn',
  title: { en: 'Lowest TLS version', zh: '最低 TLS 版本' },
  severity: 'medium',
  confidence: 'high',
  tags: ['crypto', 'tls'],
  messages: {
    low: { en: 'tls-version-min "{value}" admits TLS below 1.2', zh: 'tls-version-min "{value}" 允许低于 1.2 的 TLS' },
    absent: {
      en: 'tls-version-min is not written: this release takes whatever TLS version the library still allows',
      zh: '没有写 tls-version-min：该版本接受加密库仍允许的任何 TLS 版本',
    },
    maximum: {
      en: 'tls-version-max "{value}" keeps the tunnel below TLS 1.2',
      zh: 'tls-version-max "{value}" 使隧道停留在 TLS 1.2 以下',
    },
  },
  defaults: {},
  *check(model) {
    if (!model.tls.side) return
    const high = model.tls.maximum.value
    if (high === undefined || high >= '1.2') yield* minimum(model)
    yield* maximum(model)
  },
})
