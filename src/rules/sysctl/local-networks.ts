import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { assign, changesOf } from '../../remedies/sysctl/assign.ts'
import { defineRule, type Observation, placeOf, type Rule } from '../rule.ts'
import { type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'
import { type Attribute, checkAttributes } from './inforce.ts'

const start = 'net.ipv4.ip_unprivileged_port_start'

function* lowPorts(model: SysctlModel): Generator<Observation> {
  const held = model.value(start)
  if (!held?.statement || !(numberOf(held.value) < 1024)) return
  yield {
    at: placeOf(held.statement.directive),
    subject: start,
    severity: 'low',
    message: { id: 'ports', params: { key: start, value: held.written } },
    fixes: [
      {
        title: { en: `Set ${start} to 1024`, zh: `将 ${start} 设为 1024` },
        safety: 'unsafe',
        edits: assign(model, [[start, '1024']], held.statement),
        changes: changesOf(model, [start]),
      },
    ],
  }
}

const nonlocal = 'net.ipv4.ip_nonlocal_bind'

/** Addresses that wander between hosts need it. */
function* foreignAddresses(model: SysctlModel, { level }: FamilyOptions): Generator<Observation> {
  const held = level === 'strict' ? model.value(nonlocal) : undefined
  if (!held?.statement || numberOf(held.value) === 0 || model.evidence.setters.has('keepalived')) return
  yield {
    at: placeOf(held.statement.directive),
    subject: nonlocal,
    severity: 'info',
    message: { id: 'nonlocal', params: { key: nonlocal, value: held.written } },
  }
}

const range = 'net.ipv4.ip_local_port_range'

/** ANSSI widens the range at its upper end; a lower start takes ports that services may want. */
function* localPorts(model: SysctlModel, { level }: FamilyOptions): Generator<Observation> {
  const held = level === 'strict' ? model.value(range) : undefined
  const [first = Number.NaN, last] = held?.value.trim().split(/\s+/).map(numberOf) ?? []
  if (!held?.statement || last === undefined || first >= 32768) return
  yield {
    at: placeOf(held.statement.directive),
    subject: range,
    severity: 'info',
    message: { id: 'range', params: { key: range, value: held.written } },
    fixes: [
      {
        title: { en: `Set ${range} to 32768 65535`, zh: `将 ${range} 设为 32768 65535` },
        safety: 'unsafe',
        edits: assign(model, [[range, '32768 65535']], held.statement),
        changes: changesOf(model, [range]),
      },
    ],
  }
}

const attributes: readonly Attribute[] = [
  {
    family: 'ipv4',
    attribute: 'route_localnet',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'medium',
  },
  {
    family: 'ipv4',
    attribute: 'accept_local',
    fails: value => value !== 0,
    value: '0',
    where: ['all'],
    safe: false,
    severity: 'low',
  },
]

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/local-networks',
  format: 'sysctl',
  title: { en: 'Local addresses and ports open to others', zh: '本机地址与端口对外暴露' },
  severity: 'medium',
  confidence: 'medium',
  tags: ['network', 'exposure'],
  messages: {
    unset: familyMessages.unset,
    route_localnet: {
      en: '{key} is "{value}": packets from the network reach services on 127.0.0.0/8 through {interfaces}',
      zh: '{key} 为 "{value}"：来自网络的数据包可经 {interfaces} 到达 127.0.0.0/8 上的服务',
    },
    accept_local: {
      en: '{key} is "{value}": {interfaces} take packets that claim to come from this host',
      zh: '{key} 为 "{value}"：{interfaces} 接受声称来自本机的数据包',
    },
    nonlocal: {
      en: '{key} is "{value}", and nothing here moves addresses: a wrong address in a configuration goes unnoticed',
      zh: '{key} 为 "{value}"，而本机没有漂移地址：配置中的错误地址不会被发现',
    },
    range: {
      en: '{key} is "{value}": connections that leave may take ports below 32768 before a service does',
      zh: '{key} 为 "{value}"：外发连接可能先于服务占用 32768 以下的端口',
    },
    ports: {
      en: '{key} is "{value}": every user may take the ports from {value} to 1023, of a stopped service too',
      zh: '{key} 为 "{value}"：任何用户都可占用 {value} 到 1023 的端口，包括已停止服务的端口',
    },
  },
  schema: familySchema,
  defaults: familyDefaults,
  *check(model, options) {
    yield* checkAttributes(attributes, model, options)
    yield* lowPorts(model)
    yield* foreignAddresses(model, options)
    yield* localPorts(model, options)
  },
})
