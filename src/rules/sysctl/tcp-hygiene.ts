import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const family: Family = {
  rule: 'sysctl/tcp-hygiene',
  messages: {
    ...familyMessages,
    'net.ipv4.tcp_sack': {
      en: '{key} is "{value}": the workaround of 2019 costs throughput on every loss',
      zh: '{key} 为 "{value}"：2019 年的临时措施，每次丢包都会降低吞吐',
    },
    'net.ipv4.tcp_dsack': {
      en: '{key} is "{value}": the workaround of 2019 costs throughput on every loss',
      zh: '{key} 为 "{value}"：2019 年的临时措施，每次丢包都会降低吞吐',
    },
    'net.ipv4.tcp_challenge_ack_limit': {
      en: '{key} is "{value}", below {wanted}: a shared counter tells others about connections',
      zh: '{key} 为 "{value}"，低于 {wanted}：共享计数器会泄露连接信息',
    },
    'net.ipv4.tcp_fin_timeout': {
      en: '{key} is "{value}", outside {wanted} seconds',
      zh: '{key} 为 "{value}"，超出 {wanted} 秒',
    },
    offset: {
      en: '{key} is "{value}": without a random offset timestamps tell how long the host has been up',
      zh: '{key} 为 "{value}"：没有随机偏移，时间戳会透露主机的运行时间',
    },
    reuse: {
      en: '{key} is "{value}" while tcp_tw_reuse is on: reuse without timestamps mixes up connections',
      zh: '{key} 为 "{value}"，而 tcp_tw_reuse 已开启：没有时间戳的复用会混淆连接',
    },
  },
  safe: ['net.ipv4.tcp_sack', 'net.ipv4.tcp_dsack', 'net.ipv4.tcp_challenge_ack_limit'],
  severity(check, held, { model, options }) {
    if (!held.statement) return 'none'
    if (check.key === 'net.ipv4.tcp_rfc1337') return options.level === 'strict' ? undefined : 'none'
    // 2 leaves out the random offset of each connection; more is reported as meaningless.
    if (check.key !== 'net.ipv4.tcp_timestamps' || numberOf(held.value) === 2) return undefined
    const reuse = model.value('net.ipv4.tcp_tw_reuse')
    return numberOf(held.value) === 0 && reuse?.statement && numberOf(reuse.value) === 1 ? 'low' : 'none'
  },
  message: (check, held) =>
    check.key === 'net.ipv4.tcp_timestamps' ? (numberOf(held.value) === 0 ? 'reuse' : 'offset') : undefined,
  repairs: { 'net.ipv4.tcp_timestamps': '1', 'net.ipv4.tcp_fin_timeout': '60' },
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/tcp-hygiene',
  format: 'sysctl',
  title: { en: 'TCP options weaker than the default', zh: '弱于默认值的 TCP 选项' },
  severity: 'low',
  confidence: 'medium',
  tags: ['network', 'availability'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
