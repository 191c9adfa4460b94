import type { NginxModel } from '../../formats/nginx/model.ts'
import { defineRule, placeOf, type Rule } from '../rule.ts'

export const rule: Rule<NginxModel> = defineRule<NginxModel>({
  id: 'nginx/quic-bpf-reuseport',
  format: 'nginx',
  title: { en: 'quic_bpf together with reuseport', zh: 'quic_bpf 与 reuseport 同时使用' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['tls', 'quic'],
  messages: {
    both: {
      en: '`quic_bpf {value}` and `reuseport` of {socket} with worker_processes {workers}: HTTP/3 connections reach workers that do not know them',
      zh: '`quic_bpf {value}` 与 {socket} 的 `reuseport` 在 worker_processes 为 {workers} 时并用：HTTP/3 连接会到达不认识它的进程',
    },
  },
  defaults: {},
  *check(model) {
    const [written] = model.main.written('quic_bpf')
    const workers = model.text(model.main, 'worker_processes')
    if (!written || !model.on(model.main, 'quic_bpf') || workers === '1') return
    const socket = model.listeners.find(
      ({ quic, listens }) => quic && listens.some(one => one.options.has('reuseport')),
    )
    const listen = socket?.listens.find(one => one.options.has('reuseport'))?.directive
    if (!socket || !listen) return
    yield {
      at: placeOf(written),
      subject: 'quic_bpf',
      message: { id: 'both', params: { value: written.args[0]?.value ?? 'on', socket: socket.subject, workers } },
      related: [{ at: placeOf(listen), message: { en: 'has reuseport', zh: '带有 reuseport' } }],
    }
  },
})
