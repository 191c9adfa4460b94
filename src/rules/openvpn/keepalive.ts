import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { addLines, lackingAt, removeLines, roleLine, safe, unsafe } from './placing.ts'

const positive = (model: OpenvpnModel, name: string): boolean =>
  Number.parseInt(last(model, name)?.params[0] ?? '0', 10) > 0

const watches = (model: OpenvpnModel): boolean =>
  positive(model, 'keepalive') ||
  (positive(model, 'ping') && (positive(model, 'ping-restart') || positive(model, 'ping-exit')))

function repairs(model: OpenvpnModel): Fix[] {
  const old = ['ping', 'ping-restart', 'ping-exit', 'keepalive'].flatMap(name => last(model, name) ?? [])
  const server = model.role === 'server'
  const title = server
    ? { en: 'Add keepalive 10 60', zh: '添加 keepalive 10 60' }
    : { en: 'Add keepalive 10 60, on both ends', zh: '在两端添加 keepalive 10 60' }
  const edits = [
    ...removeLines(old),
    addLines(model, ['keepalive 10 60'], ['server', 'dh', 'key', 'secret', 'ifconfig']),
  ]
  const parts = { title, edits, changes: ['keepalive', 'ping', 'ping-restart', 'ping-exit'] }
  return [server && old.length === 0 ? safe(parts) : unsafe(parts)]
}

function client(model: OpenvpnModel): Observation | undefined {
  const line = last(model, 'ping-restart')
  if (!line || Number.parseInt(line.params[0] ?? '', 10) !== 0) return undefined
  const title = { en: 'Delete ping-restart 0', zh: '删除 ping-restart 0' }
  return {
    at: placeOf(line.directive),
    subject: 'ping-restart',
    message: { id: 'never' },
    fixes: [safe({ title, edits: removeLines([line]), changes: ['ping-restart'] })],
  }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/keepalive',
  format: 'openvpn',
  title: { en: 'Dead peer that nobody notices', zh: '无人察觉的失联对端' },
  severity: 'medium',
  confidence: 'high',
  tags: ['availability'],
  messages: {
    absent: {
      en: 'Nothing detects a dead peer: neither keepalive nor ping with ping-restart is in force',
      zh: '没有任何机制检测失联的对端：既无 keepalive，也无 ping 与 ping-restart',
    },
    never: {
      en: 'ping-restart 0 keeps the client in a tunnel whose server is gone',
      zh: 'ping-restart 0 使客户端停留在服务器已失联的隧道中',
    },
  },
  defaults: {},
  *check(model) {
    const at = roleLine(model)
    const found = model.pulls ? client(model) : undefined
    if (found) yield found
    if (model.pulls || watches(model) || !at) return
    yield { at: lackingAt(at), subject: 'peer', message: { id: 'absent' }, fixes: repairs(model) }
  },
})
