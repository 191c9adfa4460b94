import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import { defineRule, type Rule } from '../rule.ts'
import { checkFamily, type Family, type FamilyOptions, familyDefaults, familyMessages, familySchema } from './family.ts'

const cookies = 'net.ipv4.tcp_syncookies'

/** 3 and above are reported as meaningless. */
const verdictOn = (value: number): 'high' | 'low' | 'none' => (value === 0 ? 'high' : value === 2 ? 'low' : 'none')

const family: Family = {
  rule: 'sysctl/tcp-syncookies',
  messages: {
    ...familyMessages,
    off: {
      en: '{key} is "{value}": a SYN flood fills the queue of half-open connections and new clients get no answer',
      zh: '{key} 为 "{value}"：SYN 洪泛会填满半开连接队列，新客户端得不到响应',
    },
    test: {
      en: '{key} is "{value}": a test mode that sends cookies always and drops TCP options',
      zh: '{key} 为 "{value}"：这是测试模式，始终发送 cookie 并丢失 TCP 选项',
    },
    'net.core.somaxconn': {
      en: '{key} is "{value}", below the {wanted} that a busy listener needs: it cuts every listen backlog',
      zh: '{key} 为 "{value}"，低于繁忙监听所需的 {wanted}：所有 listen backlog 都会被截断',
    },
    'net.ipv4.tcp_synack_retries': {
      en: '{key} is "{value}", outside {wanted}: half-open connections live too long or too short',
      zh: '{key} 为 "{value}"，超出 {wanted}：半开连接保留过久或过短',
    },
    'net.ipv4.tcp_abort_on_overflow': {
      en: '{key} is "{value}": a full accept queue resets clients instead of letting them retry',
      zh: '{key} 为 "{value}"：接受队列满时直接重置客户端，而不是让其重试',
    },
  },
  safe: ['net.ipv4.tcp_syncookies'],
  severity(check, held, { model }) {
    if (check.key === cookies) return verdictOn(numberOf(held.value))
    // The kernel looks at it only while cookies are off.
    if (check.key === 'net.ipv4.tcp_max_syn_backlog' && numberOf(model.value(cookies)?.value ?? '1') !== 0)
      return 'none'
    return undefined
  },
  message: (check, held) => (check.key === cookies ? (numberOf(held.value) === 0 ? 'off' : 'test') : undefined),
}

export const rule: Rule<SysctlModel, FamilyOptions> = defineRule<SysctlModel, FamilyOptions>({
  id: 'sysctl/tcp-syncookies',
  format: 'sysctl',
  title: { en: 'SYN flood protection', zh: 'SYN 洪泛防护' },
  severity: 'high',
  confidence: 'high',
  tags: ['network', 'denial-of-service'],
  messages: family.messages,
  schema: familySchema,
  defaults: familyDefaults,
  check: (model, options) => checkFamily(family, model, options),
})
