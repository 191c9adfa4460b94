import type { Fix, Step } from '../rule.ts'

const step: Step = {
  kind: 'decide',
  id: 'nginx/log-relay',
  title: { en: 'Send logs through a relay on this machine', zh: '经本机的中继发送日志' },
  why: {
    en: 'nginx itself sends over UDP in clear only; a relay sends over TLS and keeps what does not get through',
    zh: 'nginx 只能以明文 UDP 发送；中继可经 TLS 发送，并保留未送达的内容',
  },
  needs: [],
  risk: 'behaviour',
  question: {
    en: 'Which relay takes the lines (rsyslog with gtls, syslog-ng, vector)? Let it listen on a unix socket, name the collector and its CA there, and write syslog:server=unix:… here',
    zh: '由哪个中继接收（带 gtls 的 rsyslog、syslog-ng、vector）？让其监听 unix 套接字，在其中配置收集端及其 CA，再把此处改为 syslog:server=unix:…',
  },
}

/** For logs that leave the machine. */
export const relayed: Fix = {
  title: { en: 'a relay on this machine that speaks TLS', zh: '本机上使用 TLS 的中继' },
  safety: 'unsafe',
  edits: [],
  changes: [],
  steps: [step],
}
