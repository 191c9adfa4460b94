import { numberOf } from '../../formats/sysctl/integer.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import type { HostModel } from './model.ts'

const key = 'net.ipv4.ip_unprivileged_port_start'

interface Options {
  /** Hosts with rootless containers publish low ports without root. */
  readonly rootlessContainers: boolean
}

function* findings(host: HostModel, options: Options): Generator<Observation> {
  const model = host.sysctl.find(each => each.value(key)?.statement)
  const held = model?.value(key)
  if (!model || !held?.statement || options.rootlessContainers) return
  const start = numberOf(held.value)
  const services = publicPorts(host).filter(({ port }) => port >= start && port < 1024)
  if (services.length === 0) return
  yield {
    at: placeOf(held.statement.directive),
    subject: key,
    message: {
      id: 'open',
      params: { key, value: held.written, services: services.slice(0, 20).map(({ name }) => name) },
    },
    fixes: [
      {
        title: { en: `Set ${key} to 1024`, zh: `将 ${key} 设为 1024` },
        safety: 'unsafe',
        edits: assign(model, [[key, '1024']], held.statement),
        changes: changesOf(model, [key]),
      },
    ],
  }
}

function publicPorts(host: HostModel): { name: string; port: number }[] {
  const nginx = host.nginx.flatMap(({ listeners }) =>
    listeners
      .filter(({ reach }) => reach === 'public')
      .map(({ port, subject }) => ({ name: `nginx ${subject}`, port })),
  )
  const openvpn = host.openvpn
    .filter(({ role }) => role === 'server')
    .map(({ port }) => ({ name: `OpenVPN ${port.value}`, port: Number(port.value) }))
  return [...nginx, ...openvpn]
}

export const rule: Rule<HostModel, Options> = defineRule<HostModel, Options>({
  id: 'host/unprivileged-ports',
  format: 'host',
  title: { en: 'Ports of services that any user may take', zh: '任何用户都可占用的服务端口' },
  severity: 'medium',
  confidence: 'high',
  tags: ['host'],
  messages: {
    open: {
      en: '{key} is "{value}": while a service is down, any local user can take the port of {services}',
      zh: '{key} 为 "{value}"：服务停止期间，任何本地用户都可占用 {services} 的端口',
    },
  },
  schema: { type: 'object', properties: { rootlessContainers: { type: 'boolean' } } },
  defaults: { rootlessContainers: false },
  check: findings,
})
