import { isDottedQuad, isIpv6 } from '../../formats/openvpn/address.ts'
import type { Localized } from '../../message/index.ts'
import type { Ask, Step } from '../fix.ts'
import type { TunnelOptions } from './options.ts'

/** By what replies to strangers leave. Empty texts: nobody said, or no file says. */
export interface Uplink {
  readonly interface: string
  readonly gateway: string
}

export const uplinkOf = ({ uplinkInterface, uplinkGateway }: TunnelOptions): Uplink => ({
  interface: uplinkInterface,
  gateway: uplinkGateway,
})

export const isGateway = (text: string): boolean => isDottedQuad(text) || (isIpv6(text) && !text.includes('%'))

/** What the kernel takes as the name of an interface, printable ASCII only. */
export const isInterface = (text: string): boolean => /^[!-.0-9;-~]{1,15}$/.test(text) && !/^\.{1,2}$/.test(text)

const notAnAddress: Localized = { en: 'the gateway is no IP address', zh: '网关不是 IP 地址' }
const notAnInterface: Localized = { en: 'the kernel has no such interface names', zh: '内核不允许这样的接口名' }
const theTunnel: Localized = { en: 'that is the tunnel itself', zh: '这是隧道本身' }
const whichLink: Localized = {
  en: 'a link-local gateway needs its interface (uplinkInterface)',
  zh: '链路本地网关须同时指定接口（uplinkInterface）',
}

const refuseInterface = (name: string, device: string): Localized | undefined =>
  name === '' || (isInterface(name) && name !== device) ? undefined : name === device ? theTunnel : notAnInterface

const refuseGateway = (gateway: string): Localized | undefined =>
  gateway === '' || isGateway(gateway) ? undefined : notAnAddress

/** The reason against what is stated, all of it together. */
export function refuseUplink(stated: Uplink, device: string): Localized | undefined {
  const alone = stated.interface === '' && /^fe[89ab]/i.test(stated.gateway)
  return refuseInterface(stated.interface, device) ?? refuseGateway(stated.gateway) ?? (alone ? whichLink : undefined)
}

/** @param found what the host's files say: offered where nothing is stated. */
export function uplinkAsks(stated: Uplink, found: Uplink, device: string): Ask[] {
  const offered = (key: keyof Uplink): Pick<Ask, 'default' | 'suggested'> => ({
    default: stated[key],
    ...(stated[key] === '' && found[key] !== '' && { suggested: found[key] }),
  })
  return [
    {
      id: 'uplinkInterface',
      option: 'uplinkInterface',
      question: {
        en: 'Public interface (empty: found when the plan runs)',
        zh: '公网接口（留空则在执行时查找）',
      },
      ...offered('interface'),
      refuse: ([name = '']) => refuseInterface(name, device),
    },
    {
      id: 'uplinkGateway',
      option: 'uplinkGateway',
      question: {
        en: 'Gateway of the public interface (empty: found when the plan runs)',
        zh: '公网接口的网关（留空则在执行时查找）',
      },
      ...offered('gateway'),
      refuse: ([gateway = '']) => refuseGateway(gateway),
    },
  ]
}

/** In place of a plan that would route replies into nothing. */
export const stateUplink = (because: Localized): Step => ({
  kind: 'decide',
  id: 'host/uplink-stated',
  title: { en: 'State the uplink differently', zh: '更正上行接口的设置' },
  needs: [],
  risk: 'none',
  question: {
    en: `Options uplinkInterface and uplinkGateway: ${because.en}; mend them, then make a new plan`,
    zh: `选项 uplinkInterface 与 uplinkGateway：${because.zh}；请更正后重新生成计划`,
  },
})
