import { isDottedQuad, isIpv6 } from '../../formats/openvpn/address.ts'
import type { Localized } from '../../message/index.ts'

/** `10.0.0.0/24`, `fd00::/8`, or one address. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/')
  if (more.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) return false
  if (isDottedQuad(address)) return Number(length ?? 32) <= 32
  return isIpv6(address) && !address.includes('%') && Number(length ?? 128) <= 128
}

/** The reason against networks that somebody typed. */
export function refuseNetworks(words: readonly string[]): Localized | undefined {
  const wrong = words.find(word => !isNetwork(word))
  return wrong === undefined
    ? undefined
    : { en: `${wrong} is no network (10.0.0.0/24, fd00::/8)`, zh: `${wrong} 不是网段（10.0.0.0/24、fd00::/8）` }
}
