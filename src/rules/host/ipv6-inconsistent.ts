import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

const key = 'net.ipv6.conf.all.disable_ipv6'

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl[0]
  const held = model?.value(key)
  if (!model || !held?.statement || numberOf(held.value) === 0) return
  const params = { key, value: held.written }
  const at = placeOf(held.statement.directive)
  const fixes = [enable(model)]
  const sockets = host.nginx.flatMap(({ listeners }) => listeners.filter(({ family }) => family === 'ipv6'))
  const fixed = sockets.filter(({ address }) => address !== '[::]')
  const shown = (fixed.length > 0 ? fixed : sockets).slice(0, 20)
  if (shown.length > 0)
    yield {
      at,
      subject: 'nginx',
      ...(fixed.length > 0 ? { severity: 'high' as const } : { severity: 'low' as const }),
      message: {
        id: fixed.length > 0 ? 'address' : 'wildcard',
        params: { ...params, sockets: shown.map(({ subject }) => subject) },
      },
      fixes,
    }
  const tunnel = host.openvpn.find(({ routing, byName }) => routing.tunnelIpv6 || byName.has('ifconfig-ipv6'))
  if (tunnel)
    yield { at, subject: tunnel.root, message: { id: 'tunnel', params: { ...params, tunnel: tunnel.root } }, fixes }
}

const enable = (model: SysctlModel): Fix => ({
  title: { en: `Set ${key} to 0`, zh: `将 ${key} 设为 0` },
  safety: 'unsafe',
  edits: assign(model, [[key, '0']], model.value(key)?.statement),
  changes: changesOf(model, [key]),
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/ipv6-inconsistent',
  format: 'host',
  title: { en: 'IPv6 is off, and services use it', zh: 'IPv6 已关闭，而服务仍在使用' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['host'],
  messages: {
    address: {
      en: '{key} is "{value}", and nginx listens on {sockets}: that address cannot be bound and nginx does not start',
      zh: '{key} 为 "{value}"，而 nginx 监听 {sockets}：该地址无法绑定，nginx 无法启动',
    },
    wildcard: {
      en: '{key} is "{value}", and nginx listens on {sockets}: nobody can reach it there',
      zh: '{key} 为 "{value}"，而 nginx 监听 {sockets}：无人能够访问',
    },
    tunnel: {
      en: '{key} is "{value}", and {tunnel} gives its device an IPv6 address: setting it fails',
      zh: '{key} 为 "{value}"，而 {tunnel} 要给设备设置 IPv6 地址：设置会失败',
    },
  },
  defaults: {},
  check: findings,
})
