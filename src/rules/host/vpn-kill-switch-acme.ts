import { defineRule, type Observation, type Rule } from '../rule.ts'
import { hostFiles } from './companion.ts'
import { fullTunnels, tunnelName } from './full-tunnel.ts'
import { killSwitchOf } from './kill-switch.ts'
import type { HostModel } from './model.ts'

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/vpn-kill-switch-acme',
  format: 'host',
  title: { en: 'Certificates renew through the tunnel only', zh: '证书只能经隧道续期' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    found: {
      en: '{count} certificates of certbot renew through {tunnel} only: while it is down "{file}" drops the way to the CA',
      zh: '{count} 个 certbot 证书只能经 {tunnel} 续期：隧道中断期间 "{file}" 会阻断到 CA 的连接',
    },
  },
  defaults: {},
  check: findings,
})

/** Rules by user or control group may be meant for certbot. */
const exempts = (chain: string): boolean => /\b(?:meta\s+)?sk(?:uid|gid)\b|\bsocket\s+cgroupv2\b/.test(chain)

function* findings(host: HostModel): Iterable<Observation> {
  const kill = killSwitchOf(host)
  if (!kill || exempts(kill.chain)) return
  const renewals = hostFiles(host, '/etc/letsencrypt/renewal', /\.conf$/)
  const [client] = fullTunnels(host)
  if (renewals.length === 0 || !client) return
  yield {
    at: { file: kill.file, span: { start: kill.start, end: kill.start } },
    subject: tunnelName(client),
    message: {
      id: 'found',
      params: { count: renewals.length, tunnel: tunnelName(client), file: kill.file.path },
    },
    related: renewals.slice(0, 20).map(file => ({
      at: { file, span: { start: 0, end: 0 } },
      message: { en: `renewed by certbot: ${file.path}`, zh: `由 certbot 续期：${file.path}` },
    })),
  }
}
