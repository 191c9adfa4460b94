import { numberOf } from '../../formats/sysctl/integer.ts'
import { interfaceKey } from '../../formats/sysctl/key.ts'
import type { SysctlModel } from '../../formats/sysctl/model.ts'

/** IPv6 is switched off on every interface, later ones too: conf.all.disable_ipv6 is copied to them, and no line brings one back. */
export function isIpv6Off(model: SysctlModel): boolean {
  if (numberOf(model.value('net.ipv6.conf.all.disable_ipv6')?.value ?? '0') !== 1) return false
  return ![...model.outcomes[model.applier].values].some(([key, { value }]) => {
    const own = interfaceKey(key)
    return own?.family === 'ipv6' && own.attribute === 'disable_ipv6' && own.name !== 'lo' && numberOf(value) === 0
  })
}
