import { basename } from '../../files/index.ts'
import { last, type OpenvpnModel } from '../../formats/openvpn/index.ts'
import { replaceDirective } from '../../tree/index.ts'
import { defineRule, type Fix, placeOf, type Rule } from '../rule.ts'
import { unsafe } from './placing.ts'

const loopback = (address: string): boolean => /^127\.|^::1$|^localhost$/.test(address)

function socket(model: OpenvpnModel): Fix | undefined {
  const own = model.management
  if (!own) return undefined
  const name =
    basename(model.root)
      .replace(/\.[a-z]+$/i, '')
      .replace(/[^\w-]/g, '') || 'openvpn'
  const password = own.line.words[2] ? ` ${own.line.words[2].raw}` : ''
  const lines = [`management /run/openvpn-${name}.sock unix${password}`]
  if (!last(model, 'management-client-user')) lines.push('management-client-user root')
  return unsafe({
    title: { en: 'Use a unix socket that only root may open', zh: '改用只有 root 能打开的 unix 套接字' },
    edits: [replaceDirective(own.line.directive, lines)],
    changes: ['management', 'management-client-user'],
  })
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/management',
  format: 'openvpn',
  title: { en: 'Management interface on the network', zh: '网络上的管理接口' },
  severity: 'high',
  confidence: 'high',
  tags: ['management', 'attack-surface'],
  messages: {
    remote: {
      en: 'Management interface listens on "{address}" port "{port}": whoever reaches it controls the daemon',
      zh: '管理接口监听 "{address}" 端口 "{port}"：能连上的人即可控制守护进程',
    },
    open: {
      en: 'Management interface on "{address}" port "{port}" asks for no password: every local process controls the daemon',
      zh: '"{address}" 端口 "{port}" 上的管理接口不要求口令：任何本地进程都能控制守护进程',
    },
  },
  defaults: {},
  *check(model) {
    const own = model.management
    if (!own || own.port === 'unix') return
    const outside = !loopback(own.address)
    const clients = last(model, 'management-client') !== undefined
    if (clients || (!outside && own.passwordFile !== undefined)) return
    const fix = socket(model)
    yield {
      at: placeOf(own.line.directive),
      subject: 'management',
      message: { id: outside ? 'remote' : 'open', params: { address: own.address, port: own.port } },
      severity: outside ? 'critical' : 'high',
      fixes: fix ? [fix] : [],
    }
  },
})
