import { wordsOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign } from '../../remedies/sysctl/assign.ts'
import type { Directive } from '../../tree/index.ts'
import type { Fix } from '../rule.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

const rangeKey = 'net.ipv4.ip_local_port_range'
const reservedKey = 'net.ipv4.ip_local_reserved_ports'

interface Service {
  readonly name: string
  readonly port: number
  readonly at: Directive
}

function* findings(host: HostModel): Generator<Observation> {
  const model = host.sysctl[0]
  const range = model?.value(rangeKey)
  if (!model || !range) return
  const [first = 0, last = 0] = wordsOf(range.value).map(Number)
  const reserved = model.value(reservedKey)?.value ?? ''
  const inside = services(host).filter(({ port }) => port >= first && port <= last && !isReserved(port, reserved))
  const all = [...new Set(inside.map(({ port }) => port))].sort((a, b) => a - b)
  for (const { name, port, at } of inside)
    yield {
      at: placeOf(at),
      subject: `${name} ${port}`,
      message: { id: 'inside', params: { service: name, port, range: `${first}–${last}` } },
      ...(range.statement || host.store.complete ? {} : { confidence: 'medium' as const }),
      fixes: [reserve(model, [reserved, ...all].filter(each => each !== '').join(','))],
    }
}

function services(host: HostModel): Service[] {
  const nginx = host.nginx.flatMap(({ listeners }) =>
    listeners.flatMap(({ port, listens }) =>
      listens.flatMap(({ directive }) => (directive ? [{ name: 'nginx', port, at: directive }] : [])).slice(0, 1),
    ),
  )
  const openvpn = host.openvpn.flatMap(({ role, port }) =>
    role === 'server' && port.origin !== 'default'
      ? [{ name: 'OpenVPN', port: Number(port.value), at: port.origin }]
      : [],
  )
  return [...nginx, ...openvpn]
}

/** `8080,9000-9010` */
const isReserved = (port: number, list: string): boolean =>
  list.split(',').some(part => {
    const [low = '', high = low] = part.trim().split('-')
    return low !== '' && port >= Number(low) && port <= Number(high)
  })

const reserve = (model: SysctlModel, ports: string): Fix => ({
  title: { en: `Reserve the ports ${ports}`, zh: `保留端口 ${ports}` },
  safety: 'safe',
  edits: assign(model, [[reservedKey, ports]], model.value(rangeKey)?.statement),
  changes: [reservedKey],
})

export const rule: Rule<HostModel> = defineRule<HostModel>({
  id: 'host/port-range-overlap',
  format: 'host',
  title: { en: 'Service ports inside the range for outgoing connections', zh: '服务端口位于外连端口范围内' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    inside: {
      en: '{service} listens on port {port}, which the kernel may give to outgoing connections ({range}): a restart then fails now and again',
      zh: '{service} 监听端口 {port}，而内核可能把它分配给外连({range})：重启会偶尔失败',
    },
  },
  defaults: {},
  check: findings,
})
