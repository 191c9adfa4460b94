import type { OpenvpnModel, Wrapping } from '../../formats/openvpn/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { directionEdit } from './directions.ts'
import { pairOf } from './pair.ts'
import { unsafe } from './placing.ts'

const usual = (model: OpenvpnModel): '0' | '1' | undefined =>
  model.role === 'client' ? '1' : model.role === 'server' ? '0' : undefined

function repairs(model: OpenvpnModel, wrapping: Wrapping, number: '0' | '1' | undefined): Fix[] {
  const edit = number && directionEdit(model, wrapping, number)
  if (!edit) return []
  const title = {
    en: `Use direction ${number}, and the other number on the other end`,
    zh: `使用方向 ${number}，对端使用另一个数字`,
  }
  return [unsafe({ title, edits: [edit], changes: [wrapping.kind, 'key-direction'] })]
}

function observation(model: OpenvpnModel, wrapping: Wrapping): Observation | undefined {
  const number = usual(model)
  const { value, origin } = wrapping.direction
  const name = wrapping.kind
  if (value === undefined && wrapping.line.inline)
    return {
      at: placeOf(wrapping.line.directive),
      subject: name,
      message: { id: 'absent', params: { name } },
      fixes: repairs(model, wrapping, number),
    }
  if (value === undefined || number === undefined || value === number) return undefined
  return {
    at: placeOf(origin === 'default' ? wrapping.line.directive : origin),
    subject: name,
    message: { id: model.role === 'client' ? 'client' : 'server', params: { name, value } },
    fixes: repairs(model, wrapping, number),
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/key-direction',
  format: 'openvpn',
  title: { en: 'Direction of the shared key', zh: '共享密钥的方向' },
  severity: 'high',
  confidence: 'high',
  tags: ['channel', 'availability'],
  messages: {
    absent: {
      en: 'Key of {name} is inline and no key-direction stands: it fails against a peer that has a direction',
      zh: '{name} 的密钥为内联且没有 key-direction：与带方向的对端无法通信',
    },
    client: {
      en: 'Key of {name} has direction "{value}" on a client: servers use 0, and equal numbers mean HMAC failures only',
      zh: '客户端 {name} 的密钥方向为 "{value}"：服务器通常用 0，两端数字相同只会得到 HMAC 失败',
    },
    server: {
      en: 'Key of {name} has direction "{value}" on a server: clients use 1, and equal numbers mean HMAC failures only',
      zh: '服务器 {name} 的密钥方向为 "{value}"：客户端通常用 1，两端数字相同只会得到 HMAC 失败',
    },
  },
  defaults: {},
  *check(model, _options, context) {
    const others = pairOf(model, context)?.other.wrapping ?? []
    for (const wrapping of model.wrapping) {
      if (wrapping.kind !== 'tls-auth' && wrapping.kind !== 'secret') continue
      // Where both ends are known, openvpn/peer-key-direction says whether they go together.
      if (wrapping.kind === 'tls-auth' && others.some(({ kind }) => kind === 'tls-auth')) continue
      const found = observation(model, wrapping)
      if (found) yield found
    }
  },
})
