import { last, type OpenvpnModel, type OptionLine } from '../../formats/openvpn/index.ts'
import { daysUntil, readRevocationLists } from '../../x509/index.ts'
import { defineRule, type Fix, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'
import { materialOf, placeOfLine } from './public-material.ts'
import { unusableList } from './unusable-list.ts'

interface Options {
  /** Days before the end from which on it is reported. */
  readonly days: number
}

export const rule: Rule<OpenvpnModel, Options> = defineRule<OpenvpnModel, Options>({
  id: 'openvpn/revocation-expired',
  format: 'openvpn',
  title: { en: 'Revocation list that refuses everybody', zh: '拒绝所有人的吊销列表' },
  severity: 'critical',
  confidence: 'high',
  tags: ['identity', 'availability'],
  messages: {
    expired: {
      en: '{name} names a list that ended on {date}: every certificate is refused with "CRL has expired"',
      zh: '{name} 指定的列表已于 {date} 到期：所有证书都会被拒绝（"CRL has expired"）',
    },
    soon: {
      en: '{name} names a list that ends on {date}, {days} days from now: then every certificate is refused',
      zh: '{name} 指定的列表将于 {date} 到期，还有 {days} 天：届时所有证书都会被拒绝',
    },
    folder: {
      en: '{name} names a folder and does not say dir: every certificate is refused with "CRL not loaded"',
      zh: '{name} 指定的是目录却没有写 dir：所有证书都会被拒绝（"CRL not loaded"）',
    },
    unread: {
      en: '{name} holds no list that can be read: every certificate is refused with "CRL not loaded"',
      zh: '{name} 中没有可读取的列表：所有证书都会被拒绝（"CRL not loaded"）',
    },
  },
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: { days: { type: 'integer', minimum: 0 } },
  },
  defaults: { days: 7 },
  *check(model, { days }, { today, store }) {
    const line = last(model, 'crl-verify')
    if (!line) return
    const name = written(line)
    const unusable = unusableList(model, line, store)
    const found = { at: placeOfLine(line), subject: 'crl-verify' }
    if (unusable) yield { ...found, message: { id: unusable.id, params: { name } }, fixes: unusable.fixes }
    const end = today && earliest(model, line)
    const left = end ? daysUntil(end, today) : days
    if (!end || left >= days) return
    yield {
      ...found,
      message: { id: left < 0 ? 'expired' : 'soon', params: { name, date: end.slice(0, 10), days: left } },
      severity: left < 0 ? 'critical' : 'medium',
      fixes: [renewal(name)],
    }
  },
})

const written = ({ inline, params }: OptionLine): string =>
  inline ? '<crl-verify>' : `crl-verify "${params[0] ?? ''}"`

/** `crl-verify DIR dir` knows serial numbers only: nothing there ends. */
function earliest(model: OpenvpnModel, line: OptionLine): string | undefined {
  if (line.params[1] === 'dir') return undefined
  const lists = readRevocationLists(materialOf(model, 'crl-verify') ?? '').found
  return lists.flatMap(({ value }) => value.nextUpdate ?? []).sort()[0]
}

const renewal = (name: string): Fix =>
  unsafe({
    title: { en: 'Issue a new revocation list', zh: '签发新的吊销列表' },
    edits: [],
    changes: [],
    steps: [
      {
        kind: 'decide',
        id: `openvpn/revocation-list:${name}`,
        title: { en: 'Issue a new revocation list', zh: '签发新的吊销列表' },
        needs: [],
        risk: 'low',
        question: {
          en: `Issue a new list where the authority's key lies (easyrsa gen-crl, or openssl ca -gencrl), put it in place of ${name}, and let a timer repeat it: a file is read again without a restart, an inline block needs one`,
          zh: `请在保存 CA 私钥之处签发新列表（easyrsa gen-crl 或 openssl ca -gencrl），替换 ${name}，并用定时任务重复：文件会自动重读，无需重启；内联块需要重启`,
        },
      },
    ],
  })
