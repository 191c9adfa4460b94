import {
  ipv4Text,
  ipv4Value,
  isDottedQuad,
  isIpv6,
  maskLength,
  maskOf,
  type OpenvpnModel,
  type OptionLine,
} from '../../formats/openvpn/index.ts'
import { replaceArguments } from '../../tree/index.ts'
import { defineRule, type Fix, type Observation, placeOf, type Rule } from '../rule.ts'
import { safe } from './placing.ts'

const keywords = new Set(['vpn_gateway', 'net_gateway', 'remote_host', 'default'])

/** `10.0.0.0/8` as the network and mask that the daemon wants. */
function fromCidr(text: string): string | undefined {
  const [address = '', bits = ''] = text.split('/')
  const value = ipv4Value(address)
  if (value === undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined
  const mask = ipv4Value(maskOf(Number(bits))) as number
  return `${ipv4Text((value & mask) >>> 0)} ${maskOf(Number(bits))}`
}

function fault(line: OptionLine): string | undefined {
  const [network = '', mask = '255.255.255.255', gateway] = line.params
  if (network.includes('/')) return 'cidr'
  if (keywords.has(network) || !isDottedQuad(network)) return undefined
  if (mask !== 'default') {
    const length = maskLength(mask)
    if (length === undefined || !isDottedQuad(mask)) return 'mask'
    if (((ipv4Value(network) as number) & ~(ipv4Value(mask) as number)) !== 0) return 'host'
  }
  return gateway === undefined || keywords.has(gateway) || isDottedQuad(gateway) || gateway === 'dhcp'
    ? undefined
    : 'gateway'
}

function fault6(line: OptionLine): string | undefined {
  const [address = '', bits, ...more] = (line.params[0] ?? '').split('/')
  if (line.params[0] === 'default') return undefined
  if (!isIpv6(address) || more.length > 0) return 'v6'
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= 128) ? undefined : 'v6'
}

function repairs(line: OptionLine, id: string): Fix[] {
  const [network = '', mask] = line.params
  const value = ipv4Value(network)
  const length = mask === undefined ? undefined : maskLength(mask)
  const text =
    id === 'cidr'
      ? fromCidr(network)
      : id === 'host' && value !== undefined && length !== undefined
        ? `${ipv4Text((value & (ipv4Value(maskOf(length)) as number)) >>> 0)} ${mask}`
        : undefined
  if (text === undefined || (id === 'cidr' && line.params.length > 1)) return []
  const rest = line.words.slice(2).map(word => ` ${word.raw}`)
  return [
    safe({
      title: { en: `Write route ${text}`, zh: `改写为 route ${text}` },
      edits: [replaceArguments(line.directive, text + (id === 'cidr' ? '' : rest.join('')))],
      changes: ['route'],
    }),
  ]
}

function observation(line: OptionLine, id: string | undefined): Observation | undefined {
  if (id === undefined) return undefined
  const text = line.params.join(' ')
  const fixes = line.name === 'route' ? repairs(line, id) : []
  return { at: placeOf(line.directive), subject: `${line.name} ${text}`, message: { id, params: { text } }, fixes }
}

export const rule: Rule<OpenvpnModel> = defineRule<OpenvpnModel>({
  id: 'openvpn/route-operand',
  format: 'openvpn',
  title: { en: 'Route that is dropped at run time', zh: '运行时被丢弃的路由' },
  severity: 'medium',
  confidence: 'high',
  tags: ['routing'],
  messages: {
    cidr: {
      en: 'route "{text}" has a prefix length: the daemon wants a mask, loads the line and drops the route later',
      zh: 'route "{text}" 使用了前缀长度：守护进程需要掩码，会加载该行但随后丢弃路由',
    },
    mask: {
      en: 'route "{text}" has no valid mask: the route is dropped later',
      zh: 'route "{text}" 的掩码无效：路由随后被丢弃',
    },
    host: {
      en: 'route "{text}" has host bits below its mask: the route is dropped later',
      zh: 'route "{text}" 在掩码之外仍有主机位：路由随后被丢弃',
    },
    gateway: {
      en: 'route "{text}" names a gateway that is neither an address nor a keyword: the route is dropped later',
      zh: 'route "{text}" 的网关既不是地址也不是关键字：路由随后被丢弃',
    },
    v6: {
      en: 'route-ipv6 "{text}" is no IPv6 network: the route is dropped later',
      zh: 'route-ipv6 "{text}" 不是 IPv6 网络：路由随后被丢弃',
    },
  },
  defaults: {},
  *check(model) {
    for (const line of model.routing.routes) {
      const found = observation(line, fault(line))
      if (found) yield found
    }
    for (const line of model.routing.routes6) {
      const found = observation(line, fault6(line))
      if (found) yield found
    }
  },
})
