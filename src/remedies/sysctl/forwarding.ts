import { numberOf } from '../../formats/sysctl/integer.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'
import type { Command, Step } from '../fix.ts'
import { changesOf } from './assign.ts'

const redirects = 'net.ipv4.conf.all.accept_redirects'
const set = (key: string, value: string): Command => ({ argv: ['sysctl', '-w', `${key}=${value}`], root: true })

/**
 * Switches forwarding off in the running kernel. For IPv4 that writes 1 into accept_redirects of conf.all, which
 * files that refuse redirects get back.
 */
export function forwardingOff(model: SysctlModel, key: string): Step {
  const held = model.value(redirects)
  const refuses = key === 'net.ipv4.ip_forward' && held?.statement !== undefined && numberOf(held.value) === 0
  return {
    kind: 'command',
    id: `sysctl/forwarding-off:${key}`,
    title: { en: `Switch ${key} off in the running kernel`, zh: `在运行的内核中关闭 ${key}` },
    needs: [],
    risk: 'outage',
    keeps: changesOf(model, [key]),
    commands: [set(key, '0'), ...(refuses ? [set(redirects, '0')] : [])],
    verify: [
      {
        argv: ['sysctl', '-n', key],
        root: true,
        expect: { equals: '0' },
        says: { en: `${key} is 0`, zh: `${key} 为 0` },
      },
    ],
  }
}
